import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Partners whose checks look like probing: written in the partner's own check, read by the vendor alone. */
export class DealProbing implements MigrationInterface {
  readonly name = 'DealProbing1770000000013';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE deal_probing(
        id uuid PRIMARY KEY, partner_id uuid NOT NULL, territories text[] NOT NULL, kind text NOT NULL, count integer NOT NULL, detected_at timestamptz NOT NULL);
      CREATE INDEX ON deal_probing(detected_at, id);
      CREATE INDEX ON deal_probing(partner_id, kind, detected_at);
      GRANT SELECT ON deal_probing TO sales_vendor;

      -- Flags a partner once per kind within the time; answers whether it did.
      CREATE FUNCTION flag_probing(flag uuid, partner uuid, of_kind text, counted integer, at timestamptz, once_since timestamptz) RETURNS boolean
        LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF session_user = 'sales_partner' AND nullif(current_setting('app.partner_id', true), '')::uuid IS DISTINCT FROM partner
        THEN RAISE EXCEPTION 'not this partner' USING ERRCODE = '42501'; END IF;
        INSERT INTO deal_probing SELECT flag, partner, p.territories, of_kind, counted, at FROM partner_replica p
         WHERE p.id = partner AND NOT EXISTS (SELECT FROM deal_probing f WHERE f.partner_id = partner AND f.kind = of_kind AND f.detected_at > once_since);
        RETURN FOUND;
      END $$;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
