import type { Actor } from '@tributary/kernel';
import type { ListSpec, Reads } from '@tributary/persistence';
import { partner, testDatabase, vendor, type TestDatabase } from '@tributary/testing';
import { persisted } from '../../test/persisted.js';
import { AccountsQuery } from './account.dto.js';
import { AccountQueries } from './account.queries.js';

const small = '0190f3a0-0000-7000-8000-00000000000a';
const large = '0190f3a0-0000-7000-8000-00000000000b';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly Plans?: readonly Plan[];
}

describe('the list of accounts, at 100,000 of them', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await testDatabase(persisted);
    await db.adminQuery(`SET session_replication_role = replica`);
    await db.adminQuery(`INSERT INTO account (id, legal_name, segment, country, domains, registration_numbers, addresses, external_ids,
        tags, version, number, created_at, updated_at)
      SELECT gen_random_uuid(), 'Account ' || i, 'enterprise', CASE i % 100 WHEN 0 THEN 'DE' ELSE 'US' END, '[]', '[]', '[]', '[]', '[]', 1,
        'A' || i, now() - i * interval '1 second', now() FROM generate_series(1, 100000) i`);
    for (const [partnerId, share] of [
      [small, 2500],
      [large, 5],
    ] as const) {
      await db.adminQuery(
        `INSERT INTO account_relation (id, account_id, partner_id, kind, valid_from, version, created_at, updated_at)
          SELECT gen_random_uuid(), id, $1, 'sold_by', '2020-01-01', 1, now(), now() FROM account WHERE abs(hashtext(number)) % ${share} = 0`,
        [partnerId],
      );
    }
    await db.adminQuery('ANALYZE account, account_relation');
  }, 120_000);
  afterAll(() => db.close());

  async function tablesReadWhole(actor: Actor, filters: Partial<AccountsQuery>): Promise<string[]> {
    let asked: ListSpec | undefined;
    const reads = {
      page: (_: Actor, list: ListSpec) => ((asked = list), Promise.resolve({ items: [], nextCursor: null })),
    };
    await new AccountQueries(reads as unknown as Reads).page(actor, Object.assign(new AccountsQuery(), filters));
    const [branch] = asked!.branches;
    let place = 0;
    const where =
      branch!.where.map((condition) => condition.replaceAll('?', () => `$${(place += 1)}`)).join(' AND ') || 'true';
    const client = await db.database.pool(actor.kind === 'partner' ? 'partner' : 'vendor').connect();
    try {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('app.partner_id', $1, true)`, [actor.partnerId ?? '']);
      const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
        `EXPLAIN (FORMAT JSON) ${asked!.select} WHERE ${where} ORDER BY a.created_at DESC, a.id DESC LIMIT 51`,
        [...branch!.params],
      );
      await client.query('ROLLBACK');
      return wholeScans(rows[0]!['QUERY PLAN'][0].Plan);
    } finally {
      client.release();
    }
  }

  function wholeScans(plan: Plan): string[] {
    const own = plan['Node Type'] === 'Seq Scan' && plan['Relation Name'] === 'account' ? ['account'] : [];
    return [...own, ...(plan.Plans ?? []).flatMap(wholeScans)];
  }

  it.each([
    ['the vendor', vendor(), {}],
    ['the vendor by country', vendor(), { country: 'DE' }],
    ['the vendor by domain', vendor(), { domain: 'acme.com' }],
    ['the vendor by a part of the name', vendor(), { q: 'count 99999' }],
    ['a partner with few customers', partner(small), {}],
    ['a partner with many customers', partner(large), {}],
    ['a partner with many customers by country', partner(large), { country: 'DE' }],
  ])('is not read as a whole for %s', async (_, actor, filters) => {
    expect(await tablesReadWhole(actor, filters)).toEqual([]);
  });
});
