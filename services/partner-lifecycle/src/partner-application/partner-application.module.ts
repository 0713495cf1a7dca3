import { Module } from '@nestjs/common';
import { AgreementModule } from '../agreement/agreement.module.js';
import { OnboardingPlanModule } from '../onboarding-plan/onboarding-plan.module.js';
import { PartnerEvaluationModule } from '../partner-evaluation/partner-evaluation.module.js';
import { PartnerUserModule } from '../partner-user/partner-user.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { RewardAccountModule } from '../reward-account/reward-account.module.js';
import { ApplicationAdmissionService } from './application-admission.service.js';
import { PartnerApplicationController } from './partner-application.controller.js';
import { PartnerApplicationQueries } from './partner-application.queries.js';
import { PartnerApplicationService } from './partner-application.service.js';
import { PublicApplicationController } from './public-application.controller.js';
import { StatusLinkService } from './status-link.service.js';

@Module({
  imports: [
    AgreementModule,
    OnboardingPlanModule,
    PartnerEvaluationModule,
    PartnerModule,
    PartnerUserModule,
    RewardAccountModule,
  ],
  controllers: [PublicApplicationController, PartnerApplicationController],
  providers: [PartnerApplicationService, ApplicationAdmissionService, PartnerApplicationQueries, StatusLinkService],
  exports: [PartnerApplicationService],
})
export class PartnerApplicationModule {}
