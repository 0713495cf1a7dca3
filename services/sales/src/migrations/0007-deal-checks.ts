import { protectTable } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who has asked about which company, and what the answer was: the quota counts them, and probing shows. */
export class DealChecks implements MigrationInterface {
  readonly name = 'DealChecks1770000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE deal_check(
        id uuid PRIMARY KEY, partner_id uuid NOT NULL, subject text NOT NULL, company text NOT NULL, held boolean NOT NULL, at timestamptz NOT NULL);
      CREATE INDEX ON deal_check(partner_id, at);`);
    await protectTable(runner, { service: 'sales', table: 'deal_check', partnerMay: 'SELECT, INSERT' });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
