import { createHash } from 'node:crypto';
import { partner, testService, vendor, type Answer, type TestService } from '@tributary/testing';
import type { Actor } from '@tributary/kernel';
import { definition } from '../src/index.js';

export const northwind = '0190f3a0-0000-7000-8000-0000000000a1';
export const contoso = '0190f3a0-0000-7000-8000-0000000000a2';
export const distributor = '0190f3a0-0000-7000-8000-0000000000d1';

export const reseller = partner(northwind, 'sales');
export const rival = partner(contoso, 'sales');
export const distributing = partner(distributor, 'partner_admin');
export const manager: Actor = { ...vendor('channel_manager', 'deal_desk'), subject: 'channel-manager' };
export const desk: Actor = { ...vendor('deal_desk'), subject: 'deal-desk' };

const signed = [{ kind: 'deal_registration_terms', expiresOn: null }];

/** A partner as its events would have made it known. */
export async function knowPartner(
  service: Pick<TestService, 'adminQuery'>,
  id: string,
  facts: {
    type?: string;
    status?: string;
    tier?: string;
    territories?: string[];
    agreements?: unknown;
    parent?: string | null;
  } = {},
): Promise<void> {
  const {
    type = 'value_added_reseller',
    status = 'active',
    tier = 'gold',
    territories = ['US'],
    agreements = signed,
    parent = null,
  } = facts;
  await service.adminQuery(
    `INSERT INTO partner_replica AS p (id, sequence, legal_name, country, type, status, tier, territories, parent_distributor_id, agreements)
     VALUES ($1, 1, $2, 'US', $3, $4, $5, $6, $7, $8)
     ON CONFLICT (id) DO UPDATE SET sequence = p.sequence + 1, status = excluded.status, tier = excluded.tier, agreements = excluded.agreements`,
    [id, `Partner ${id.slice(-2)}`, type, status, tier, territories, parent, JSON.stringify(agreements)],
  );
}

export async function knowProducts(service: Pick<TestService, 'adminQuery'>): Promise<void> {
  await service.adminQuery(
    `INSERT INTO product_replica VALUES ('0190f3a0-0000-7000-8000-0000000000b1', 1, 'GTX-PRO', 'GTX Pro', 'GTX', 'active'),
      ('0190f3a0-0000-7000-8000-0000000000b2', 1, 'MG-SPECIAL', 'MG Special', 'MG', 'active'),
      ('0190f3a0-0000-7000-8000-0000000000b3', 1, 'GTX-OLD', 'GTX Old', 'GTX', 'end_of_life')`,
  );
}

/** Sales with a reseller, its rival, a distributor and products. */
export async function salesService(): Promise<TestService> {
  const service = await testService(definition);
  await knowPartner(service, distributor, { type: 'distributor' });
  await knowPartner(service, northwind);
  await knowPartner(service, contoso);
  await knowProducts(service);
  return service;
}

let customers = 0;

/** A deal of a customer of its own, worth less than a gold partner's ceiling. */
export function deal(change: Record<string, unknown> = {}): Record<string, unknown> {
  customers += 1;
  // A digest has letters enough for names that no trigram confuses.
  const name = `${createHash('md5').update(String(customers)).digest('hex')} Inc.`;
  return {
    customer: { name, country: 'US', domain: `customer${customers}.com` },
    lines: [{ sku: 'GTX-PRO', quantity: '4', value: { amount: '20000.00', currency: 'USD' } }],
    expectedCloseOn: '2099-06-30',
    ...change,
  };
}

export const lines = (amount: string, sku = 'GTX-PRO', currency = 'USD') => [
  { sku, quantity: '1', value: { amount, currency } },
];

/** What a caller does with a service, in the words of the API. */
export function dealsOf(service: TestService) {
  const post = (path: string, as: Actor, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer> =>
    service.call(`POST /v1/deal-registrations${path}`, { as, body, headers });
  return {
    register: (as: Actor, body: unknown, headers?: Record<string, string>) => post('', as, body, headers),
    verb: (as: Actor, id: string, verb: string, body: unknown = {}, headers?: Record<string, string>) =>
      post(`/${id}/${verb}`, as, body, headers),
    check: (as: Actor, body: unknown) => post('/check', as, body),
    show: (as: Actor, id: string) => service.call(`GET /v1/deal-registrations/${id}`, { as }),
    list: (as: Actor, query = '') => service.call(`GET /v1/deal-registrations${query}`, { as }),
  };
}
