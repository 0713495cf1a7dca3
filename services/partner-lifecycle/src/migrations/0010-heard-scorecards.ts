import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who follows changes of scorecards asks for what was recorded since. The index has the name that PostgreSQL gives, as a rebuild asks. */
export class HeardScorecards0010 implements MigrationInterface {
  readonly name = 'HeardScorecards1770000000010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('CREATE INDEX ON scorecard_fact (recorded_at)');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
