import { z } from 'zod';
import { defineEvent } from '../event.js';
import { code, id, instant, number, subject, text, word } from '../vocabulary.js';
import { samplePartner } from './partner.events.js';

export const onboardingPlanV1 = z.object({
  id,
  number: number.nullable(),
  partnerId: id,
  status: word(['open', 'completed', 'canceled']),
  mandatoryTasks: z.int().min(0),
  mandatoryTasksDone: z.int().min(0),
});

/** A task of a partner's onboarding was done. */
export const onboardingTaskCompletedV1 = defineEvent({
  service: 'partner-lifecycle',
  aggregate: 'onboarding-plan',
  about: 'plan',
  version: 1,
  name: 'OnboardingTaskCompleted',
  summary: "A task of a partner's onboarding was done.",
  when: 'When the partner or the vendor completes a task, or signs the agreement that a task asks for',
  data: z.object({
    plan: onboardingPlanV1,
    task: z.object({ code, name: text, mandatory: z.boolean(), owner: word(['partner', 'vendor']) }),
    completedBy: subject,
    completedAt: instant,
  }),
  sample: {
    plan: {
      id: '0190f3a0-0000-7000-8000-000000000030',
      number: null,
      partnerId: samplePartner.id,
      status: 'open',
      mandatoryTasks: 6,
      mandatoryTasksDone: 2,
    },
    task: { code: 'roles_accepted', name: 'Accept roles and responsibilities', mandatory: true, owner: 'partner' },
    completedBy: 'reseller-admin',
    completedAt: '2026-01-08T11:00:00.000Z',
  },
});
