import { protectTable } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class ServiceOutcomes1790000000005 implements MigrationInterface {
  readonly name = 'ServiceOutcomes1790000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE service_outcome (request_id uuid PRIMARY KEY, is_met boolean NOT NULL, resolved_at timestamptz NOT NULL, told_at timestamptz NOT NULL);
      CREATE INDEX ON service_outcome (resolved_at);`);
    await protectTable(runner, { service: 'maturity-assessment', table: 'service_outcome', partnerColumn: null });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
