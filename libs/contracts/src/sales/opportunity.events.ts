import { z } from 'zod';
import { defineEvent } from '../event.js';
import {
  code,
  day,
  decimal,
  externalId,
  id,
  instant,
  money,
  number,
  ofCompany,
  remark,
  subject,
  text,
  word,
} from '../vocabulary.js';
import { customerV1, lineV1, sampleDeal } from './deal.js';

const stage = z.object({ code, name: text, probability: z.number().min(0).max(100).describe('Percent') });

/** A chance of business as its parties may read it. */
export const opportunityV1 = z.object({
  id,
  number,
  name: ofCompany,
  source: word(['deal_registration', 'converted_lead', 'renewal', 'direct', 'imported']),
  dealRegistrationId: id.nullable(),
  leadId: id
    .nullable()
    .optional()
    .describe('The partner’s lead that this business came from, or that was converted beside it'),
  status: word(['open', 'won', 'lost']),
  customer: customerV1,
  parties: z
    .array(
      z.object({
        partnerId: id,
        role: word(['sources', 'influences', 'designs', 'resells', 'distributes', 'fulfils', 'services']),
        split: decimal.nullable().describe('Percent of the credit'),
      }),
    )
    .max(20),
  value: money,
  lines: z.array(lineV1).max(200),
  expectedCloseOn: day.nullable().describe('Null where nobody has said'),
  pipeline: code,
  stage,
  forecastCategory: word(['pipeline', 'best_case', 'commit', 'closed', 'omitted']),
  openedAt: instant,
  closedAt: instant.nullable(),
  externalIds: z.array(externalId).max(20),
});
export type OpportunityV1 = z.infer<typeof opportunityV1>;

const sampleOpportunity: OpportunityV1 = {
  id: '0190f3a0-0000-7000-8000-000000000062',
  number: 'OP-2026-000045',
  name: 'Acme Corporation: GTX Pro',
  source: 'deal_registration',
  dealRegistrationId: sampleDeal.id,
  leadId: null,
  status: 'open',
  customer: sampleDeal.customer,
  parties: [
    { partnerId: '0190f3a0-0000-7000-8000-000000000001', role: 'resells', split: '100' },
    { partnerId: '0190f3a0-0000-7000-8000-000000000002', role: 'distributes', split: null },
  ],
  value: sampleDeal.value,
  lines: sampleDeal.lines,
  expectedCloseOn: '2026-06-30',
  pipeline: 'default',
  stage: { code: 'prospecting', name: 'Prospecting', probability: 10 },
  forecastCategory: 'pipeline',
  openedAt: '2026-02-03T10:00:00.000Z',
  closedAt: null,
  externalIds: [],
};

const opportunity = { service: 'sales', aggregate: 'opportunity', about: 'opportunity', version: 1 } as const;

/** A chance of business was opened: by an approved registration, a converted lead, a renewal, or directly. */
export const opportunityCreatedV1 = defineEvent({
  ...opportunity,
  name: 'OpportunityCreated',
  summary: 'A chance of business was opened: by an approved registration, a converted lead, a renewal, or directly.',
  when: 'When a registration is approved or a lead converted, moments after, and when an opportunity is recorded directly',
  data: z.object({ opportunity: opportunityV1 }),
  sample: { opportunity: sampleOpportunity },
});

/** What is known of the opportunity was changed: value, lines, close date, parties. Its stage was not. */
export const opportunityRevisedV1 = defineEvent({
  ...opportunity,
  name: 'OpportunityRevised',
  summary: 'What is known of the opportunity was changed; its stage was not.',
  when: 'When the opportunity is changed',
  data: z.object({ opportunity: opportunityV1, revisedBy: subject }),
  sample: { opportunity: { ...sampleOpportunity, expectedCloseOn: '2026-09-30' }, revisedBy: 'reseller-sales' },
});

/** It goes on as one with a partner’s registration, or with its lead. */
export const opportunityLinkedV1 = defineEvent({
  ...opportunity,
  name: 'OpportunityLinked',
  summary: 'It goes on as one with a partner’s registration, or with its lead.',
  when: 'With the award of a registration that the vendor pursued itself, the approval of one whose lead was converted before, or the conversion of a lead whose registration was approved before',
  data: z.object({ opportunity: opportunityV1, linkedBy: subject }),
  sample: { opportunity: { ...sampleOpportunity, source: 'direct' }, linkedBy: 'deal-desk' },
});

/** The opportunity moved in its pipeline, forward or back. */
export const opportunityStageChangedV1 = defineEvent({
  ...opportunity,
  name: 'OpportunityStageChanged',
  summary: 'The opportunity moved in its pipeline, forward or back.',
  when: 'When the opportunity advances or goes back',
  data: z.object({ opportunity: opportunityV1, from: code, to: code, changedBy: subject }),
  sample: {
    opportunity: { ...sampleOpportunity, stage: { code: 'qualification', name: 'Qualification', probability: 20 } },
    from: 'prospecting',
    to: 'qualification',
    changedBy: 'reseller-sales',
  },
});

/** The customer has decided for it. What a partner says of its own deal is a claim until DealWon. */
export const opportunityWonV1 = defineEvent({
  ...opportunity,
  name: 'OpportunityWon',
  summary: 'The customer has decided for it. What a partner says of its own deal is a claim until DealWon.',
  when: "When the opportunity is won, or its registration's win is claimed or confirmed",
  data: z.object({ opportunity: opportunityV1, wonBy: subject, wonAt: instant }),
  sample: {
    opportunity: {
      ...sampleOpportunity,
      status: 'won',
      stage: { code: 'closed_won', name: 'Closed won', probability: 100 },
      forecastCategory: 'closed',
      closedAt: '2026-04-14T16:00:00.000Z',
    },
    wonBy: 'reseller-sales',
    wonAt: '2026-04-14T16:00:00.000Z',
  },
});

/** The customer has decided against it. */
export const opportunityLostV1 = defineEvent({
  ...opportunity,
  name: 'OpportunityLost',
  summary: 'The customer has decided against it.',
  when: 'When the opportunity is lost, or its registration is lost, withdrawn or revoked',
  data: z.object({ opportunity: opportunityV1, reason: remark, lostBy: subject, lostAt: instant }),
  sample: {
    opportunity: {
      ...sampleOpportunity,
      status: 'lost',
      stage: { code: 'closed_lost', name: 'Closed lost', probability: 0 },
      forecastCategory: 'omitted',
      closedAt: '2026-04-14T16:00:00.000Z',
    },
    reason: 'Price',
    lostBy: 'reseller-sales',
    lostAt: '2026-04-14T16:00:00.000Z',
  },
});

/** Business of another system was brought over with its own dates, or what was brought over was corrected there. Nobody earns by it and nothing is protected. */
export const opportunityImportedV1 = defineEvent({
  ...opportunity,
  name: 'OpportunityImported',
  summary: 'Business of another system was brought over with its own dates; nobody earns by it, nothing is protected.',
  when: 'For each opportunity that an import brings in or corrects',
  data: z.object({ opportunity: opportunityV1, system: code, importedBy: subject }),
  sample: {
    opportunity: {
      ...sampleOpportunity,
      source: 'imported',
      dealRegistrationId: null,
      status: 'won',
      stage: { code: 'closed_won', name: 'Closed won', probability: 100 },
      forecastCategory: 'closed',
      openedAt: '2016-10-20T00:00:00.000Z',
      closedAt: '2017-03-01T00:00:00.000Z',
      expectedCloseOn: '2017-03-01',
      externalIds: [{ system: 'crm', id: '1C1I7A6R' }],
    },
    system: 'crm',
    importedBy: 'crm-service',
  },
});
