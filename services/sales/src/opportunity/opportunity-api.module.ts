import { Module } from '@nestjs/common';
import { DealRegistrationModule } from '../deal-registration/deal-registration.module.js';
import { OpportunityClosingService } from './opportunity-closing.service.js';
import { OpportunityController } from './opportunity.controller.js';
import { OpportunityModule } from './opportunity.module.js';
import { OpportunityQueries } from './opportunity.queries.js';

@Module({
  imports: [DealRegistrationModule, OpportunityModule],
  controllers: [OpportunityController],
  providers: [OpportunityClosingService, OpportunityQueries],
})
export class OpportunityApiModule {}
