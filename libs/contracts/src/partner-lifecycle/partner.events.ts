import { z } from 'zod';
import { defineEvent } from '../event.js';
import {
  code,
  country,
  day,
  externalId,
  id,
  instant,
  money,
  number,
  ofCompany,
  remark,
  segment,
  subject,
  text,
  word,
} from '../vocabulary.js';

export const partnerType = word([
  'distributor',
  'agent',
  'stockist',
  'value_added_reseller',
  'service_provider',
  'system_integrator',
  'technology_partner',
]);
export const partnershipType = word(['strategic', 'futuristic', 'transactional', 'ineffective']);

/** A partner as others may know it. Bank, tax and personal data never leave the service. */
export const partnerV1 = z.object({
  id,
  number: number.nullable(),
  legalName: ofCompany,
  country,
  type: partnerType,
  status: word(['onboarding', 'active', 'suspended', 'terminated']),
  tier: word(['registered', 'silver', 'gold', 'platinum']),
  partnershipType: partnershipType.nullable(),
  territories: z.array(code).max(100).describe('Codes of territories'),
  segments: z.array(segment).max(20),
  specializations: z.array(code).max(50),
  parentDistributorId: id.nullable(),
  agreements: z
    .array(z.object({ agreementId: id, kind: code, version: code, signedAt: instant, expiresOn: day.nullable() }))
    .max(100)
    .describe('Signed agreements. One is in force up to and including `expiresOn`, or without end if null'),
  unsignedAgreements: z
    .array(code)
    .max(100)
    .exactOptional()
    .describe('Kinds of mandatory agreements that wait for a signature: until then nothing new is open to the partner'),
  website: text.nullable(),
  annualRevenue: money.nullable(),
  externalIds: z.array(externalId).max(20),
});
export type PartnerV1 = z.infer<typeof partnerV1>;

export const samplePartner: PartnerV1 = {
  id: '0190f3a0-0000-7000-8000-000000000001',
  number: 'P-2026-000001',
  legalName: 'Northwind Networks GmbH',
  country: 'DE',
  type: 'value_added_reseller',
  status: 'active',
  tier: 'gold',
  partnershipType: 'strategic',
  territories: ['DACH'],
  segments: ['enterprise'],
  specializations: ['switching'],
  parentDistributorId: '0190f3a0-0000-7000-8000-000000000002',
  agreements: [
    {
      agreementId: '0190f3a0-0000-7000-8000-000000000003',
      kind: 'reseller',
      version: '2026-1',
      signedAt: '2026-01-05T09:00:00.000Z',
      expiresOn: '2028-01-04',
    },
  ],
  website: 'https://northwind.example',
  annualRevenue: { amount: '12000000.00', currency: 'EUR' },
  externalIds: [{ system: 'erp', id: 'V-10442' }],
};

const partner = {
  service: 'partner-lifecycle',
  aggregate: 'partner',
  about: 'partner',
  version: 1,
  replicated: true,
} as const;

/** An application was approved: the partner exists and is being onboarded. It may not do business yet. */
export const partnerOnboardingStartedV1 = defineEvent({
  ...partner,
  name: 'PartnerOnboardingStarted',
  summary: 'An application was approved: the partner exists and is being onboarded.',
  when: 'When an application is approved',
  data: z.object({ partner: partnerV1, applicationId: id.nullable() }),
  sample: {
    partner: { ...samplePartner, status: 'onboarding', tier: 'registered', agreements: [] },
    applicationId: '0190f3a0-0000-7000-8000-000000000010',
  },
});

/** Every mandatory onboarding task is done: the partner may do business. */
export const partnerActivatedV1 = defineEvent({
  ...partner,
  name: 'PartnerActivated',
  summary: 'Every mandatory onboarding task is done: the partner may do business.',
  when: 'When the last mandatory task is done and the last mandatory agreement signed',
  data: z.object({ partner: partnerV1, activatedAt: instant }),
  sample: { partner: samplePartner, activatedAt: '2026-01-20T10:00:00.000Z' },
});

/** Anything public about the partner changed: profile, tier, partnership type, agreements, distributor. */
export const partnerProfileUpdatedV1 = defineEvent({
  ...partner,
  name: 'PartnerProfileUpdated',
  summary: 'Anything public about the partner changed: profile, tier, partnership type, agreements, distributor.',
  when: 'When the vendor changes the profile or approves a change that the partner asked for, with a new tier, type or distributor, and when an agreement is offered, signed or ends',
  data: z.object({ partner: partnerV1, changed: z.array(code).max(50).describe('Names of the changed fields') }),
  sample: { partner: samplePartner, changed: ['territories'] },
});

/** The partner may not submit anything new until it is reinstated. */
export const partnerSuspendedV1 = defineEvent({
  ...partner,
  name: 'PartnerSuspended',
  summary: 'The partner may not submit anything new until it is reinstated.',
  when: 'When the vendor suspends the partner',
  data: z.object({ partner: partnerV1, reason: remark, suspendedBy: subject }),
  sample: {
    partner: { ...samplePartner, status: 'suspended' },
    reason: 'Invoices overdue',
    suspendedBy: 'channel-manager',
  },
});

/** A suspension ended: the partner may do business again. */
export const partnerReinstatedV1 = defineEvent({
  ...partner,
  name: 'PartnerReinstated',
  summary: 'A suspension ended: the partner may do business again.',
  when: 'When the vendor reinstates the partner',
  data: z.object({ partner: partnerV1, reason: remark.nullable(), reinstatedBy: subject }),
  sample: { partner: samplePartner, reason: 'Invoices paid', reinstatedBy: 'channel-manager' },
});

/** The relation has ended for good; its users are refused everywhere. */
export const partnerTerminatedV1 = defineEvent({
  ...partner,
  name: 'PartnerTerminated',
  summary: 'The relation has ended for good; its users are refused everywhere.',
  when: 'When the vendor terminates the relation',
  data: z.object({ partner: partnerV1, reason: remark, terminatedBy: subject }),
  sample: {
    partner: { ...samplePartner, status: 'terminated' },
    reason: 'Contract ended',
    terminatedBy: 'vendor-admin',
  },
});

/** A partner was brought over from another system with what it had there. It may be active at once, and nobody earns anything by it. */
export const partnerImportedV1 = defineEvent({
  ...partner,
  name: 'PartnerImported',
  summary: 'A partner was brought over from another system with what it had there.',
  when: 'For each partner that an import brings in for the first time',
  data: z.object({ partner: partnerV1, activatedAt: instant.nullable().describe('Since when it has done business') }),
  sample: { partner: samplePartner, activatedAt: '2019-03-01T00:00:00.000Z' },
});

/** Everything that makes a partner or changes it: what a replica listens to. */
export const partnerChanges = [
  partnerOnboardingStartedV1,
  partnerImportedV1,
  partnerActivatedV1,
  partnerProfileUpdatedV1,
  partnerSuspendedV1,
  partnerReinstatedV1,
  partnerTerminatedV1,
] as const;
