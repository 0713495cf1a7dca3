import { Conflict } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { Agreement, type AgreementState } from './agreement.js';
import { toPublished } from './agreement.published.js';

export const agreementSchema = new EntitySchema<AgreementState>({
  name: 'agreement',
  columns: {
    id: { type: 'uuid', primary: true },
    partnerId: { type: 'uuid' },
    kind: { type: 'text' },
    revision: { type: 'text' },
    title: { type: 'text' },
    documentUrl: { type: 'text', nullable: true },
    isMandatory: { type: 'boolean' },
    status: { type: 'text' },
    offeredBy: { type: 'text' },
    offeredAt: { type: 'timestamptz' },
    signedBy: { type: 'text', nullable: true },
    signatoryName: { type: 'text', nullable: true },
    signatoryTitle: { type: 'text', nullable: true },
    signedAt: { type: 'timestamptz', nullable: true },
    effectiveOn: { type: 'date', nullable: true },
    expiresOn: { type: 'date', nullable: true },
    validMonths: { type: 'integer', nullable: true },
    noticesGiven: { type: 'jsonb' },
    dueAt: { type: 'timestamptz', nullable: true },
  },
});

export const agreements = defineStore({
  noun: 'agreement',
  aggregate: Agreement,
  schema: agreementSchema,
  publish: toPublished,
  partnerOf: (agreement) => agreement.partnerId,
  personal: ['signatoryName', 'signatoryTitle'],
  numbered: 'AG',
  conflicts: {
    agreement_offered_once: () =>
      new Conflict('OFFERED_ALREADY', 'An agreement of this kind waits for its signature already. Revoke it first.'),
  },
});
