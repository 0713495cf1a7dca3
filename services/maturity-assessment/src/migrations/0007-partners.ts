import { protectTable } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which partners may take part. */
export class Partners1790000000007 implements MigrationInterface {
  readonly name = 'Partners1790000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'CREATE TABLE partner_replica(id uuid PRIMARY KEY, sequence bigint NOT NULL, status text NOT NULL)',
    );
    await protectTable(runner, {
      service: 'maturity-assessment',
      table: 'partner_replica',
      partnerColumn: 'id',
      partnerMay: 'SELECT',
    });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
