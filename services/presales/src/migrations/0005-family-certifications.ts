import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody of a partner must hold to sell a family. */
export class FamilyCertifications0005 implements MigrationInterface {
  readonly name = 'FamilyCertifications0005000000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE product_family ADD COLUMN required_certification text');
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
