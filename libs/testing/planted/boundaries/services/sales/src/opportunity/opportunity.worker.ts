import { UnitOfWork } from '@tributary/persistence';
import { OpportunityService } from './opportunity.service.js';

export const parts = [UnitOfWork, OpportunityService];
