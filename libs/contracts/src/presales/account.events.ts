import { z } from 'zod';
import { defineEvent } from '../event.js';
import { code, country, externalId, id, money, number, ofCompany, segment, text, word } from '../vocabulary.js';

/** An end customer. Its relations to partners are left out: one partner must not learn of another. */
export const accountV1 = z.object({
  id,
  number: number.nullable(),
  legalName: ofCompany,
  segment,
  country,
  parentAccountId: id.nullable(),
  domains: z.array(z.string().min(3).max(253)).max(50).describe('Registrable domains of the company'),
  registrationNumbers: z.array(z.object({ kind: code, value: text })).max(20),
  industry: text.nullable(),
  employees: z.int().min(0).nullable(),
  annualRevenue: money.nullable(),
  addresses: z
    .array(
      z.object({
        kind: word(['registered', 'billing', 'shipping', 'site']),
        lines: z.array(ofCompany).max(5),
        city: text.nullable(),
        postalCode: z.string().max(20).nullable(),
        country,
      }),
    )
    .max(20),
  externalIds: z.array(externalId).max(20),
  tags: z.array(code).max(50),
});
export type AccountV1 = z.infer<typeof accountV1>;

const account = {
  service: 'presales',
  aggregate: 'account',
  about: 'account',
  version: 1,
  replicated: true,
  audience: 'vendor',
} as const;
const sampleAccount: AccountV1 = {
  id: '0190f3a0-0000-7000-8000-000000000090',
  number: 'A-2026-000001',
  legalName: 'Acme Corporation',
  segment: 'enterprise',
  country: 'US',
  parentAccountId: null,
  domains: ['acme.com'],
  registrationNumbers: [{ kind: 'duns', value: '150483782' }],
  industry: 'technology',
  employees: 2822,
  annualRevenue: { amount: '1100040000.00', currency: 'USD' },
  addresses: [
    { kind: 'registered', lines: ['1 Main Street'], city: 'Springfield', postalCode: '62701', country: 'US' },
  ],
  externalIds: [{ system: 'crm', id: 'ACC-1' }],
  tags: [],
};

/** An end customer became known. */
export const accountCreatedV1 = defineEvent({
  ...account,
  name: 'AccountCreated',
  summary: 'An end customer became known.',
  when: 'When an account is created or imported',
  data: z.object({ account: accountV1 }),
  sample: { account: sampleAccount },
});

/** Anything about an end customer changed. */
export const accountUpdatedV1 = defineEvent({
  ...account,
  name: 'AccountUpdated',
  summary: 'Anything about an end customer changed.',
  when: 'When an account is changed, or an import changes it',
  data: z.object({ account: accountV1, changed: z.array(code).max(50).describe('Names of the changed fields') }),
  sample: { account: { ...sampleAccount, employees: 2900 }, changed: ['employees'] },
});
