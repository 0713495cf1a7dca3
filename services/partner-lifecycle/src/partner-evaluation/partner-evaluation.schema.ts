import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { PartnerEvaluation, type PartnerEvaluationState } from './partner-evaluation.js';
import { toPublished } from './partner-evaluation.published.js';

export const partnerEvaluationSchema = new EntitySchema<PartnerEvaluationState>({
  name: 'partner_evaluation',
  columns: {
    id: { type: 'uuid', primary: true },
    applicationId: { type: 'uuid', nullable: true },
    partnerId: { type: 'uuid', nullable: true },
    partnerType: { type: 'text' },
    stage: { type: 'text' },
    modelId: { type: 'text' },
    modelVersion: { type: 'integer' },
    status: { type: 'text' },
    scorings: { type: 'jsonb' },
    liftedKnockouts: { type: 'jsonb' },
    result: { type: 'jsonb', nullable: true },
    completedBy: { type: 'text', nullable: true },
    completedAt: { type: 'timestamptz', nullable: true },
  },
});

export const partnerEvaluations = defineStore({
  noun: 'partner evaluation',
  aggregate: PartnerEvaluation,
  schema: partnerEvaluationSchema,
  publish: toPublished,
});
