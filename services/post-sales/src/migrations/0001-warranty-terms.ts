import { aggregateTable, roleNames } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const service = 'post-sales';

export class WarrantyTerms1790000000001 implements MigrationInterface {
  readonly name = 'WarrantyTerms1790000000001';

  async up(runner: QueryRunner): Promise<void> {
    const { vendor, partner } = roleNames(service);
    await aggregateTable(runner, {
      service,
      table: 'warranty_term',
      partnerColumn: null,
      columns: `
        code text NOT NULL CONSTRAINT warranty_term_code UNIQUE,
        name text NOT NULL,
        status text NOT NULL,
        coverages jsonb NOT NULL,
        starts_at text NOT NULL,
        latest_start_days integer,
        service text NOT NULL,
        exclusions jsonb NOT NULL,
        transferable boolean NOT NULL,
        territories jsonb NOT NULL,
        extension_skus jsonb NOT NULL,
        supplier_months integer`,
    });
    // Every partner may know what is promised, not what our supplier promises us.
    await runner.query(`
      GRANT SELECT (id, code, name, status, coverages, starts_at, latest_start_days, service, exclusions, transferable, territories,
        extension_skus, version, number, created_at, updated_at) ON warranty_term TO ${partner};
      ALTER TABLE warranty_term ENABLE ROW LEVEL SECURITY;
      CREATE POLICY vendor_all ON warranty_term TO ${vendor} USING (true);
      CREATE POLICY everybody ON warranty_term FOR SELECT TO ${partner} USING (true);`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
