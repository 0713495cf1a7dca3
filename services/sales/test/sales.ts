import { createHash } from 'node:crypto';
import { partner, testService, vendor, type Answer, type TestService } from '@tributary/testing';
import type { ServiceConfig } from '@tributary/http';
import { ManualClock, type Actor } from '@tributary/kernel';
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
export async function salesService(overrides: Partial<ServiceConfig> = {}): Promise<TestService> {
  const service = await testService(definition, overrides);
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

/** A deal of a customer of its own, worth more than a gold partner's ceiling: a person decides on it. */
export const reviewed = (change: Record<string, unknown> = {}) => deal({ lines: lines('60000.00'), ...change });

/** A clock that stands on a Monday until it is set to a later day. */
export function mondayClock(at = '10:00') {
  const monday = new Date(`2026-03-02T${at}:00.000Z`);
  const clock = new ManualClock(monday);
  return { clock, on: (day: number) => clock.set(new Date(monday.getTime() + day * 86_400_000)) };
}

interface RegisteredDeal {
  readonly id: string;
  readonly version: number;
  readonly number: string;
  readonly opportunityId: string;
}

/** What a caller does with a service, in the words of the API. */
export function dealsOf(service: TestService) {
  const post = (path: string, as: Actor, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer> =>
    service.call(`POST /v1/deal-registrations${path}`, { as, body, headers });
  const register = (as: Actor, body: unknown, headers?: Record<string, string>) => post('', as, body, headers);
  return {
    register,
    /** Registers what has to succeed. */
    async registered(body: unknown, as = reseller): Promise<RegisteredDeal> {
      const answer = await register(as, body);
      if (answer.status !== 201) throw new Error(`${answer.status}, not 201: ${answer.text}`);
      return answer.body;
    },
    /** The facts of a registration or an opportunity, in order. */
    async facts(id: string): Promise<string[]> {
      const sql = 'SELECT type FROM history WHERE entity_id = $1 ORDER BY version';
      return (await service.adminQuery<{ type: string }>(sql, [id])).map(({ type }) => type);
    },
    verb: (as: Actor, id: string, verb: string, body: unknown = {}, headers?: Record<string, string>) =>
      post(`/${id}/${verb}`, as, body, headers),
    check: (as: Actor, body: unknown) => post('/check', as, body),
    show: (as: Actor, id: string) => service.call(`GET /v1/deal-registrations/${id}`, { as }),
    list: (as: Actor, query = '') => service.call(`GET /v1/deal-registrations${query}`, { as }),
  };
}
