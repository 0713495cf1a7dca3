import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the worker looks for that approves late decisions. */
export class OverdueApprovals implements MigrationInterface {
  readonly name = 'OverdueApprovals1770000000014';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      `CREATE INDEX deal_registration_overdue ON deal_registration(decision_due_at) WHERE overdue AND status = 'in_review'`,
    );
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
