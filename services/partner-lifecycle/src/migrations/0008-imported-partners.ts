import { roleNames } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Partners that were brought over from another system came by no application; the row is kept as its source stated it. The vendor's only. */
export class ImportedPartners0008 implements MigrationInterface {
  readonly name = 'ImportedPartners1770000000008';

  async up(runner: QueryRunner): Promise<void> {
    const { vendor } = roleNames('partner-lifecycle');
    await runner.query(`
      ALTER TABLE partner ALTER COLUMN application_id DROP NOT NULL;
      CREATE TABLE partner_import(
        system text NOT NULL, external_id text NOT NULL, partner_id uuid NOT NULL REFERENCES partner(id), stated jsonb NOT NULL,
        PRIMARY KEY (system, external_id));
      GRANT SELECT, INSERT, UPDATE ON partner_import TO ${vendor};`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
