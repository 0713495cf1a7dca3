import type { ServiceDefinition } from '@tributary/http';
import { platformMigration } from '@tributary/persistence';
import { errors } from './error-catalog.js';
import { MaturityModelModule } from './maturity-model/maturity-model.module.js';
import { maturityModelSchema } from './maturity-model/maturity-model.schema.js';
import { MaturityModels1790000000001 } from './migrations/0001-maturity-models.js';
import { ModelReleases1790000000002 } from './migrations/0002-model-releases.js';

export const definition: ServiceDefinition = {
  name: 'maturity-assessment',
  title: 'Maturity assessment',
  description: 'Where a partner program stands, and the way up.',
  modules: [MaturityModelModule],
  schemas: [maturityModelSchema],
  migrations: [platformMigration, MaturityModels1790000000001, ModelReleases1790000000002],
  errors,
  publishes: [],
};
