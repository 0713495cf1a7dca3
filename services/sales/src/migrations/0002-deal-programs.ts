import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Dated versions of the deal programs; a version is never changed. At most one program is the default at any time. */
export class DealPrograms implements MigrationInterface {
  readonly name = 'DealPrograms1770000000002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE deal_program_version(
        program_id uuid NOT NULL, version integer NOT NULL, name text NOT NULL, is_default boolean NOT NULL, effective_from timestamptz NOT NULL,
        terms jsonb NOT NULL, created_by text NOT NULL, created_at timestamptz NOT NULL,
        PRIMARY KEY (program_id, version), CONSTRAINT deal_program_version_dated UNIQUE (program_id, effective_from));
      CREATE INDEX ON deal_program_version(effective_from) WHERE is_default;
      GRANT SELECT, INSERT ON deal_program_version TO sales_vendor;
      GRANT SELECT ON deal_program_version TO sales_partner;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
