import { aggregateTable, protectTable, roleNames } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const service = 'presales';

/** Accounts: a partner reads those that it has a relation with, without what is the vendor's business. */
export class Accounts0002 implements MigrationInterface {
  readonly name = 'Accounts0002000000000002';

  async up(runner: QueryRunner): Promise<void> {
    const { vendor, partner } = roleNames(service);
    await aggregateTable(runner, {
      service,
      table: 'account',
      partnerColumn: null,
      numbered: true,
      columns: `
        legal_name text NOT NULL, segment text NOT NULL CHECK (segment IN ('enterprise', 'consumer', 'b2b2x')), country text NOT NULL,
        parent_account_id uuid REFERENCES account(id), domains jsonb NOT NULL, registration_numbers jsonb NOT NULL, industry text,
        employees integer, annual_revenue jsonb,
        annual_revenue_amount numeric GENERATED ALWAYS AS ((annual_revenue ->> 'amount')::numeric) STORED,
        founded_year integer, addresses jsonb NOT NULL, external_ids jsonb NOT NULL, tags jsonb NOT NULL, vendor_owner text`,
    });
    await aggregateTable(runner, {
      service,
      table: 'account_relation',
      partnerMay: 'SELECT',
      columns: `
        account_id uuid NOT NULL CONSTRAINT account_relation_account REFERENCES account(id), partner_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('sold_by', 'serviced_by')), valid_from date NOT NULL,
        valid_until date CHECK (valid_until >= valid_from),
        CONSTRAINT account_relation_once EXCLUDE USING gist
          (account_id WITH =, partner_id WITH =, kind WITH =, daterange(valid_from, valid_until, '[]') WITH &&)`,
    });
    await runner.query(`
      CREATE INDEX account_parent ON account (parent_account_id) WHERE parent_account_id IS NOT NULL;
      CREATE INDEX account_name ON account USING gin (legal_name gin_trgm_ops);
      CREATE INDEX account_domains ON account USING gin (domains jsonb_path_ops);
      CREATE INDEX account_country ON account (country, created_at, id);
      CREATE TABLE account_external_id (
        system text, external_id text, account_id uuid NOT NULL REFERENCES account(id) ON DELETE CASCADE, PRIMARY KEY (system, external_id));
      CREATE INDEX account_external_id_account ON account_external_id (account_id);`);
    await protectTable(runner, { service, table: 'account_external_id', partnerColumn: null });
    await runner.query(`
      GRANT SELECT (id, legal_name, segment, country, parent_account_id, domains, registration_numbers, industry, employees,
        annual_revenue, founded_year, addresses, version, number, created_at, updated_at) ON account TO ${partner};
      ALTER TABLE account ENABLE ROW LEVEL SECURITY;
      CREATE POLICY vendor_all ON account TO ${vendor} USING (true);
      CREATE POLICY related ON account FOR SELECT TO ${partner} USING (EXISTS (
        SELECT FROM account_relation r WHERE r.account_id = account.id
          AND r.partner_id = nullif(current_setting('app.partner_id', true), '')::uuid
          AND r.valid_from <= current_date AND (r.valid_until IS NULL OR r.valid_until >= current_date)));`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
