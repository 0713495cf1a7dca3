import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { OnboardingPlan, type OnboardingPlanState } from './onboarding-plan.js';
import { toPublished } from './onboarding-plan.published.js';

export const onboardingPlanSchema = new EntitySchema<OnboardingPlanState>({
  name: 'onboarding_plan',
  columns: {
    id: { type: 'uuid', primary: true },
    partnerId: { type: 'uuid' },
    partnerType: { type: 'text' },
    templateVersion: { type: 'integer' },
    status: { type: 'text' },
    tasks: { type: 'jsonb' },
    startedAt: { type: 'timestamptz' },
    completedAt: { type: 'timestamptz', nullable: true },
  },
});

export const onboardingPlans = defineStore({
  noun: 'onboarding plan',
  aggregate: OnboardingPlan,
  schema: onboardingPlanSchema,
  publish: toPublished,
  partnerOf: (plan) => plan.partnerId,
});
