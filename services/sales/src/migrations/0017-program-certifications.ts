import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What programs ask for beside families. */
export class ProgramCertifications implements MigrationInterface {
  readonly name = 'ProgramCertifications1770000000017';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`UPDATE deal_program_version SET terms = '{"certifications": []}' || terms`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
