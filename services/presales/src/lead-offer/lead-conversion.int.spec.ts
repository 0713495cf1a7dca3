import { effortOf, testDatabase, vendor, type TestDatabase } from '@tributary/testing';
import { persisted } from '../../test/persisted.js';
import { knownAccount } from './lead-conversion.service.js';

const northwind = '0190f3a0-0000-7000-8000-0000000000a1';
const [known, unknown, without] = ['1', '2', '3'].map((n) => `0190f3a0-0000-7000-8000-00000000000${n}`);
const today = '2026-03-02';

describe('the account of a lead, of a hundred thousand', () => {
  let db: TestDatabase;

  beforeAll(async () => {
    db = await testDatabase(persisted);
    await db.adminQuery(`
      INSERT INTO account (id, legal_name, segment, country, domains, registration_numbers, addresses, external_ids, tags, version, created_at, updated_at)
        SELECT gen_random_uuid(), 'Account ' || n, 'enterprise', 'US', jsonb_build_array('a' || n || '.com'), '[]', '[]', '[]', '[]', 1,
               now() + n * interval '1 second', now() FROM generate_series(1, 100000) n;
      INSERT INTO lead (id, status, source, company, segment, families, touches, score, hot, scoring, captured_at, offers, readers, hop, partner_id, version, created_at, updated_at)
        SELECT id::uuid, 'accepted', 'import', jsonb_build_object('name', 'C', 'country', 'US', 'domain', domain), 'enterprise', '[]', '[]', 1, false, '{}',
               now(), '[]', '[]', 1, '${northwind}', 1, now(), now()
          FROM (VALUES ('${known}', 'a99000.com'), ('${unknown}', 'nobody.com'), ('${without}', NULL)) AS l(id, domain);
      ANALYZE account; ANALYZE lead`);
  }, 120_000);
  afterAll(() => db.close());

  it.each([
    ['with a domain that is known', known, 1],
    ['with one that nobody has', unknown, 0],
    ['without a domain', without, 0],
  ])('is found along an index for one %s', async (_, id, found) => {
    const find = () => db.reads.query(vendor('admin'), knownAccount, [id, null, null, today]);
    expect(await find()).toHaveLength(found);
    const effort = await effortOf(db, vendor('admin'), 'account', find);
    expect([effort.readsAll, effort.rows < 100]).toEqual([false, true]);
  });
});
