import { maturityAssessmentCompletedV1, maturityLevelChangedV1 } from '@tributary/contracts';
import type { ServiceDefinition } from '@tributary/http';
import { errors } from './error-catalog.js';
import { ImprovementModule } from './improvement/improvement.module.js';
import { MaturityAssessmentModule } from './maturity-assessment/maturity-assessment.module.js';
import { maturityAssessmentSchema } from './maturity-assessment/maturity-assessment.schema.js';
import { MaturityModelModule } from './maturity-model/maturity-model.module.js';
import { maturityModelSchema } from './maturity-model/maturity-model.schema.js';
import { maturityResponseSchema } from './maturity-response/maturity-response.schema.js';
import { MaturityModels1790000000001 } from './migrations/0001-maturity-models.js';
import { ModelReleases1790000000002 } from './migrations/0002-model-releases.js';
import { Assessments1790000000003 } from './migrations/0003-assessments.js';
import { Measurements1790000000004 } from './migrations/0004-measurements.js';
import { ServiceOutcomes1790000000005 } from './migrations/0005-service-outcomes.js';
import { DecisionTimes1790000000006 } from './migrations/0006-decision-times.js';
import { Partners1790000000007 } from './migrations/0007-partners.js';

export const definition: ServiceDefinition = {
  name: 'maturity-assessment',
  title: 'Maturity assessment',
  description: 'Where a partner program stands, and the way up.',
  modules: [MaturityModelModule, MaturityAssessmentModule, ImprovementModule],
  schemas: [maturityModelSchema, maturityAssessmentSchema, maturityResponseSchema],
  migrations: [
    MaturityModels1790000000001,
    ModelReleases1790000000002,
    Assessments1790000000003,
    Measurements1790000000004,
    ServiceOutcomes1790000000005,
    DecisionTimes1790000000006,
    Partners1790000000007,
  ],
  errors,
  publishes: [maturityAssessmentCompletedV1, maturityLevelChangedV1],
};
