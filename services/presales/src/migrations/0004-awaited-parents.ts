import { protectTable } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Accounts whose file named a parent that nobody knows yet; the parent's import puts them in their place. */
export class AwaitedParents0004 implements MigrationInterface {
  readonly name = 'AwaitedParents0004000000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE account_awaited_parent (
        account_id uuid PRIMARY KEY REFERENCES account(id) ON DELETE CASCADE, system text NOT NULL, parent text NOT NULL);
      CREATE INDEX account_awaited_parent_name ON account_awaited_parent (system, parent);`);
    await protectTable(runner, { service: 'presales', table: 'account_awaited_parent', partnerColumn: null });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
