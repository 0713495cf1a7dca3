export { definition } from './sales.service-definition.js';
export { DealDecisionService } from './deal-registration/deal-decision.service.js';
export { DealRegistrationService } from './deal-registration/deal-registration.service.js';
export { DealSubmissionService } from './deal-registration/deal-submission.service.js';
export { DealRegistrationWorker } from './deal-registration/deal-registration.worker.js';
export { DealProgramService } from './deal-program/deal-program.service.js';
export { OpportunityService } from './opportunity/opportunity.service.js';
export { OpportunityClosingService } from './opportunity/opportunity-closing.service.js';
