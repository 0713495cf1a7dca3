import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leads that wait for their shield until whoever was first holds the customer no longer, and leads that name no family. */
export class LeadShields implements MigrationInterface {
  readonly name = 'LeadShields1770000000015';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- name, country, domain, registration: in comparable form. shield_due_at: when what stands in the way of the shield ends.
      ALTER TABLE lead_replica ADD COLUMN families text[] NOT NULL DEFAULT '{}', ADD COLUMN country text, ADD COLUMN name text,
        ADD COLUMN domain text, ADD COLUMN registration text, ADD COLUMN shield_due_at timestamptz;
      CREATE INDEX lead_replica_waiting ON lead_replica(shield_due_at) WHERE shield_due_at IS NOT NULL;
      DROP FUNCTION keep_lead(lead_replica, timestamptz, text[], text, text, text, text);
      DROP FUNCTION protect_lead(uuid, timestamptz, uuid, text[], text, text, text, text, timestamptz, timestamptz);

      ALTER TYPE customer_claim ADD ATTRIBUTE account uuid;
      -- Every claim asks about the family '*' too: that of a lead that names none.
      CREATE OR REPLACE FUNCTION claim_from(stated jsonb) RETURNS customer_claim LANGUAGE plpgsql STABLE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
      DECLARE c customer_claim;
      BEGIN
        c := jsonb_populate_record(NULL::customer_claim, stated);
        c.families := c.families || '*'::text || ARRAY(SELECT p.family FROM product_replica p
                                                       WHERE p.sku IN (SELECT jsonb_array_elements_text(stated -> 'skus')));
        IF c.account IS NOT NULL THEN
          SELECT coalesce(c.domain, a.domain), coalesce(c.registration, a.registration) INTO c.domain, c.registration
            FROM account_replica a WHERE a.id = c.account;
        END IF;
        RETURN c;
      END $$;
      CREATE OR REPLACE FUNCTION claim_of(deal uuid) RETURNS customer_claim LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT (d.id, d.partner_id, d.families || '*'::text, d.customer_country, d.customer_name, d.customer_domain, d.customer_registration,
                d.contact_domain, (d.identity ->> 'institution')::boolean, d.project, d.shared_group, d.submitted_at,
                (d.customer ->> 'accountId')::uuid)::customer_claim
          FROM deal_registration d
         WHERE d.id = deal AND (session_user <> 'sales_partner'
           OR nullif(current_setting('app.partner_id', true), '')::uuid IN (d.partner_id, d.distributor_id)) $$;

      -- A lead that names no family stands for all of them: it is searched, and guarded against its like only.
      CREATE FUNCTION shielded_families(l lead_replica) RETURNS text[] LANGUAGE sql IMMUTABLE AS
        $$ SELECT CASE WHEN l.families = '{}' THEN ARRAY['*'] ELSE l.families END $$;

      CREATE FUNCTION lock_customer(families text[], country text, name text, domain text, registration text) RETURNS void LANGUAGE plpgsql AS $$
      DECLARE k bigint;
      BEGIN
        FOR k IN SELECT DISTINCT key FROM unnest(families) f, unnest(conflict_locks(f, country, name, domain, registration)) key ORDER BY key LOOP
          PERFORM pg_advisory_xact_lock(k);
        END LOOP;
      END $$;

      -- Whose protection keeps a lead from shielding its customer in a family.
      CREATE FUNCTION lead_rivals(l lead_replica, f text, beside uuid, at timestamptz)
        RETURNS TABLE(deal_id uuid, is_lead boolean, until timestamptz, same_domain boolean, same_registration boolean, name_similarity real)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET pg_trgm.similarity_threshold = '0.75' AS $$
        SELECT r.deal_id, r.is_lead, r.until, coalesce(r.domain = l.domain, false),
               coalesce(r.country = l.country AND r.registration = l.registration, false),
               CASE WHEN r.country = l.country THEN similarity(r.name, l.name) ELSE 0 END
          FROM (SELECT p.deal_id, p.is_lead, upper(p.during) AS until, p.country, p.customer_name AS name, p.domain, p.registration
                  FROM deal_protection p
                 WHERE p.family = f AND p.during && tstzrange(at, l.protected_until) AND p.partner_id <> l.partner_id
                   AND (p.shared_group IS NULL OR p.shared_group IS DISTINCT FROM beside)
                   AND same_customer(p.country, p.customer_name, p.domain, p.registration, l.country, l.name, l.domain, l.registration)
                UNION ALL
                SELECT d.id, false, d.protected_until, d.customer_country, d.customer_name, d.customer_domain, d.customer_registration
                  FROM deal_registration d
                 WHERE f = '*' AND is_live(d.status) AND d.protected_until > at AND d.partner_id <> l.partner_id
                   AND (d.shared_group IS NULL OR d.shared_group IS DISTINCT FROM beside)
                   AND same_customer(d.customer_country, d.customer_name, d.customer_domain, d.customer_registration,
                                     l.country, l.name, l.domain, l.registration)) r $$;

      -- Shields a lead's customer for its partner, family by family, where it is not shielded yet. Of a family that is protected for somebody else
      -- nothing is taken: whoever was first keeps it, the vendor finds the lead beside it, and the lead waits for its end.
      CREATE FUNCTION shield_lead(lead uuid, at timestamptz, beside uuid DEFAULT NULL) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
      DECLARE l lead_replica; f text; ends timestamptz; waits timestamptz;
      BEGIN
        SELECT * INTO STRICT l FROM lead_replica r WHERE r.id = lead FOR NO KEY UPDATE;
        IF l.partner_id IS NOT NULL AND l.protected_until > at THEN
          PERFORM lock_customer(shielded_families(l), l.country, l.name, l.domain, l.registration);
          FOREACH f IN ARRAY shielded_families(l) LOOP
            CONTINUE WHEN EXISTS (SELECT FROM deal_protection p WHERE p.deal_id = lead AND p.family = f);
            SELECT max(r.until) INTO ends FROM lead_rivals(l, f, beside, at) r;
            IF ends IS NULL THEN
              INSERT INTO deal_protection(id, deal_id, partner_id, family, country, customer_name, domain, registration, during, shared_group, is_lead)
              VALUES (gen_random_uuid(), lead, l.partner_id, f, l.country, l.name, l.domain, l.registration, tstzrange(at, l.protected_until), beside, true);
            ELSE
              waits := least(waits, ends);
              INSERT INTO deal_conflict(deal_id, class, source_id, same_domain, same_registration, same_contact_domain, name_similarity, detected_at)
              SELECT r.deal_id, 'lead', lead, r.same_domain, r.same_registration, false, r.name_similarity, at
                FROM lead_rivals(l, f, beside, at) r WHERE NOT r.is_lead
                  ON CONFLICT DO NOTHING;
            END IF;
          END LOOP;
        END IF;
        UPDATE lead_replica r SET shield_due_at = waits WHERE r.id = lead AND r.shield_due_at IS DISTINCT FROM waits;
      END $$;

      -- Somebody's claim to a customer is over: leads that wait for it are due. After the locks, so that a lead that is refused at this moment is
      -- found; one that is locked has the locks before it and will see for itself.
      CREATE FUNCTION wake_leads(families text[], of_country text, of_name text, of_domain text, of_registration text, at timestamptz) RETURNS void
        LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp SET pg_trgm.similarity_threshold = '0.75' AS $$
      BEGIN
        PERFORM lock_customer(families, of_country, of_name, of_domain, of_registration);
        UPDATE lead_replica w SET shield_due_at = at
         WHERE w.id IN (SELECT l.id FROM lead_replica l WHERE l.shield_due_at > at
                           AND same_customer(l.country, l.name, l.domain, l.registration, of_country, of_name, of_domain, of_registration)
                           FOR NO KEY UPDATE SKIP LOCKED);
      END $$;

      CREATE FUNCTION keep_lead(l lead_replica, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
      DECLARE shields boolean := l.partner_id IS NOT NULL AND coalesce(l.protected_until > at, false); had text[]; beside uuid;
      BEGIN
        INSERT INTO lead_replica AS known SELECT (l).*
        ON CONFLICT (id) DO UPDATE SET sequence = excluded.sequence, number = excluded.number, status = excluded.status,
          partner_id = excluded.partner_id, customer_name = excluded.customer_name, accepted_at = excluded.accepted_at,
          protected_until = excluded.protected_until, families = excluded.families, country = excluded.country, name = excluded.name,
          domain = excluded.domain, registration = excluded.registration, shield_due_at = NULL
        WHERE known.sequence < excluded.sequence;
        IF NOT FOUND THEN RETURN; END IF; -- what it was before comes too late
        -- In one statement: it waits for who decides to share it at this moment, and then sees that decision.
        WITH gone AS (DELETE FROM deal_protection p WHERE p.deal_id = l.id RETURNING p.partner_id, p.family, p.shared_group)
        SELECT array_agg(g.family), (array_agg(g.shared_group) FILTER (WHERE g.partner_id = l.partner_id))[1] INTO had, beside FROM gone g;
        IF shields THEN PERFORM shield_lead(l.id, at, beside);
        ELSIF l.partner_id IS NULL OR l.protected_until IS NULL THEN DELETE FROM deal_conflict c WHERE c.source_id = l.id AND c.class = 'lead'; END IF;
        IF had IS NOT NULL AND NOT shields THEN PERFORM wake_leads(had, l.country, l.name, l.domain, l.registration, at); END IF;
      END $$;

      CREATE OR REPLACE FUNCTION end_protection(deal uuid, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
      DECLARE d deal_registration;
      BEGIN
        SELECT * INTO STRICT d FROM deal_registration r WHERE r.id = deal;
        PERFORM must_be_its_partner(d);
        UPDATE deal_protection p SET during = p.during * tstzrange(NULL, at) WHERE p.deal_id = deal;
        PERFORM wake_leads(d.families || '*'::text, d.customer_country, d.customer_name, d.exclusive_domain, d.customer_registration, at);
      END $$;

      REVOKE EXECUTE ON FUNCTION lead_rivals, shield_lead, wake_leads, keep_lead FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION shield_lead, keep_lead TO sales_vendor;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
