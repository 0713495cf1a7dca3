import { Conflict } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import type { MaturityAssessmentState } from './assessment-state.js';
import { MaturityAssessment } from './maturity-assessment.js';
import { toPublished } from './maturity-assessment.published.js';

export const maturityAssessmentSchema = new EntitySchema<MaturityAssessmentState>({
  name: 'maturity_assessment',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    organization: { type: 'jsonb' },
    organizationKey: { type: 'text' },
    form: { type: 'text' },
    modelId: { type: 'uuid' },
    modelKey: { type: 'text' },
    modelRelease: { type: 'int' },
    status: { type: 'text' },
    targets: { type: 'jsonb' },
    targetLevel: { type: 'int', nullable: true },
    isOpenToPartners: { type: 'boolean' },
    openedBy: { type: 'text' },
    submittedBy: { type: 'text', nullable: true },
    submittedAt: { type: 'timestamptz', nullable: true },
    reviewedBy: { type: 'text', nullable: true },
    reviewedAt: { type: 'timestamptz', nullable: true },
    notes: { type: 'jsonb' },
    finalizedBy: { type: 'text', nullable: true },
    finalizedAt: { type: 'timestamptz', nullable: true },
    result: { type: 'jsonb', nullable: true },
    level: { type: 'int', nullable: true },
    overall: { type: 'text', nullable: true },
  },
});

export const maturityAssessments = defineStore({
  noun: 'maturity assessment',
  aggregate: MaturityAssessment,
  schema: maturityAssessmentSchema,
  publish: toPublished,
  numbered: 'MA',
  conflicts: {
    maturity_assessment_sealed: () => new Conflict('ASSESSMENT_SEALED', 'A final assessment never changes.'),
  },
});
