import type { MigrationInterface, QueryRunner } from 'typeorm';
import { overprivilegedRoles, unprotectedTables } from './isolation.js';
import { testDatabase, type TestDatabase } from './test-database.js';

/** Tables as no service should have them, and three that are right. */
class PlantedTables implements MigrationInterface {
  readonly name = 'PlantedTables1700000000001';

  async up(runner: QueryRunner): Promise<void> {
    const own = `nullif(current_setting('app.partner_id', true), '')::uuid`;
    await runner.query(`
      CREATE TABLE forgotten(id int, partner_id uuid); GRANT SELECT ON forgotten TO sales_partner;
      CREATE TABLE forgotten_distributor(id int, distributor_id uuid); GRANT SELECT (id) ON forgotten_distributor TO sales_partner;
      CREATE TABLE deletable(id int, partner_id uuid); GRANT DELETE ON deletable TO sales_partner;
      CREATE TABLE closed(id int, partner_id uuid); ALTER TABLE closed ENABLE ROW LEVEL SECURITY; GRANT SELECT ON closed TO sales_partner;
      CREATE TABLE opened(id int, partner_id uuid); ALTER TABLE opened ENABLE ROW LEVEL SECURITY; GRANT SELECT ON opened TO sales_partner;
      CREATE POLICY everybody ON opened USING (true);
      CREATE TABLE held(id int, partner_id uuid); ALTER TABLE held ENABLE ROW LEVEL SECURITY; GRANT SELECT ON held TO sales_partner;
      CREATE POLICY own ON held TO sales_partner USING (partner_id = ${own}); CREATE POLICY all_rows ON held TO sales_vendor USING (true);
      CREATE VIEW peephole AS SELECT * FROM held; GRANT SELECT ON peephole TO sales_partner;
      CREATE VIEW window_pane WITH (security_invoker = true) AS SELECT * FROM held; GRANT SELECT ON window_pane TO sales_partner;
      CREATE TABLE vendors_own(id int, partner_id uuid); GRANT SELECT ON vendors_own TO sales_vendor;`);
  }

  async down(): Promise<void> {}
}

let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase({ name: 'sales', schemas: [], migrations: [PlantedTables] });
});
afterAll(() => db.close());

it('names every table that shows a partner the rows of others', async () => {
  expect(await unprotectedTables(db)).toEqual([
    { table: 'closed', reason: 'no policy for the partner role' },
    { table: 'deletable', reason: 'no row-level security' },
    { table: 'forgotten', reason: 'no row-level security' },
    { table: 'forgotten_distributor', reason: 'no row-level security' },
    { table: 'opened', reason: 'a policy without a partner' },
    { table: 'peephole', reason: 'a view with its owner’s eyes' },
  ]);
});

it('finds nothing to say about the roles as they are provisioned', async () => {
  expect(await overprivilegedRoles(db)).toEqual([]);
});

it.each([
  ['owns a table', 'ALTER TABLE forgotten OWNER TO sales_partner', 'ALTER TABLE forgotten OWNER TO sales_owner'],
  ['owns a schema', 'ALTER SCHEMA public OWNER TO sales_partner', 'ALTER SCHEMA public OWNER TO sales_owner'],
  [
    'creates tables',
    'GRANT CREATE ON SCHEMA public TO sales_partner',
    'REVOKE CREATE ON SCHEMA public FROM sales_partner',
  ],
])('says when a runtime role %s', async (power, plant, remove) => {
  await db.adminQuery(plant);
  expect(await overprivilegedRoles(db)).toContainEqual({ role: 'sales_partner', power });
  await db.adminQuery(remove);
});

// Roles belong to the whole server, so these are planted in a transaction that never commits.
it.each([
  ['bypasses row-level security', 'ALTER ROLE sales_vendor BYPASSRLS'],
  ['is a superuser', 'ALTER ROLE sales_vendor SUPERUSER'],
  ['is a member of the owner', 'GRANT sales_owner TO sales_vendor'],
])('says when a runtime role %s', async (power, plant) => {
  await db.adminQuery('BEGIN');
  await db.adminQuery(plant);
  expect(await overprivilegedRoles(db)).toContainEqual({ role: 'sales_vendor', power });
  await db.adminQuery('ROLLBACK');
});
