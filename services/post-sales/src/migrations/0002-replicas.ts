import { protectTable, roleNames } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const service = 'post-sales';

/** What post-sales keeps of partners, territories, products and accounts. Each row carries the sequence of the event that wrote it. */
export class Replicas1790000000002 implements MigrationInterface {
  readonly name = 'Replicas1790000000002';

  async up(runner: QueryRunner): Promise<void> {
    const { vendor, partner } = roleNames(service);
    await runner.query(`
      CREATE TABLE partner_replica(
        id uuid PRIMARY KEY, sequence bigint NOT NULL, number text, legal_name text NOT NULL, type text NOT NULL, status text NOT NULL,
        tier text NOT NULL, territories text[] NOT NULL, parent_distributor_id uuid);
      CREATE INDEX ON partner_replica(number);
      CREATE TABLE territory_replica(id uuid PRIMARY KEY, sequence bigint NOT NULL, code text NOT NULL, name text NOT NULL, calendar jsonb NOT NULL);
      CREATE INDEX ON territory_replica(code);
      CREATE TABLE product_replica(
        id uuid PRIMARY KEY, sequence bigint NOT NULL, sku text NOT NULL, name text NOT NULL, family text NOT NULL, status text NOT NULL, warranty_policy text);
      CREATE INDEX ON product_replica(sku);
      CREATE TABLE account_replica(id uuid PRIMARY KEY, sequence bigint NOT NULL, number text, legal_name text NOT NULL, country text NOT NULL);
      CREATE INDEX ON account_replica(number);
      GRANT SELECT, INSERT, UPDATE ON territory_replica, product_replica, account_replica TO ${vendor};
      GRANT SELECT ON territory_replica, product_replica TO ${partner};`);
    await protectTable(runner, { service, table: 'partner_replica', partnerColumn: 'id', partnerMay: 'SELECT' });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
