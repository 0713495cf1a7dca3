import { Forbidden } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import type { OpportunityState } from './opportunity-state.js';
import { Opportunity } from './opportunity.js';
import { toPublished } from './opportunity.published.js';

export const opportunitySchema = new EntitySchema<OpportunityState>({
  name: 'opportunity',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    source: { type: 'text' },
    status: { type: 'text' },
    partnerId: { type: 'uuid', nullable: true },
    distributorId: { type: 'uuid', nullable: true },
    territory: { type: 'text', nullable: true },
    hiddenFromDistributor: { type: 'boolean' },
    dealRegistrationId: { type: 'uuid', nullable: true },
    leadId: { type: 'uuid', nullable: true },
    customer: { type: 'jsonb' },
    identity: { type: 'jsonb' },
    parties: { type: 'jsonb' },
    lines: { type: 'jsonb' },
    value: { type: 'jsonb' },
    expectedCloseOn: { type: 'date', nullable: true },
    pipeline: { type: 'text' },
    stage: { type: 'jsonb' },
    forecastCategory: { type: 'text' },
    nextStep: { type: 'text', nullable: true },
    competitors: { type: 'jsonb' },
    ownedBy: { type: 'text', nullable: true },
    stages: { type: 'jsonb' },
    lossReason: { type: 'text', nullable: true },
    openedAt: { type: 'timestamptz' },
    closedAt: { type: 'timestamptz', nullable: true },
    externalIds: { type: 'jsonb' },
  },
});

export const opportunities = defineStore({
  noun: 'opportunity',
  aggregate: Opportunity,
  schema: opportunitySchema,
  publish: toPublished,
  partnerOf: ({ partnerId }) => partnerId,
  vendorOnly: ['identity'],
  readersMayNot: () =>
    new Forbidden('NOT_YOUR_DEAL', 'A distributor reads the opportunities of its resellers; they change them.'),
  numbered: 'OP',
});
