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
    'SELECT FROM deal_probing',
    `SELECT shield_lead('${somebody}', now())`,
    `SELECT wake_leads('{GTX}', 'US', 'acme', NULL, NULL, now())`,
    `SELECT registered_opportunity(claim_of('${somebody}'))`,
    `SELECT lead_opportunity(claim_of('${somebody}'))`,
    `SELECT FROM customer_matches(claim_of('${somebody}'), now())`,
    `SELECT FROM claims_found(claim_of('${somebody}'), now())`,
    `SELECT share_protection('${somebody}', '${somebody}')`,
    `INSERT INTO deal_protection(id, deal_id, partner_id, family, country, customer_name, during)
     VALUES ('${somebody}', '${somebody}', '${somebody}', 'GTX', 'US', 'acme', tstzrange(now(), null))`,
  ]) {
    await expect(pool.query(sql)).rejects.toMatchObject({ code: '42501' });
  }
});

it('a partner’s login does not learn by what another one’s customer is told apart', async () => {
  const deal = '0190f3a0-0000-7000-8000-0000000000f1';
  await db.adminQuery(
    `INSERT INTO deal_registration(id, partner_id, registered_by, prepared_by, status, program_id, program_version, deal_type,
       hidden_from_distributor, customer, identity, lines, value, expected_close_on, evidence, external_ids, resubmissions, overdue, explanation,
       extensions, version, created_at, updated_at)
     VALUES ($1, $1, 'jo', '["jo"]', 'in_review', $1, 1, 'new', false, '{}', '{"name": "acme", "country": "US"}', '[]', '{}', '2026-12-31', '[]', '[]',
       0, false, '[]', 0, 1, now(), now())`,
    [deal],
  );
  const seen = async (partnerId: string) => {
    const client = await db.database.pool('partner').connect();
    try {
      await client.query('BEGIN');
      await client.query(`SELECT set_config('app.partner_id', $1, true)`, [partnerId]);
      return (await client.query<{ name: string | null }>('SELECT (claim_of($1)).name', [deal])).rows[0]?.name ?? null;
    } finally {
      await client.query('ROLLBACK');
      client.release();
    }
  };
  expect([await seen(deal), await seen('0190f3a0-0000-7000-8000-0000000000f2'), await seen('')]).toEqual([
    'acme',
    null,
    null,
  ]);
});
