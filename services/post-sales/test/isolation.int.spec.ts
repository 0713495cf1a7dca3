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

it('a partner’s login reads no accounts, and does not write who stands in a chain of sale', async () => {
  const somebody = '0190f3a0-0000-7000-8000-000000000001';
  for (const sql of [
    'SELECT FROM account_replica',
    `INSERT INTO asset_partner VALUES ('${somebody}', '${somebody}', now(), now())`,
    `DELETE FROM asset WHERE id = '${somebody}'`,
  ])
    await expect(db.database.pool('partner').query(sql)).rejects.toMatchObject({ code: '42501' });
});
