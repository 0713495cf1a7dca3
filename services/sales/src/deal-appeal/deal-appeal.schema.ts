import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { DealAppeal, type DealAppealState } from './deal-appeal.js';
import { toPublished } from './deal-appeal.published.js';

export const dealAppealSchema = new EntitySchema<DealAppealState>({
  name: 'deal_appeal',
  columns: {
    id: { type: 'uuid', primary: true },
    dealId: { type: 'uuid' },
    partnerId: { type: 'uuid' },
    territory: { type: 'text', nullable: true },
    status: { type: 'text' },
    ground: { type: 'text' },
    evidence: { type: 'jsonb' },
    appealedBy: { type: 'text' },
    appealedAt: { type: 'timestamptz' },
    rejectedBy: { type: 'text', nullable: true },
    dueAt: { type: 'timestamptz' },
    overdue: { type: 'boolean' },
    decidedBy: { type: 'text', nullable: true },
    decidedAt: { type: 'timestamptz', nullable: true },
    reason: { type: 'text', nullable: true },
  },
});

export const dealAppeals = defineStore({
  noun: 'deal appeal',
  aggregate: DealAppeal,
  schema: dealAppealSchema,
  publish: toPublished,
  partnerOf: ({ partnerId }) => partnerId,
  numbered: 'DA',
});
