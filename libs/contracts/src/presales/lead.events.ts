import { z } from 'zod';
import { defineEvent } from '../event.js';
import {
  code,
  country,
  day,
  decimal,
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

/** A company's interest as CRM and sales may know it. The person behind it is personal data and stays in the service. */
export const leadV1 = z.object({
  id,
  number: number.nullable(),
  status: word(['new', 'qualified', 'offered', 'accepted', 'working', 'converted', 'disqualified', 'recycled']),
  source: code.describe('Where it came from: api, import, partner, or the name of a campaign’s channel'),
  company: z.object({
    name: ofCompany,
    domain: z.string().min(3).max(253).nullable(),
    country,
    registrationNumber: text.nullable(),
  }),
  segment,
  families: z.array(code).max(50).describe('Codes of the product families it asks about'),
  partnerId: id.nullable().describe('Whom it is offered to or who owns it; null while it is the vendor’s or in a pool'),
  contributedBy: id.nullable().describe('The partner who brought it; it is never routed to another'),
  score: z.int().min(0).max(100),
  hot: z.boolean(),
  expectedValue: money.nullable().describe('As the partner told when it accepted'),
  acceptedAt: instant.nullable(),
  protectedUntil: instant.nullable().describe('First instant at which the partner’s acceptance shields it no longer'),
  accountId: id.nullable(),
  territoryId: id.nullable(),
  capturedAt: instant,
  offeredAt: instant.nullable(),
});
export type LeadV1 = z.infer<typeof leadV1>;

const lead = { service: 'presales', aggregate: 'lead', about: 'lead', version: 1, audience: 'vendor' } as const;
const toItsPartner = { ...lead, audience: 'partner' } as const;

const partnerId = '0190f3a0-0000-7000-8000-000000000001';
export const sampleLead: LeadV1 = {
  id: '0190f3a0-0000-7000-8000-0000000000a0',
  number: 'L-2026-000042',
  status: 'new',
  source: 'webinar',
  company: { name: 'Acme Corporation', domain: 'acme.com', country: 'US', registrationNumber: null },
  segment: 'enterprise',
  families: ['GTX'],
  partnerId: null,
  contributedBy: null,
  score: 72,
  hot: false,
  expectedValue: null,
  acceptedAt: null,
  protectedUntil: null,
  accountId: null,
  territoryId: '0190f3a0-0000-7000-8000-000000000050',
  capturedAt: '2026-03-02T08:30:00.000Z',
  offeredAt: null,
};
const offered: LeadV1 = { ...sampleLead, status: 'offered', partnerId, offeredAt: '2026-03-02T09:00:00.000Z' };
const accepted: LeadV1 = {
  ...offered,
  status: 'accepted',
  expectedValue: { amount: '20000.00', currency: 'USD' },
  acceptedAt: '2026-03-02T11:00:00.000Z',
  protectedUntil: '2026-04-01T11:00:00.000Z',
};

/** An interest became known to the vendor. */
export const leadCapturedV1 = defineEvent({
  ...lead,
  name: 'LeadCaptured',
  summary: 'An interest became known to the vendor.',
  when: 'When a lead is captured or imported; a second capture of the same person tells nothing',
  data: z.object({ lead: leadV1 }),
  sample: { lead: sampleLead },
});

/** The vendor holds the interest to be worth a partner's time: it may be routed. */
export const leadQualifiedV1 = defineEvent({
  ...lead,
  name: 'LeadQualified',
  summary: 'The vendor holds the interest to be worth a partner’s time: it may be routed.',
  when: 'When the score or a person qualifies the lead',
  data: z.object({ lead: leadV1, qualifiedBy: subject }),
  sample: { lead: { ...sampleLead, status: 'qualified' }, qualifiedBy: 'channel-manager' },
});

/** It was offered to a partner, or to several of whom the first to accept gets it. */
export const leadOfferedV1 = defineEvent({
  ...lead,
  name: 'LeadOffered',
  summary: 'It was offered to a partner, or to several of whom the first to accept gets it.',
  when: 'When a routing rule or a person offers the lead',
  data: z.object({
    lead: leadV1,
    offeredTo: z.array(id).max(100).describe('More than one: the first to accept gets it'),
    strategy: word(['best_match', 'round_robin', 'pool', 'pinned', 'contributed', 'chosen']),
    hop: z.int().min(1).describe('The how manieth offer it is since the lead was qualified'),
    dueAt: instant.describe('First instant at which the offer can be accepted no longer'),
  }),
  sample: { lead: offered, offeredTo: [partnerId], strategy: 'best_match', hop: 1, dueAt: '2026-03-03T09:00:00.000Z' },
});

/** A partner took it on and owns it from now on, shielded until `lead.protectedUntil`. */
export const leadAcceptedV1 = defineEvent({
  ...toItsPartner,
  name: 'LeadAccepted',
  summary: 'A partner took it on and owns it from now on, shielded until `lead.protectedUntil`.',
  when: 'When a partner accepts the offer in time',
  data: z.object({ lead: leadV1, acceptedBy: subject }),
  sample: { lead: accepted, acceptedBy: 'reseller-sales' },
});

/** A partner does not want it. It is never offered to that partner again. */
export const leadDeclinedV1 = defineEvent({
  ...lead,
  name: 'LeadDeclined',
  summary: 'A partner does not want it. It is never offered to that partner again.',
  when: 'When a partner declines the offer',
  data: z.object({
    lead: leadV1,
    declinedPartnerId: id,
    code: word([
      'no_capacity',
      'out_of_territory',
      'no_expertise',
      'too_small',
      'conflict_of_interest',
      'not_interested',
    ]),
    declinedBy: subject,
  }),
  sample: {
    lead: { ...sampleLead, status: 'qualified' },
    declinedPartnerId: partnerId,
    code: 'no_capacity',
    declinedBy: 'reseller-sales',
  },
});

/** It was taken from a partner: recalled by the vendor, or the offer was not answered in time. That partner can no longer read it. */
export const leadReassignedV1 = defineEvent({
  ...lead,
  name: 'LeadReassigned',
  summary: 'It was taken from a partner: recalled by the vendor, or the offer was not answered in time.',
  when: 'When the vendor recalls the lead, or by time when an offer or the first contact is overdue',
  data: z.object({
    lead: leadV1,
    cause: word(['recalled', 'timed_out', 'recycled']),
    from: z.array(id).max(100).describe('The partners who had it and may no longer read it'),
    wasAccepted: z.boolean().describe('True: a partner owned it, and its shield ended with this'),
    reason: remark.nullable(),
  }),
  sample: {
    lead: { ...sampleLead, status: 'qualified' },
    cause: 'recalled',
    from: [partnerId],
    wasAccepted: true,
    reason: 'No contact within three days',
  },
});

/** It became business of a known customer. Sales opens the opportunity from it, once. */
export const leadConvertedV1 = defineEvent({
  ...toItsPartner,
  name: 'LeadConverted',
  summary: 'It became business of a known customer. Sales opens the opportunity from it, once.',
  when: 'When its partner or the vendor converts the lead',
  data: z.object({
    lead: leadV1,
    opportunity: z
      .object({
        name: ofCompany,
        value: money.nullable(),
        closeOn: day.nullable(),
        lines: z.array(z.object({ sku: code.nullable(), family: code, quantity: decimal, value: money })).max(200),
      })
      .describe('What becomes of the lead'),
    convertedBy: subject,
  }),
  sample: {
    lead: { ...accepted, status: 'converted', accountId: '0190f3a0-0000-7000-8000-000000000090' },
    opportunity: {
      name: 'Acme Corporation: GTX',
      value: { amount: '20000.00', currency: 'USD' },
      closeOn: '2026-06-30',
      lines: [],
    },
    convertedBy: 'reseller-sales',
  },
});

/** Nothing will come of it. */
export const leadDisqualifiedV1 = defineEvent({
  ...lead,
  name: 'LeadDisqualified',
  summary: 'Nothing will come of it.',
  when: 'When the vendor disqualifies the lead',
  data: z.object({
    lead: leadV1,
    code: word(['no_need', 'no_budget', 'not_reachable', 'not_genuine', 'duplicate', 'competitor', 'other']),
    reason: remark.nullable(),
    from: z.array(id).max(100).describe('The partners who had it and may no longer read it'),
    disqualifiedBy: subject,
  }),
  sample: {
    lead: { ...sampleLead, status: 'disqualified' },
    code: 'no_budget',
    reason: null,
    from: [],
    disqualifiedBy: 'channel-manager',
  },
});
