import { Conflict } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { Certification, type CertificationState } from './certification.js';
import { toPublished } from './certification.published.js';

export const certificationSchema = new EntitySchema<CertificationState>({
  name: 'certification',
  columns: {
    id: { type: 'uuid', primary: true },
    definitionId: { type: 'uuid' },
    definitionCode: { type: 'text' },
    definitionName: { type: 'text' },
    kind: { type: 'text' },
    families: { type: 'jsonb' },
    partnerId: { type: 'uuid' },
    userId: { type: 'uuid' },
    status: { type: 'text' },
    earnedAt: { type: 'timestamptz' },
    validUntil: { type: 'date', nullable: true },
    renewableFrom: { type: 'date', nullable: true },
    evidence: { type: 'jsonb' },
    noticesGiven: { type: 'jsonb' },
    dueAt: { type: 'timestamptz', nullable: true },
    revocation: { type: 'jsonb', nullable: true },
  },
});

export const certifications = defineStore({
  noun: 'certification',
  aggregate: Certification,
  schema: certificationSchema,
  publish: toPublished,
  partnerOf: (certification) => certification.partnerId,
  numbered: 'CT',
  conflicts: {
    certification_held_once: () => new Conflict('CERTIFIED_ALREADY', 'This person holds this certification already.'),
    certification_record_pkey: () => new Conflict('RECORDED_ALREADY', 'This completion record is known already.'),
  },
});
