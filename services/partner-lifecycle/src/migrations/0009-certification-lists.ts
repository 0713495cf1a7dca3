import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Each order and each filter that the list of certifications offers finds its page along an index. */
export class CertificationLists0009 implements MigrationInterface {
  readonly name = 'CertificationLists1770000000009';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE INDEX certification_updated ON certification (updated_at, id);
      CREATE INDEX certification_earned ON certification (earned_at, id);
      CREATE INDEX certification_earned_at_partner ON certification (partner_id, earned_at, id);
      CREATE INDEX certification_updated_at_partner ON certification (partner_id, updated_at, id);
      CREATE INDEX certification_status ON certification (status, created_at, id);
      CREATE INDEX certification_status_at_partner ON certification (partner_id, status, created_at, id);
      CREATE INDEX certification_kind ON certification (kind, created_at, id);`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
