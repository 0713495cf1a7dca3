import type { ServiceName } from '@tributary/contracts';
import { partnerRoles } from '@tributary/kernel';
import { Database, withDatabase } from '@tributary/persistence';
import { overprivilegedRoles, unprotectedTables, type Inspected } from '@tributary/testing';
import pg from 'pg';
import type { Tributary } from '../src/boot/start-tributary.js';
import { Caller, type Answer } from './support/caller.js';
import { startForTest } from './support/start.js';
import { operationsOf, type OpenApi, type Operation } from './support/operations.js';

/** Collections that belong to the vendor and are meant to be read by every partner. */
const openToAll = [
  'products',
  'product-families',
  'price-books',
  'territories',
  'calendars',
  'partner-programs',
  'deal-programs',
  'pipelines',
  'warranty-terms',
  'maturity-models',
  'reward-programs',
  'certification-definitions',
];

interface Item {
  readonly id: string;
  readonly partnerId?: string;
  readonly parentDistributorId?: string;
}

interface Rival {
  readonly role: string;
  readonly caller: Caller;
  /** Per collection, the ids that the vendor sees and this person does not. */
  readonly foreign: ReadonlyMap<string, readonly string[]>;
}

describe('what is not yours does not exist', () => {
  let started: Tributary;
  let document: OpenApi;
  let operations: Operation[];
  let vendor: Caller;
  /** People of one partner: what only one of the roles may ask is never tried for its ownership with the other. */
  const rivals: Rival[] = [];

  beforeAll(async () => {
    started = await startForTest({ seed: 'demo' });
    document = (await new Caller(started.url, null).must('GET', '/openapi.json')) as unknown as OpenApi;
    operations = operationsOf(document);
    vendor = await Caller.as(started.url, 'vendor-admin');
    const everything = new Map<string, Item[]>();
    for (const { path, collection } of operations.filter(isList))
      if (!openToAll.includes(collection)) everything.set(collection, await everyItem(vendor, path));
    const seller = await Caller.as(started.url, 'rival-sales');
    const partnerId = (await everyItem(seller, '/v1/partners'))[0]!.id;
    const office = await Caller.as(started.url, 'reseller-admin', partnerId);
    for (const { role, caller } of [
      { role: 'sales', caller: seller },
      { role: 'partner_admin', caller: office },
    ]) {
      const foreign = new Map<string, string[]>();
      for (const [collection, items] of everything) {
        const own = new Set((await everyItem(caller, `/v1/${collection}`)).map((item) => item.id));
        foreign.set(
          collection,
          items.filter((item) => !own.has(item.id) && item.partnerId !== partnerId).map((item) => item.id),
        );
      }
      rivals.push({ role, caller, foreign });
    }
  }, 240_000);

  afterAll(() => started.close());

  it('every table with a partner in it has a policy, and no role of a service could go round it', async () => {
    const faults: unknown[] = [];
    let tables = 0;
    for (const { name, app } of Object.values(started.services)) {
      const inspected = inspectedOf(name, withDatabase(started.adminUrl, databaseOf(app.get(Database).urls.owner)));
      tables += (await inspected.adminQuery(tablesWithPolicy)).length;
      faults.push(...(await unprotectedTables(inspected)), ...(await overprivilegedRoles(inspected)));
    }
    expect(faults).toEqual([]);
    expect(tables).toBeGreaterThan(15);
  });

  it('has foreign records in every collection that matters, or it would prove nothing', () => {
    for (const collection of [
      'deal-registrations',
      'opportunities',
      'partners',
      'agreements',
      'onboarding-plans',
      'reward-accounts',
      'maturity-assessments',
      'certifications',
      'accounts',
      'leads',
      'assets',
      'service-requests',
      'partner-users',
    ]) {
      for (const { role, foreign } of rivals)
        expect([role, collection, foreign.get(collection)?.length ?? 0]).not.toEqual([role, collection, 0]);
    }
  });

  it.each(['sales', 'partner_admin'])(
    'to %s of another partner every route with every foreign id answers as if there were nothing',
    async (role) => {
      const { caller, foreign } = rivals.find((rival) => rival.role === role)!;
      const leaks: string[] = [];
      for (const operation of operations.filter((candidate) => candidate.path.includes('{id}'))) {
        const mayAsk = operation.roles.includes(role);
        for (const id of foreign.get(operation.collection) ?? []) {
          const answer = await attempt(caller, operation, id);
          const isHidden = answer.status === 404 || (!mayAsk && answer.status === 403);
          if (!isHidden || (answer.status === 404 && answer.text.includes('partnerId'))) {
            leaks.push(`${operation.method} ${operation.path} ${id}: ${answer.status} ${answer.text.slice(0, 900)}`);
          }
        }
      }
      expect(leaks).toEqual([]);
    },
    240_000,
  );

  it('every operation of a partner on a record of its own is tried by a role that may ask for it', () => {
    const roles = rivals.map(({ role }) => role);
    const untried = operations.filter(
      ({ path, roles: may, collection }) =>
        path.includes('{id}') &&
        !openToAll.includes(collection) &&
        may.some((role) => (partnerRoles as readonly string[]).includes(role)) &&
        !rivals.some(({ role, foreign }) => may.includes(role) && (foreign.get(collection)?.length ?? 0) > 0),
    );
    expect({ roles, untried: untried.map(({ method, path }) => `${method} ${path}`) }).toEqual({ roles, untried: [] });
  });

  it('no list of a partner names a foreign record', async () => {
    const leaks: string[] = [];
    for (const { role, caller, foreign } of rivals) {
      const ownDistributors = (await everyItem(caller, '/v1/partners')).map((item) => item.parentDistributorId);
      const everyForeign = [...foreign.values()].flat().filter((id) => !ownDistributors.includes(id));
      for (const { path } of operations.filter(isList)) {
        const answer = await caller.call('GET', `${path}?limit=200`);
        for (const id of everyForeign) if (answer.text.includes(id)) leaks.push(`${role} ${path}: ${id}`);
      }
    }
    expect(leaks).toEqual([]);
  }, 120_000);

  it('the attempts are in the audit log', async () => {
    const denied = started.denials.latest(1000).filter((denial) => denial.status === 403 || denial.status === 404);
    expect(denied.length).toBeGreaterThan(0);
    expect(denied.every((denial) => denial.subject !== null)).toBe(true);
  });

  function attempt(caller: Caller, operation: Operation, id: string): Promise<Answer> {
    const path = operation.path.replace('{id}', id).replace(/\{[^}]+\}/g, '1');
    // What an operation must be asked with, so that it is refused for the id and for nothing else.
    const asked = operation.parameters
      .filter((parameter) => parameter.in === 'query' && parameter.required === true)
      .map(({ name, schema }) => `${name}=${JSON.stringify(schema?.enum?.[0] ?? '1').replaceAll('"', '')}`);
    const query = asked.length === 0 ? '' : `?${asked.join('&')}`;
    return caller.call(operation.method, path + query, operation.body === null ? {} : { body: operation.example });
  }

  async function everyItem(caller: Caller, path: string): Promise<Item[]> {
    const items: Item[] = [];
    let cursor: string | null = null;
    do {
      const query: string = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const answer: Answer<{ items?: Item[]; nextCursor?: string | null }> = await caller.call(
        'GET',
        `${path}?limit=200${query}`,
      );
      items.push(...(answer.body.items ?? []));
      cursor = answer.body.nextCursor ?? null;
    } while (cursor !== null);
    return items;
  }
});

const tablesWithPolicy = 'select from pg_class where relrowsecurity';

function databaseOf(url: string): string {
  return new URL(url).pathname.slice(1);
}

function inspectedOf(service: ServiceName, connectionString: string): Inspected {
  return {
    database: { service },
    async adminQuery<Row extends object>(sql: string, parameters: readonly unknown[] = []) {
      const client = new pg.Client({ connectionString });
      await client.connect();
      try {
        return (await client.query<Row>(sql, [...parameters])).rows;
      } finally {
        await client.end();
      }
    },
  };
}

function isList(operation: Operation): boolean {
  return operation.method === 'GET' && !operation.path.includes('{') && operation.path.split('/').length === 3;
}
