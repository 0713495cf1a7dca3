import { protectTable } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leads that partners have accepted in presales: for their time they shield as a registration does. */
export class Leads implements MigrationInterface {
  readonly name = 'Leads1770000000012';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE lead_replica(
        id uuid PRIMARY KEY, sequence bigint NOT NULL, number text, status text NOT NULL, partner_id uuid, customer_name text NOT NULL,
        accepted_at timestamptz, protected_until timestamptz);`);
    await protectTable(runner, { service: 'sales', table: 'lead_replica', partnerMay: 'SELECT' });
    await runner.query(`
      -- Shields a lead's customer for its partner, family by family, in place of what it shielded before. Of a family that is protected for somebody
      -- else already nothing is taken: the deal that was first keeps it, and the vendor finds the lead beside it.
      CREATE FUNCTION protect_lead(lead uuid, at timestamptz, partner uuid, families text[], country text, name text, domain text, registration text,
                                   since timestamptz, until timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
        SET search_path = public, pg_temp SET pg_trgm.similarity_threshold = '0.75' AS $$
      DECLARE k bigint; f text; beside uuid;
      BEGIN
        -- In one statement: it waits for who decides to share it at this moment, and then sees that decision.
        WITH gone AS (DELETE FROM deal_protection p WHERE p.deal_id = lead RETURNING p.partner_id, p.shared_group)
        SELECT g.shared_group INTO beside FROM gone g WHERE g.partner_id = partner LIMIT 1;
        DELETE FROM deal_conflict c WHERE c.source_id = lead AND c.class = 'lead' AND partner IS NULL;
        IF partner IS NULL OR until <= at THEN RETURN; END IF;
        FOR k IN SELECT DISTINCT key FROM unnest(families) each, unnest(conflict_locks(each, country, name, domain, registration)) key ORDER BY key LOOP
          PERFORM pg_advisory_xact_lock(k);
        END LOOP;
        FOREACH f IN ARRAY families LOOP
          BEGIN
            INSERT INTO deal_protection(id, deal_id, partner_id, family, country, customer_name, domain, registration, during, shared_group, is_lead)
            VALUES (gen_random_uuid(), lead, partner, f, country, name, domain, registration, tstzrange(since, until), beside, true);
          EXCEPTION WHEN SQLSTATE 'TB409' THEN
            INSERT INTO deal_conflict(deal_id, class, source_id, same_domain, same_registration, same_contact_domain, name_similarity, detected_at)
            SELECT p.deal_id, 'lead', lead, coalesce(p.domain = protect_lead.domain, false),
                   coalesce(p.country = protect_lead.country AND p.registration = protect_lead.registration, false), false,
                   CASE WHEN p.country = protect_lead.country THEN similarity(p.customer_name, name) ELSE 0 END, at
              FROM deal_protection p
             WHERE p.family = f AND p.during @> at AND p.partner_id <> partner AND NOT p.is_lead
               AND same_customer(p.country, p.customer_name, p.domain, p.registration,
                                 protect_lead.country, name, protect_lead.domain, protect_lead.registration)
                ON CONFLICT DO NOTHING;
          END;
        END LOOP;
      END $$;
      REVOKE EXECUTE ON FUNCTION protect_lead FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION protect_lead TO sales_vendor;

      CREATE FUNCTION keep_lead(l lead_replica, at timestamptz, families text[], country text, name text, domain text, registration text)
        RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        INSERT INTO lead_replica AS known SELECT (l).*
        ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, number = excluded.number, status = excluded.status,
          partner_id = excluded.partner_id, customer_name = excluded.customer_name, accepted_at = excluded.accepted_at,
          protected_until = excluded.protected_until
        WHERE known.sequence < excluded.sequence;
        IF NOT FOUND THEN RETURN; END IF; -- what it was before comes too late
        PERFORM protect_lead((l).id, at, CASE WHEN (l).protected_until IS NOT NULL THEN (l).partner_id END, families, country, name, domain,
                             registration, coalesce((l).accepted_at, at), (l).protected_until);
      END $$;
      REVOKE EXECUTE ON FUNCTION keep_lead FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION keep_lead TO sales_vendor;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
