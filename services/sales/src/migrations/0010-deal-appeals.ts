import { aggregateTable } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Appeals against rejections. */
export class DealAppeals implements MigrationInterface {
  readonly name = 'DealAppeals1770000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE deal_registration ADD COLUMN rejected_by text, ADD COLUMN appeal_until timestamptz, ADD COLUMN appeal_id uuid;
      CREATE UNIQUE INDEX deal_registration_appeal ON deal_registration(appeal_id) WHERE appeal_id IS NOT NULL;`);
    await aggregateTable(runner, {
      service: 'sales',
      table: 'deal_appeal',
      numbered: true,
      partnerMay: 'SELECT, INSERT',
      columns: `
        deal_id uuid NOT NULL, partner_id uuid NOT NULL, territory text, status text NOT NULL, ground text NOT NULL, evidence jsonb NOT NULL,
        appealed_by text NOT NULL, appealed_at timestamptz NOT NULL, rejected_by text, due_at timestamptz NOT NULL, overdue boolean NOT NULL,
        decided_by text, decided_at timestamptz, reason text`,
    });
    await runner.query(`
      CREATE INDEX ON deal_appeal(deal_id);
      CREATE INDEX ON deal_appeal(territory, created_at, id);
      CREATE INDEX ON deal_appeal(updated_at, id);
      CREATE INDEX ON deal_appeal(due_at) WHERE status = 'appealed' AND NOT overdue;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
