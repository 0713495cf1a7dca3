import { withoutExport } from '@tributary/http';
import type { Tributary } from '../src/boot/start-tributary.js';
import { Caller } from './support/caller.js';
import { operationsOf, type OpenApi, type Operation } from './support/operations.js';
import { startForTest } from './support/start.js';

const personas = ['vendor-admin', 'channel-manager', 'distributor-user', 'reseller-admin', 'rival-sales'] as const;
/** Their files have a shape of their own, most of them that of the import, and no id: their rows are counted. */
const withoutId = ['accounts', 'products', 'product-families', 'maturity-assessments'];
/** Their files tell more than their lists, so fewer may have them: the means of every answer. */
const narrower = ['maturity-assessments'];

interface Page {
  readonly items: { readonly id: string }[];
  readonly nextCursor: string | null;
}

describe('every collection can be taken away as a whole', () => {
  let started: Tributary;
  let document: OpenApi;
  let collections: Operation[];

  beforeAll(async () => {
    started = await startForTest({ seed: 'demo' });
    document = (await new Caller(started.url, null).must('GET', '/openapi.json')) as unknown as OpenApi;
    const all = operationsOf(document);
    collections = all.filter(
      ({ method, path }) => method === 'GET' && all.some((one) => one.path === `${path}/export`),
    );
  }, 240_000);

  afterAll(() => started.close());

  it('has an export for each list of each service', () => {
    expect(withoutExport(document)).toEqual([]);
    expect(collections.length).toBeGreaterThan(20);
  });

  it.each(personas)(
    '%s takes away what it can list, no record more and none less',
    async (persona) => {
      const caller = await Caller.as(started.url, persona);
      const differing: unknown[] = [];
      let records = 0;
      for (const { path, collection } of collections.filter(({ path }) => !path.includes('{'))) {
        const listed = await idsListed(caller, path);
        const exported = await caller.call('GET', `${path}/export?format=ndjson`);
        if (listed === null || exported.status !== 200) {
          const isNarrower = exported.status === 403 && (listed === null || narrower.includes(collection));
          if (!isNarrower) differing.push({ path, listed, status: exported.status });
          continue;
        }
        const rows = exported.text.split('\n').filter((line) => line !== '');
        records += rows.length;
        const taken = withoutId.includes(collection)
          ? rows.length === listed.length
          : JSON.stringify(rows.map((line) => (JSON.parse(line) as { id: string }).id)) === JSON.stringify(listed);
        if (!taken) differing.push({ path, listed, exported: exported.text.slice(0, 2000) });
      }
      expect(differing).toEqual([]);
      expect(records).toBeGreaterThan(10);
    },
    120_000,
  );

  it('takes the filters of the list, and refuses what is none', async () => {
    const admin = await Caller.as(started.url, 'vendor-admin');
    const future = new Date(Date.now() + 86_400_000).toISOString();
    for (const { path, parameters } of collections.filter(({ path }) => !path.includes('{'))) {
      const refused = await admin.call('GET', `${path}/export?shoeSize=44`);
      expect({ path, status: refused.status }).toEqual({ path, status: 400 });
      if (!parameters.some(({ name }) => name === 'updatedSince')) continue;
      const none = await admin.call('GET', `${path}/export?format=ndjson&updatedSince=${future}`);
      expect({ path, status: none.status, text: none.text }).toEqual({ path, status: 200, text: '' });
    }
  });

  it('gives a spreadsheet a line for each record, and its columns even without one', async () => {
    const admin = await Caller.as(started.url, 'vendor-admin');
    const deals = await admin.call('GET', '/v1/deal-registrations/export', { headers: { accept: 'text/csv' } });
    expect(deals.headers.get('content-type')).toContain('text/csv');
    const [columns] = deals.text.split('\r\n');
    expect(columns).toContain('customer.name');
    const none = await admin.call('GET', '/v1/deal-registrations/export?format=csv&updatedSince=2999-01-01T00:00:00Z');
    expect(none.text).toBe(`${columns}\r\n`);
  });

  /** Null for a caller that may not ask. */
  async function idsListed(caller: Caller, path: string): Promise<string[] | null> {
    const ids: string[] = [];
    for (let cursor = ''; ;) {
      const { status, body } = await caller.call<Page>('GET', `${path}?limit=200${cursor}`);
      if (status === 403) return null;
      ids.push(...body.items.map(({ id }) => id));
      if (body.nextCursor === null) return ids;
      cursor = `&cursor=${body.nextCursor}`;
    }
  }
});
