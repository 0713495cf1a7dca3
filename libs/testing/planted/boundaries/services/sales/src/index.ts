export { OpportunityModule } from './opportunity/opportunity.module.js';
