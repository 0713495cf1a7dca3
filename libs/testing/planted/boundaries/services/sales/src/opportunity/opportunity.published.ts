import type { PublishedEvent } from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { OpportunityState } from './opportunity.js';

export const toPublished = (state: Saved<OpportunityState>): PublishedEvent => state;
