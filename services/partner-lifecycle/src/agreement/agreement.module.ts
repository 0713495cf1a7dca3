import { Module } from '@nestjs/common';
import { OnboardingPlanModule } from '../onboarding-plan/onboarding-plan.module.js';
import { PartnerModule } from '../partner/partner.module.js';
import { AgreementCalendarWorker } from './agreement-calendar.worker.js';
import { AgreementController } from './agreement.controller.js';
import { AgreementQueries } from './agreement.queries.js';
import { AgreementService } from './agreement.service.js';

@Module({
  imports: [PartnerModule, OnboardingPlanModule],
  controllers: [AgreementController],
  providers: [AgreementService, AgreementQueries, AgreementCalendarWorker],
  exports: [AgreementService],
})
export class AgreementModule {}
