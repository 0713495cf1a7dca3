import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What was brought over from other systems: the row as its source stated it, and which version of the opportunity it left. The vendor's only. */
export class ImportedHistory implements MigrationInterface {
  readonly name = 'ImportedHistory1770000000008';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE opportunity ALTER COLUMN expected_close_on DROP NOT NULL;
      CREATE TABLE opportunity_import(
        system text NOT NULL, external_id text NOT NULL, opportunity_id uuid NOT NULL REFERENCES opportunity(id), stated jsonb NOT NULL,
        version integer NOT NULL, PRIMARY KEY (system, external_id));
      CREATE INDEX ON opportunity_import(opportunity_id);
      GRANT SELECT, INSERT, UPDATE ON opportunity_import TO sales_vendor;
      CREATE INDEX ON opportunity USING gin (external_ids jsonb_path_ops) WITH (fastupdate = off) WHERE source <> 'imported' AND external_ids <> '[]';
      ALTER TABLE partner_replica ADD COLUMN external_ids jsonb NOT NULL DEFAULT '[]';
      ALTER TABLE account_replica ADD COLUMN external_ids jsonb NOT NULL DEFAULT '[]';
      CREATE INDEX ON partner_replica USING gin (external_ids jsonb_path_ops) WITH (fastupdate = off);
      CREATE INDEX ON account_replica USING gin (external_ids jsonb_path_ops) WITH (fastupdate = off);`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
