import { protectTable } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What people of partners have proved, and which product family asks for what. */
export class Certifications implements MigrationInterface {
  readonly name = 'Certifications1770000000011';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE product_family_replica(id uuid PRIMARY KEY, sequence bigint NOT NULL, code text NOT NULL, required_certification text);
      CREATE INDEX ON product_family_replica(code) WHERE required_certification IS NOT NULL;
      GRANT SELECT, INSERT, UPDATE ON product_family_replica TO sales_vendor;
      GRANT SELECT ON product_family_replica TO sales_partner;
      CREATE TABLE certification_replica(
        id uuid PRIMARY KEY, sequence bigint NOT NULL, partner_id uuid NOT NULL, code text NOT NULL, status text NOT NULL, valid_until date);
      CREATE INDEX ON certification_replica(partner_id, code);`);
    await protectTable(runner, { service: 'sales', table: 'certification_replica', partnerMay: 'SELECT' });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
