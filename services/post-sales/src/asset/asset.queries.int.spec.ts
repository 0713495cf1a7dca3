import { effortOf, partner, testDatabase, vendor, type TestDatabase } from '@tributary/testing';
import { definition } from '../index.js';
import { EntitlementService } from '../entitlement/entitlement.service.js';
import { HeldTermService } from '../warranty-term/held-term.service.js';
import { AssetQueries } from './asset.queries.js';
import { AssetsQuery } from './asset.dto.js';

const small = '0190f3a0-0000-7000-8000-0000000000a1';
const large = '0190f3a0-0000-7000-8000-0000000000a2';
const reseller = (id: string) => `jsonb_build_object('role', 'reseller', 'partnerId', '${id}', 'name', 'x')`;

/** One unit of every thousand is the small partner's, all others the large one's. */
const fill = `
  INSERT INTO asset(id, product_id, sku, family, serial, status, chain, moves, version, created_at, updated_at)
  SELECT gen_random_uuid(), '0190f3a0-0000-7000-8000-0000000000b1', 'GTX-PRO', 'GTX', 'S-' || n, 'shipped',
         jsonb_build_array(CASE WHEN n % 1000 = 0 THEN ${reseller(small)} ELSE ${reseller(large)} END), '[]', 1,
         '2020-01-01'::timestamptz + n * interval '1 minute', '2020-01-01'::timestamptz + n * interval '1 minute'
    FROM generate_series(1, 100000) n`;

let db: TestDatabase;
let queries: AssetQueries;
beforeAll(async () => {
  db = await testDatabase(definition);
  queries = new AssetQueries(db.reads);
  await db.adminQuery(fill);
  await db.adminQuery('ANALYZE asset, asset_partner');
}, 120_000);
afterAll(() => db.close());

const ask = (change: Partial<AssetsQuery> = {}) => Object.assign(new AssetsQuery(), { limit: 50, ...change });

it('the relation follows the chain, whoever writes it', async () => {
  const count = async () =>
    (
      await db.adminQuery<{ n: number }>('SELECT count(*)::int AS n FROM asset_partner WHERE partner_id = $1', [small])
    )[0]?.n;
  expect(await count()).toBe(100);
  await db.adminQuery(`UPDATE asset SET chain = '[]' WHERE serial = 'S-1000'`);
  expect(await count()).toBe(99);
});

it.each([
  ['a partner with few of very many units', partner(small), {}],
  ['a partner with nearly all', partner(large), {}],
  ['a partner that follows changes', partner(small), { updatedSince: new Date('2020-02-01T00:00:00Z') }],
  ['a partner that looks for a serial', partner(large), { serial: 'S-4711' }],
  ['the vendor', vendor('support'), {}],
  ['the vendor that looks at a partner', vendor('support'), { partnerId: small }],
  ['the vendor that looks for a serial', vendor('support'), { serial: 'S-4711' }],
] as const)('reads hardly more than a page for %s', async (_, actor, change) => {
  for (const table of ['asset_partner', 'asset'] as const) {
    if (table === 'asset_partner' && actor.kind === 'vendor' && !('partnerId' in change)) continue;
    const effort = await effortOf(db, actor, table, () => queries.page(actor, ask(change)), 'asset');
    expect({ table, readsAll: effort.readsAll, few: effort.rows <= 160 }).toEqual({
      table,
      readsAll: false,
      few: true,
    });
  }
});

it.each([
  ['the vendor', vendor('support'), 'S-4711'],
  ['a partner about its own unit', partner(small), 'S-5000'],
  ['a partner about a foreign unit', partner(small), 'S-4711'],
  ['a partner that sold nearly all', partner(large), 'S-4711'],
] as const)('an entitlement is found by the serial for %s', async (_, actor, serial) => {
  const entitlements = new EntitlementService(db.reads, db.clock, new HeldTermService());
  for (const table of ['asset', 'asset_partner']) {
    const effort = await effortOf(db, actor, table, () => entitlements.of(actor, serial, null, null), 'asset');
    expect({ table, readsAll: effort.readsAll, few: effort.rows <= 5 }).toEqual({ table, readsAll: false, few: true });
  }
});

it('shows nothing of another partner’s, page after page', async () => {
  const actor = partner(small);
  const first = await queries.page(actor, ask());
  const second = await queries.page(actor, ask({ cursor: first.nextCursor! }));
  expect([first.items.length, second.items.length, second.nextCursor]).toEqual([50, 49, null]);
  expect([...first.items, ...second.items].every(({ serial }) => serial.endsWith('000'))).toBe(true);
});
