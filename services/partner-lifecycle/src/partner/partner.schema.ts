import { RuleViolation } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import type { PartnerState } from './partner-state.js';
import { Partner } from './partner.js';
import { toPublished } from './partner.published.js';

export const partnerSchema = new EntitySchema<PartnerState>({
  name: 'partner',
  columns: {
    id: { type: 'uuid', primary: true },
    applicationId: { type: 'uuid', nullable: true },
    legalName: { type: 'text' },
    nameKey: { type: 'text', nullable: true },
    registrationNumber: { type: 'text', nullable: true },
    registrationKey: { type: 'text', nullable: true },
    emailDomain: { type: 'text', nullable: true },
    website: { type: 'text', nullable: true },
    country: { type: 'text' },
    type: { type: 'text' },
    status: { type: 'text' },
    tier: { type: 'text' },
    tierUntil: { type: 'date', nullable: true },
    tierAfter: { type: 'text', nullable: true },
    parentDistributorId: { type: 'uuid', nullable: true },
    ownedBy: { type: 'text', nullable: true },
    partnership: { type: 'jsonb', nullable: true },
    territories: { type: 'jsonb' },
    segments: { type: 'jsonb' },
    specializations: { type: 'jsonb' },
    agreements: { type: 'jsonb' },
    pendingChanges: { type: 'jsonb' },
    annualRevenue: { type: 'jsonb', nullable: true },
    externalIds: { type: 'jsonb' },
    onboardedAt: { type: 'timestamptz', nullable: true },
    activatedAt: { type: 'timestamptz', nullable: true },
    suspensionReason: { type: 'text', nullable: true },
    terminatedAt: { type: 'timestamptz', nullable: true },
  },
});

export const partners = defineStore({
  noun: 'partner',
  aggregate: Partner,
  schema: partnerSchema,
  publish: toPublished,
  partnerOf: (partner) => partner.id,
  vendorOnly: ['partnership', 'ownedBy', 'applicationId', 'nameKey', 'registrationKey', 'emailDomain'],
  vendorOnlyEvents: ['PartnershipRecorded'],
  numbered: 'P',
  conflicts: {
    partner_hierarchy: () => new RuleViolation('PARENT_CYCLE', 'A partner cannot stand above itself.'),
  },
});
