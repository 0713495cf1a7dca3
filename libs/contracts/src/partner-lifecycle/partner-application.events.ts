import { z } from 'zod';
import { defineEvent } from '../event.js';
import {
  code,
  country,
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
import { partnerType, samplePartner } from './partner.events.js';

/** A company's application. Its contact person stays in the service. */
export const partnerApplicationV1 = z.object({
  id,
  number: number.nullable(),
  legalName: ofCompany,
  country,
  website: text.nullable(),
  type: partnerType,
  status: word(['submitted', 'in_review', 'info_requested', 'approved', 'rejected', 'withdrawn']),
  territories: z.array(code).max(100),
  segments: z.array(segment).max(20),
  capabilities: z.array(text).max(50),
  expectedYearlyRevenue: money.nullable(),
  submittedAt: instant,
});
export type PartnerApplicationV1 = z.infer<typeof partnerApplicationV1>;

const sampleApplication: PartnerApplicationV1 = {
  id: '0190f3a0-0000-7000-8000-000000000010',
  number: 'PA-2026-000001',
  legalName: samplePartner.legalName,
  country: 'DE',
  website: 'https://northwind.example',
  type: 'value_added_reseller',
  status: 'submitted',
  territories: ['DACH'],
  segments: ['enterprise'],
  capabilities: ['network design', 'installation'],
  expectedYearlyRevenue: { amount: '500000.00', currency: 'EUR' },
  submittedAt: '2026-01-02T08:30:00.000Z',
};

const application = {
  service: 'partner-lifecycle',
  aggregate: 'partner-application',
  about: 'application',
  version: 1,
} as const;

/** A company asks to become a partner. */
export const partnerAppliedV1 = defineEvent({
  ...application,
  name: 'PartnerApplied',
  summary: 'A company asks to become a partner.',
  when: 'When an application is submitted; a draft tells nothing',
  data: z.object({ application: partnerApplicationV1 }),
  sample: { application: sampleApplication },
});

/** The application was accepted; `partnerId` is the partner that came of it. `override` is set if it went against the evaluation's advice. */
export const partnerApplicationApprovedV1 = defineEvent({
  ...application,
  name: 'PartnerApplicationApproved',
  summary: 'The application was accepted; a partner comes of it.',
  when: "When the vendor approves the application; PartnerOnboardingStarted follows on the partner's topic",
  audience: 'vendor',
  data: z.object({
    application: partnerApplicationV1,
    partnerId: id,
    approvedBy: subject,
    override: z.object({ reason: remark }).nullable(),
  }),
  sample: {
    application: { ...sampleApplication, status: 'approved' },
    partnerId: samplePartner.id,
    approvedBy: 'channel-manager',
    override: null,
  },
});

/** The application was refused. */
export const partnerApplicationRejectedV1 = defineEvent({
  ...application,
  name: 'PartnerApplicationRejected',
  summary: 'The application was refused.',
  when: 'When the vendor rejects the application',
  audience: 'vendor',
  data: z.object({ application: partnerApplicationV1, reason: remark, rejectedBy: subject }),
  sample: {
    application: { ...sampleApplication, status: 'rejected' },
    reason: 'No capacity in the territory',
    rejectedBy: 'channel-manager',
  },
});
