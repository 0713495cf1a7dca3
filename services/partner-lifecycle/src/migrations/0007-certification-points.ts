import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reward programs may give fixed points for certifications. */
export class CertificationPoints0007 implements MigrationInterface {
  readonly name = 'CertificationPoints1770000000007';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`ALTER TABLE reward_program ADD COLUMN certification_points jsonb NOT NULL DEFAULT '[]'`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
