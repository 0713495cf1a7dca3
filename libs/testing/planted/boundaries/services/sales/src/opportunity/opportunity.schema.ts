import { EntitySchema } from 'typeorm';
import { UnitOfWork } from '@tributary/persistence';
import type { OpportunityState } from './opportunity.js';
import { toPublished } from './opportunity.published.js';

export const schema = new EntitySchema<OpportunityState>({ name: 'opportunity', columns: {} });
export const opportunities = { schema, toPublished, UnitOfWork };
