import { Module } from '@nestjs/common';
import { CustomerModule } from '../customer/customer.module.js';
import { DealClosingModule } from '../deal-closing/deal-closing.module.js';
import { DealRegistrationModule } from '../deal-registration/deal-registration.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { PipelineModule } from '../pipeline/pipeline.module.js';
import { ProductModule } from '../product/product.module.js';
import { OpportunityClosingService } from './opportunity-closing.service.js';
import { OpportunityPursuitService } from './opportunity-pursuit.service.js';
import { OpportunityController } from './opportunity.controller.js';
import { OpportunityModule } from './opportunity.module.js';
import { OpportunityQueries } from './opportunity.queries.js';

// Apart from OpportunityModule, because to close an opportunity is to close its registration, and the registration in turn opens opportunities:
// one module for both would import itself.
@Module({
  imports: [
    CustomerModule,
    DealClosingModule,
    DealRegistrationModule,
    OpportunityModule,
    PartnerModule,
    PipelineModule,
    ProductModule,
  ],
  controllers: [OpportunityController],
  providers: [OpportunityClosingService, OpportunityPursuitService, OpportunityQueries],
})
export class OpportunityApiModule {}
