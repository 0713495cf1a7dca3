import { Module } from '@nestjs/common';
import { PartnerModule } from '../partner/partner.module.js';
import { OnboardingPlanController } from './onboarding-plan.controller.js';
import { OnboardingPlanQueries } from './onboarding-plan.queries.js';
import { OnboardingPlanService } from './onboarding-plan.service.js';

@Module({
  imports: [PartnerModule],
  controllers: [OnboardingPlanController],
  providers: [OnboardingPlanService, OnboardingPlanQueries],
  exports: [OnboardingPlanService],
})
export class OnboardingPlanModule {}
