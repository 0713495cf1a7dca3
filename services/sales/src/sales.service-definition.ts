import { catalog } from '@tributary/contracts';
import type { ServiceDefinition } from '@tributary/http';
import { DealAppealModule } from './deal-appeal/deal-appeal.module.js';
import { DealCheckModule } from './deal-check/deal-check.module.js';
import { DealClosingModule } from './deal-closing/deal-closing.module.js';
import { DealDecisionModule } from './deal-decision/deal-decision.module.js';
import { DealExtensionModule } from './deal-extension/deal-extension.module.js';
import { DealProgramModule } from './deal-program/deal-program.module.js';
import { DealRegistrationModule } from './deal-registration/deal-registration.module.js';
import { DealSubmissionModule } from './deal-submission/deal-submission.module.js';
import { errors } from './error-catalog.js';
import { OpportunityImportModule } from './opportunity-import/opportunity-import.module.js';
import { OpportunityApiModule } from './opportunity/opportunity-api.module.js';
import { PipelineModule } from './pipeline/pipeline.module.js';
import { LeadModule } from './lead/lead.module.js';
import { migrations, schemas } from './schemas.js';

export const definition: ServiceDefinition = {
  name: 'sales',
  title: 'Sales',
  description: 'Deals that partners register to be protected on them, and the opportunities that come of them.',
  modules: [
    DealSubmissionModule,
    DealCheckModule,
    DealRegistrationModule,
    DealDecisionModule,
    DealAppealModule,
    LeadModule,
    DealClosingModule,
    DealExtensionModule,
    DealProgramModule,
    OpportunityApiModule,
    OpportunityImportModule,
    PipelineModule,
  ],
  schemas,
  migrations,
  errors,
  publishes: catalog.filter(({ service }) => service === 'sales'),
};
