import type pg from 'pg';
import { distributors, partners } from './world.js';

const columnsOf = `SELECT column_name AS name FROM information_schema.columns
  WHERE table_name = 'deal_registration' AND is_generated = 'NEVER' ORDER BY ordinal_position`;

const name = `translate(left(md5(n::text), 14), '0123456789', 'ghijklmnop')`;

// What differs from deal to deal; everything else is as in the deal that is copied. One in ten is still alive.
const own: Readonly<Record<string, string>> = {
  id: `gen_random_uuid()`,
  number: `'DR-2025-' || lpad(n::text, 7, '0')`,
  partner_id: `($1::uuid[])[1 + n % cardinality($1::uuid[])]`,
  distributor_id: `CASE WHEN n % 2 = 0 THEN ($2::uuid[])[1 + (n / 2) % cardinality($2::uuid[])] END`,
  hidden_from_distributor: `n % 46 = 0`,
  status: `CASE WHEN n % 10 = 0 THEN 'in_review' ELSE (ARRAY['expired', 'lost', 'rejected', 'withdrawn'])[1 + n % 4] END`,
  customer: `jsonb_set(d.customer, '{name}', to_jsonb(${name}))`,
  identity: `d.identity || jsonb_build_object('name', ${name}, 'domain', ${name} || '.com', 'contactDomain', ${name} || '.com')`,
  created_at: `now() - n * interval '20 seconds'`,
  updated_at: `now() - n * interval '20 seconds'`,
  decision_due_at: 'NULL',
  warning_due_at: 'NULL',
  protected_from: 'NULL',
  protected_until: 'NULL',
  opportunity_id: 'NULL',
};

/** Copies one registered deal until there are `count`, with indexes made afterwards, as a restore would. */
export async function fillDeals(admin: pg.Client, count: number): Promise<void> {
  const { rows: indexes } = await admin.query<{ name: string; definition: string }>(
    `SELECT i.indexrelid::regclass::text AS name, pg_get_indexdef(i.indexrelid) AS definition FROM pg_index i
      WHERE i.indrelid = 'deal_registration'::regclass AND NOT EXISTS (SELECT FROM pg_constraint c WHERE c.conindid = i.indexrelid)`,
  );
  await admin.query(`ALTER TABLE deal_registration SET UNLOGGED`);
  for (const { name } of indexes) await admin.query(`DROP INDEX ${name}`);
  await addDeals(admin, count);
  await admin.query('TRUNCATE outbox'); // else the relay would be at work meanwhile
  await admin.query(`SET maintenance_work_mem = '512MB'`);
  for (const { definition } of indexes) await admin.query(definition);
  await admin.query('VACUUM ANALYZE deal_registration');
}

/** A service that has been in use: deals of former years, one in ten alive and as many protected, and statistics of them. */
export async function addPast(admin: pg.Client, count: number): Promise<void> {
  await addDeals(admin, count);
  await admin.query('ALTER TABLE deal_protection DISABLE TRIGGER guard');
  await admin.query(
    `INSERT INTO deal_protection(id, deal_id, partner_id, family, country, customer_name, domain, during)
     SELECT gen_random_uuid(), id, partner_id, families[1], customer_country, customer_name, customer_domain,
            tstzrange(now(), now() + interval '90 days') FROM deal_registration WHERE status = 'in_review'`,
  );
  await admin.query('ALTER TABLE deal_protection ENABLE TRIGGER guard');
  await admin.query('VACUUM ANALYZE');
}

async function addDeals(admin: pg.Client, count: number): Promise<void> {
  const { rows: columns } = await admin.query<{ name: string }>(columnsOf);
  const names = columns.map((column) => column.name);
  await admin.query(`CREATE TEMP TABLE model AS SELECT * FROM deal_registration LIMIT 1`);
  await admin.query(`DELETE FROM deal_registration`);
  await admin.query(
    `INSERT INTO deal_registration(${names.join(', ')})
     SELECT ${names.map((each) => own[each] ?? `d.${each}`).join(', ')} FROM generate_series(1, ${count}) n, model d`,
    [partners, distributors],
  );
}
