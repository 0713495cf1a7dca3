import { Module } from '@nestjs/common';
import { DealConflictModule } from '../deal-conflict/deal-conflict.module.js';
import { OpportunityModule } from '../opportunity/opportunity.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { DealRegistrationController } from './deal-registration.controller.js';
import { DealRegistrationQueries } from './deal-registration.queries.js';
import { DealRegistrationService } from './deal-registration.service.js';
import { DealRegistrationWorker } from './deal-registration.worker.js';

@Module({
  imports: [DealConflictModule, OpportunityModule, PartnerModule],
  controllers: [DealRegistrationController],
  providers: [DealRegistrationQueries, DealRegistrationService, DealRegistrationWorker],
  exports: [DealRegistrationService],
})
export class DealRegistrationModule {}
