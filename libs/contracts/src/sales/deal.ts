import { z } from 'zod';
import {
  code,
  country,
  day,
  decimal,
  externalId,
  id,
  instant,
  money,
  number,
  segment,
  ofCompany,
  remark,
  text,
  word,
} from '../vocabulary.js';

const company = {
  name: ofCompany,
  country,
  domain: z.string().min(3).max(253).nullable(),
  registrationNumber: text.nullable(),
};

/** The end customer as the partner named it; `accountId` where it is known to the vendor. Where a `user` is named, the user is protected, not the buyer. */
export const customerV1 = z.object({
  accountId: id.nullable(),
  ...company,
  segment,
  user: z.object(company).nullable().describe('Who will use it, where the buyer is an operator'),
});

/** A line names a product, or else a whole family; the family is told in either case, for it is what is registered. */
export const lineV1 = z.object({ sku: code.nullable(), family: code, quantity: decimal, value: money });

/** A registration as its partner may read it: nothing of a rival, no score and no conflict evidence is in it. */
export const dealV1 = z.object({
  id,
  number,
  program: z.object({ id, version: z.int().min(1) }).describe('The dated rules that decide'),
  dealType: word(['new', 'expansion', 'renewal', 'displacement']),
  status: word([
    'submitted',
    'in_review',
    'on_hold',
    'approved',
    'returned',
    'rejected',
    'withdrawn',
    'claimed_won',
    'won',
    'lost',
    'expired',
    'revoked',
  ]).describe('Where it stands. `on_hold`: a conflict is to be decided; the API calls it `conflict_hold`'),
  partnerId: id,
  distributorId: id.nullable().describe('Null also where the distributor must not see the deal'),
  territory: code.nullable(),
  customer: customerV1,
  project: remark.nullable().describe('Site or project; two of one customer are two deals'),
  lines: z.array(lineV1).max(200),
  value: money.describe('Sum of the lines'),
  expectedCloseOn: day,
  protection: z
    .object({ from: instant, until: instant.describe('First instant without protection'), extensions: z.int().min(0) })
    .nullable(),
  opportunityId: id.nullable(),
  wonValue: money.nullable().describe('What was confirmed to be won'),
  submittedAt: instant,
  decisionDueAt: instant.nullable(),
  externalIds: z.array(externalId).max(20),
});
export type DealV1 = z.infer<typeof dealV1>;

export const sampleDeal: DealV1 = {
  id: '0190f3a0-0000-7000-8000-000000000060',
  number: 'DR-2026-000123',
  program: { id: '0190f3a0-0000-7000-8000-000000000061', version: 1 },
  dealType: 'new',
  status: 'submitted',
  partnerId: '0190f3a0-0000-7000-8000-000000000001',
  distributorId: '0190f3a0-0000-7000-8000-000000000002',
  territory: 'US',
  customer: {
    accountId: null,
    name: 'Acme Corporation',
    country: 'US',
    domain: 'acme.com',
    registrationNumber: null,
    segment: 'enterprise',
    user: null,
  },
  project: null,
  lines: [{ sku: 'GTX-PRO', family: 'GTX', quantity: '4', value: { amount: '19284.00', currency: 'USD' } }],
  value: { amount: '19284.00', currency: 'USD' },
  expectedCloseOn: '2026-06-30',
  protection: null,
  opportunityId: null,
  wonValue: null,
  submittedAt: '2026-02-02T09:15:00.000Z',
  decisionDueAt: '2026-02-04T09:15:00.000Z',
  externalIds: [],
};

/** The sample after approval. */
export const sampleApprovedDeal: DealV1 = {
  ...sampleDeal,
  status: 'approved',
  protection: { from: '2026-02-03T10:00:00.000Z', until: '2026-05-04T10:00:00.000Z', extensions: 0 },
  opportunityId: '0190f3a0-0000-7000-8000-000000000062',
};
