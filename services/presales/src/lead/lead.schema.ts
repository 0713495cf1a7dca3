import { Conflict } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import type { LeadState } from './lead-state.js';
import { Lead } from './lead.js';
import { toPublished } from './lead.published.js';

export const leadSchema = new EntitySchema<LeadState>({
  name: 'lead',
  columns: {
    id: { type: 'uuid', primary: true },
    status: { type: 'text' },
    source: { type: 'text' },
    company: { type: 'jsonb' },
    segment: { type: 'text' },
    families: { type: 'jsonb' },
    contact: { type: 'jsonb', nullable: true },
    note: { type: 'text', nullable: true },
    consent: { type: 'jsonb', nullable: true },
    touches: { type: 'jsonb' },
    externalSystem: { type: 'text', nullable: true },
    externalId: { type: 'text', nullable: true },
    score: { type: 'integer' },
    hot: { type: 'boolean' },
    scoring: { type: 'jsonb' },
    contributedBy: { type: 'uuid', nullable: true },
    territory: { type: 'text', nullable: true },
    territoryId: { type: 'uuid', nullable: true },
    emailKey: { type: 'text', nullable: true },
    personKey: { type: 'text', nullable: true },
    capturedAt: { type: 'timestamptz' },
    partnerId: { type: 'uuid', nullable: true },
    offers: { type: 'jsonb' },
    readers: { type: 'jsonb' },
    hop: { type: 'integer' },
    offeredAt: { type: 'timestamptz', nullable: true },
    offerDueAt: { type: 'timestamptz', nullable: true },
    remindDueAt: { type: 'timestamptz', nullable: true },
    contactDueAt: { type: 'timestamptz', nullable: true },
    daysEndAt: { type: 'timestamptz', nullable: true },
    routeDueAt: { type: 'timestamptz', nullable: true },
    deskReason: { type: 'text', nullable: true },
    acceptedAt: { type: 'timestamptz', nullable: true },
    protectedUntil: { type: 'timestamptz', nullable: true },
    nextStep: { type: 'text', nullable: true },
    expectedValue: { type: 'jsonb', nullable: true },
    accountId: { type: 'uuid', nullable: true },
  },
});

const duplicate = () => new Conflict('LEAD_DUPLICATE', 'This interest is known already.');

export const leads = defineStore({
  noun: 'lead',
  aggregate: Lead,
  schema: leadSchema,
  publish: toPublished,
  partnerOf: ({ partnerId, contributedBy }) => partnerId ?? contributedBy,
  personal: ['contact', 'note', 'emailKey', 'personKey'],
  vendorOnly: [
    'offers',
    'readers',
    'hop',
    'scoring',
    'deskReason',
    'routeDueAt',
    'daysEndAt',
    'externalSystem',
    'externalId',
  ],
  vendorOnlyEvents: ['LeadDeclined', 'LeadTakenBack', 'LeadLeftToVendor'],
  numbered: 'L',
  conflicts: {
    lead_same_email: duplicate,
    lead_same_person: duplicate,
    lead_external_id: () => new Conflict('LEAD_DUPLICATE', 'A lead with this external id is known already.'),
    lead_owned_once: () => new Conflict('LEAD_TAKEN', 'Another partner was faster.'),
  },
});
