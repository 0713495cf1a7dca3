import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { PartnerApplication, type PartnerApplicationState } from './partner-application.js';
import { toPublished } from './partner-application.published.js';

export const partnerApplicationSchema = new EntitySchema<PartnerApplicationState>({
  name: 'partner_application',
  columns: {
    id: { type: 'uuid', primary: true },
    legalName: { type: 'text' },
    registrationNumber: { type: 'text', nullable: true },
    website: { type: 'text', nullable: true },
    country: { type: 'text' },
    partnerType: { type: 'text' },
    territories: { type: 'jsonb' },
    segments: { type: 'jsonb' },
    capabilities: { type: 'jsonb' },
    expectedYearlyRevenue: { type: 'jsonb', nullable: true },
    answers: { type: 'jsonb' },
    referrer: { type: 'text', nullable: true },
    contactName: { type: 'text' },
    contactEmail: { type: 'text' },
    consentAt: { type: 'timestamptz' },
    status: { type: 'text' },
    emailDomain: { type: 'text', nullable: true },
    registrationKey: { type: 'text', nullable: true },
    nameKey: { type: 'text', nullable: true },
    submittedAt: { type: 'timestamptz', nullable: true },
    assignedTo: { type: 'text', nullable: true },
    possibleDuplicates: { type: 'jsonb' },
    isHeldAsDuplicate: { type: 'boolean' },
    question: { type: 'text', nullable: true },
    decidedBy: { type: 'text', nullable: true },
    decidedAt: { type: 'timestamptz', nullable: true },
    decisionReason: { type: 'text', nullable: true },
    override: { type: 'jsonb', nullable: true },
    evaluationId: { type: 'uuid', nullable: true },
    partnerId: { type: 'uuid', nullable: true },
  },
});

export const partnerApplications = defineStore({
  noun: 'partner application',
  aggregate: PartnerApplication,
  schema: partnerApplicationSchema,
  publish: toPublished,
  personal: ['contactName', 'contactEmail'],
  numbered: 'PA',
});
