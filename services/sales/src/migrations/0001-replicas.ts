import { protectTable } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What sales keeps of partners, territories, products and accounts. Each row carries the sequence of the event that wrote it. */
export class Replicas implements MigrationInterface {
  readonly name = 'Replicas1770000000001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE partner_replica(
        id uuid PRIMARY KEY, sequence bigint NOT NULL, number text, legal_name text NOT NULL, country text NOT NULL, type text NOT NULL,
        status text NOT NULL, tier text NOT NULL, territories text[] NOT NULL, parent_distributor_id uuid, agreements jsonb NOT NULL);
      CREATE TABLE territory_replica(id uuid PRIMARY KEY, sequence bigint NOT NULL, code text NOT NULL, name text NOT NULL, countries text[] NOT NULL, calendar jsonb NOT NULL);
      CREATE INDEX ON territory_replica(code);
      CREATE TABLE product_replica(
        id uuid PRIMARY KEY, sequence bigint NOT NULL, sku text NOT NULL, name text NOT NULL, family text NOT NULL, status text NOT NULL);
      CREATE INDEX ON product_replica(sku);
      CREATE INDEX ON product_replica(family);
      CREATE TABLE account_replica(
        id uuid PRIMARY KEY, sequence bigint NOT NULL, legal_name text NOT NULL, country text NOT NULL, segment text NOT NULL,
        domain text, registration text);
      GRANT SELECT, INSERT, UPDATE ON territory_replica, product_replica, account_replica TO sales_vendor;
      GRANT SELECT ON territory_replica, product_replica TO sales_partner;`);
    await protectTable(runner, {
      service: 'sales',
      table: 'partner_replica',
      partnerColumn: 'id',
      partnerMay: 'SELECT',
      distributor: { column: 'parent_distributor_id' },
    });
    await runner.query(`
      -- A reseller names a distributor and an account without being able to read either.
      CREATE FUNCTION is_distributor(partner uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
        $$ SELECT EXISTS (SELECT FROM partner_replica p WHERE p.id = partner AND p.type = 'distributor' AND p.status = 'active') $$;
      CREATE FUNCTION account_evidence(account uuid) RETURNS TABLE(domain text, registration text)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS
        $$ SELECT a.domain, a.registration FROM account_replica a WHERE a.id = account $$;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
