import { overprivilegedRoles, testDatabase, unprotectedTables, type TestDatabase } from '@tributary/testing';
import { definition } from '../src/index.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase(definition);
});
afterAll(() => db.close());

it('every table that names a partner is held apart by a policy', async () => {
  expect(await unprotectedTables(db)).toEqual([]);
});

it('no runtime role owns, bypasses or inherits what it must not', async () => {
  expect(await overprivilegedRoles(db)).toEqual([]);
});

it('a partner’s login reads nothing of conflicts, protections and accounts, and calls nothing that tells of them', async () => {
  const pool = db.database.pool('partner');
  const somebody = '0190f3a0-0000-7000-8000-000000000001';
  for (const sql of [
    'SELECT FROM deal_conflict',
    'SELECT FROM deal_protection',
    'SELECT FROM account_replica',
    `SELECT FROM customer_matches(claim_of('${somebody}'), now())`,
    `SELECT share_protection('${somebody}', '${somebody}')`,
    `INSERT INTO deal_protection(id, deal_id, partner_id, family, country, customer_name, during)
     VALUES ('${somebody}', '${somebody}', '${somebody}', 'GTX', 'US', 'acme', tstzrange(now(), null))`,
  ]) {
    await expect(pool.query(sql)).rejects.toMatchObject({ code: '42501' });
  }
});
