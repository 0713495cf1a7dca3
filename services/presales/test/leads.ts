import type { Actor } from '@tributary/kernel';
import { partner, vendor, type Answer, type TestService } from '@tributary/testing';

export const northwind = '0190f3a0-0000-7000-8000-0000000000a1';
export const contoso = '0190f3a0-0000-7000-8000-0000000000a2';
export const fabrikam = '0190f3a0-0000-7000-8000-0000000000a3';

export const admin: Actor = { ...vendor('admin'), subject: 'vendor-admin' };
export const reseller = partner(northwind, 'sales');
export const rival = partner(contoso, 'sales');
export const third = partner(fabrikam, 'sales');

const nine = [{ from: '09:00', to: '17:00' }];
const week = { 1: nine, 2: nine, 3: nine, 4: nine, 5: nine, 6: [], 7: [] };

/** A partner as its events would have made it known. */
export async function knowPartner(
  service: Pick<TestService, 'adminQuery'>,
  id: string,
  facts: { status?: string; tier?: string; territories?: string[]; segments?: string[] } = {},
): Promise<void> {
  const { status = 'active', tier = 'gold', territories = ['NA'], segments = [] } = facts;
  await service.adminQuery(
    `INSERT INTO partner_replica (id, sequence, legal_name, country, status, tier, territories, segments)
     VALUES ($1, 1, $2, 'US', $3, $4, $5, $6) ON CONFLICT (id) DO UPDATE SET status = excluded.status, tier = excluded.tier`,
    [id, `Partner ${id.slice(-2)}`, status, tier, territories, segments],
  );
}

/** North America in UTC and Germany: with their office hours. */
export async function knowTerritories(service: Pick<TestService, 'adminQuery'>): Promise<void> {
  const calendar = JSON.stringify({ timeZone: 'UTC', week, holidays: [] });
  await service.adminQuery(
    `INSERT INTO territory_replica (id, sequence, code, countries, calendar) VALUES
      ('0190f3a0-0000-7000-8000-0000000000e1', 1, 'NA', ARRAY['US', 'CA'], $1),
      ('0190f3a0-0000-7000-8000-0000000000e2', 1, 'DACH', ARRAY['DE'], $1)`,
    [calendar],
  );
}

let people = 0;

/** A lead of a person of its own, in North America, cold. */
export function lead(change: Record<string, unknown> = {}): Record<string, unknown> {
  people += 1;
  return {
    source: 'webinar',
    company: { name: `Company ${people} Inc.`, domain: `company${people}.com`, country: 'US' },
    families: ['GTX'],
    contact: { name: `Person ${people}`, email: `person${people}@company${people}.com`, phone: '+1 555 0100' },
    consent: { basis: 'consent', source: 'Web form', at: '2026-03-02T08:00:00.000Z' },
    ...change,
  };
}

export const acceptance = { nextStep: 'Call on Thursday', expectedValue: { amount: '20000.00', currency: 'USD' } };

/** What a caller does with leads, in the words of the API. */
export function leadsOf(service: TestService) {
  const post = (path: string, as: Actor, body: unknown = {}, headers: Record<string, string> = {}): Promise<Answer> =>
    service.call(`POST /v1/${path}`, { as, body, headers });
  return {
    capture: (as: Actor, body: unknown, headers?: Record<string, string>) => post('leads', as, body, headers),
    verb: (as: Actor, id: string, verb: string, body: unknown = {}, headers?: Record<string, string>) =>
      post(`leads/${id}/${verb}`, as, body, headers),
    rule: async (body: Record<string, unknown>): Promise<Answer['body']> =>
      (await post('lead-routing-rules', admin, { name: 'A rule', ...body })).body,
    show: (as: Actor, id: string) => service.call(`GET /v1/leads/${id}`, { as }),
    list: (as: Actor, query = '') => service.call(`GET /v1/leads${query}`, { as }),
    routing: async (id: string) => (await service.call(`GET /v1/leads/${id}/routing`, { as: admin })).body,
    /** A qualified lead; with a rule it is offered at once. */
    qualified: async (change: Record<string, unknown> = {}): Promise<Answer['body']> => {
      const { body } = await post('leads', admin, lead(change));
      return (await post(`leads/${body.id}/qualify`, admin)).body;
    },
  };
}

/** The types of the events that were published of a lead, in their order. */
export async function toldOf(service: Pick<TestService, 'adminQuery'>, id: string): Promise<string[]> {
  const rows = await service.adminQuery<{ type: string }>(
    'SELECT type FROM history WHERE entity_id = $1 ORDER BY version',
    [id],
  );
  return rows.map(({ type }) => type);
}
