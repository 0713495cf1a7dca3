import { Forbidden } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { DealRegistration } from './deal-registration.js';
import { toPublished } from './deal-registration.published.js';
import type { DealRegistrationState } from './deal-state.js';

export const dealRegistrationSchema = new EntitySchema<DealRegistrationState>({
  name: 'deal_registration',
  columns: {
    id: { type: 'uuid', primary: true },
    partnerId: { type: 'uuid' },
    territory: { type: 'text', nullable: true },
    registeredBy: { type: 'text' },
    preparedBy: { type: 'jsonb' },
    status: { type: 'text' },
    programId: { type: 'uuid' },
    programVersion: { type: 'integer' },
    dealType: { type: 'text' },
    distributorId: { type: 'uuid', nullable: true },
    hiddenFromDistributor: { type: 'boolean' },
    customer: { type: 'jsonb' },
    identity: { type: 'jsonb' },
    contact: { type: 'jsonb', nullable: true },
    lines: { type: 'jsonb' },
    value: { type: 'jsonb' },
    expectedCloseOn: { type: 'date' },
    project: { type: 'text', nullable: true },
    competitor: { type: 'text', nullable: true },
    incumbent: { type: 'text', nullable: true },
    tenderOn: { type: 'date', nullable: true },
    evidence: { type: 'jsonb' },
    externalIds: { type: 'jsonb' },
    submittedAt: { type: 'timestamptz', nullable: true },
    claim: { type: 'text', nullable: true },
    resubmissions: { type: 'integer' },
    decisionDueAt: { type: 'timestamptz', nullable: true },
    businessMinutesLeft: { type: 'integer', nullable: true },
    overdue: { type: 'boolean' },
    rejectedBy: { type: 'text', nullable: true },
    appealUntil: { type: 'timestamptz', nullable: true },
    appealId: { type: 'uuid', nullable: true },
    conflict: { type: 'jsonb', nullable: true },
    explanation: { type: 'jsonb' },
    revocation: { type: 'jsonb', nullable: true },
    protectedFrom: { type: 'timestamptz', nullable: true },
    protectedUntil: { type: 'timestamptz', nullable: true },
    extensions: { type: 'integer' },
    warningDueAt: { type: 'timestamptz', nullable: true },
    sharedGroup: { type: 'uuid', nullable: true },
    opportunityId: { type: 'uuid', nullable: true },
    claimedBy: { type: 'text', nullable: true },
    claimedValue: { type: 'jsonb', nullable: true },
    wonValue: { type: 'jsonb', nullable: true },
  },
});

export const dealRegistrations = defineStore({
  noun: 'deal registration',
  aggregate: DealRegistration,
  schema: dealRegistrationSchema,
  publish: toPublished,
  partnerOf: ({ partnerId }) => partnerId,
  personal: ['contact'],
  vendorOnly: ['identity', 'claim', 'conflict', 'revocation', 'sharedGroup'],
  vendorOnlyEvents: ['DealProtectionShared', 'DealRevocationRequested', 'DealRevocationDeclined'],
  readersMayNot: () =>
    new Forbidden('NOT_YOUR_DEAL', 'A distributor reads the deals of its resellers; they change them.'),
  numbered: 'DR',
});
