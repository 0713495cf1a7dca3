import { catalog } from '@tributary/contracts';
import type { ServiceDefinition } from '@tributary/http';
import { DealProgramModule } from './deal-program/deal-program.module.js';
import { DealRegistrationModule } from './deal-registration/deal-registration.module.js';
import { errors } from './error-catalog.js';
import { OpportunityApiModule } from './opportunity/opportunity-api.module.js';
import { PipelineModule } from './pipeline/pipeline.module.js';
import { migrations, schemas } from './schemas.js';

export const definition: ServiceDefinition = {
  name: 'sales',
  title: 'Sales',
  description: 'Deals that partners register to be protected on them, and the opportunities that come of them.',
  modules: [DealRegistrationModule, DealProgramModule, OpportunityApiModule, PipelineModule],
  schemas,
  migrations,
  errors,
  publishes: catalog.filter(({ service }) => service === 'sales'),
};
