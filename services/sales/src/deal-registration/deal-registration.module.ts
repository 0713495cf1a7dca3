import { Module } from '@nestjs/common';
import { CustomerModule } from '../customer/customer.module.js';
import { DealCheckModule } from '../deal-check/deal-check.module.js';
import { DealProgramModule } from '../deal-program/deal-program.module.js';
import { DealProtectionModule } from '../deal-protection/deal-protection.module.js';
import { OpportunityModule } from '../opportunity/opportunity.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { ProductModule } from '../product/product.module.js';
import { DealDecisionController } from './deal-decision.controller.js';
import { DealDecisionService } from './deal-decision.service.js';
import { DealFactsService } from './deal-facts.service.js';
import { DealOutcomeService } from './deal-outcome.service.js';
import { DealRegistrationController } from './deal-registration.controller.js';
import { DealRegistrationQueries } from './deal-registration.queries.js';
import { DealRegistrationService } from './deal-registration.service.js';
import { DealRegistrationWorker } from './deal-registration.worker.js';
import { DealSubmissionService } from './deal-submission.service.js';

@Module({
  imports: [
    CustomerModule,
    DealCheckModule,
    DealProgramModule,
    DealProtectionModule,
    OpportunityModule,
    PartnerModule,
    ProductModule,
  ],
  controllers: [DealRegistrationController, DealDecisionController],
  providers: [
    DealDecisionService,
    DealFactsService,
    DealOutcomeService,
    DealRegistrationQueries,
    DealRegistrationService,
    DealRegistrationWorker,
    DealSubmissionService,
  ],
  exports: [DealRegistrationService],
})
export class DealRegistrationModule {}
