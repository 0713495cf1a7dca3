import type { MigrationInterface, QueryRunner } from 'typeorm';

const evidence = 'same_domain boolean, same_registration boolean, same_contact_domain boolean, name_similarity real';

/** Finds who else has a claim to a customer: in full for the vendor, without anybody's identity for a partner. */
export class CustomerMatches implements MigrationInterface {
  readonly name = 'CustomerMatches1770000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- since: what was submitted later does not stand in the way; of two in the same millisecond the one with the higher id came later.
      -- shared_group: nor does what is protected side by side.
      CREATE TYPE customer_claim AS (
        deal uuid, partner uuid, families text[], country text, name text, domain text, registration text, contact_domain text,
        institution boolean, project text, shared_group uuid, since timestamptz);

      -- A claim that is not stored yet: families are completed from the products, evidence from the account.
      CREATE FUNCTION claim_from(stated jsonb) RETURNS customer_claim LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE c customer_claim;
      BEGIN
        c := jsonb_populate_record(NULL::customer_claim, stated);
        c.families := c.families || ARRAY(SELECT p.family FROM product_replica p
                                           WHERE p.sku IN (SELECT jsonb_array_elements_text(stated -> 'skus')));
        IF stated ->> 'account' IS NOT NULL THEN
          SELECT coalesce(c.domain, a.domain), coalesce(c.registration, a.registration) INTO c.domain, c.registration
            FROM account_replica a WHERE a.id = (stated ->> 'account')::uuid;
        END IF;
        RETURN c;
      END $$;

      -- A partner's login asks for its own deals only: an identity tells more than a class.
      CREATE FUNCTION claim_of(deal uuid) RETURNS customer_claim LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT (d.id, d.partner_id, d.families, d.customer_country, d.customer_name, d.customer_domain, d.customer_registration, d.contact_domain,
                (d.identity ->> 'institution')::boolean, d.project, d.shared_group, d.submitted_at)::customer_claim
          FROM deal_registration d
         WHERE d.id = deal AND (session_user <> 'sales_partner'
           OR nullif(current_setting('app.partner_id', true), '')::uuid IN (d.partner_id, d.distributor_id)) $$;

      CREATE FUNCTION customer_matches(c customer_claim, at timestamptz)
        RETURNS TABLE(class text, source_id uuid, protected boolean, ${evidence})
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp SET pg_trgm.similarity_threshold = '0.6' AS $$
      BEGIN
        RETURN QUERY
        SELECT 'registration', d.id, coalesce(d.protected_until > at, false),
               coalesce(d.customer_domain = c.domain, false),
               coalesce(d.customer_country = c.country AND d.customer_registration = c.registration, false),
               coalesce(d.customer_domain = c.contact_domain, false) OR coalesce(d.contact_domain IN (c.domain, c.contact_domain), false),
               CASE WHEN d.customer_country = c.country THEN similarity(d.customer_name, c.name) ELSE 0 END
          FROM deal_registration d
         WHERE is_live(d.status)
           AND (d.protected_until > at OR (d.protected_until IS NULL AND
                (d.submitted_at, d.id) < (coalesce(c.since, at), coalesce(c.deal, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))))
           AND d.partner_id <> c.partner AND d.id IS DISTINCT FROM c.deal
           AND (c.shared_group IS NULL OR d.shared_group IS DISTINCT FROM c.shared_group)
           AND d.families && c.families
           AND (same_customer(d.customer_country, d.customer_name, d.customer_domain, d.customer_registration,
                              c.country, c.name, c.domain, c.registration)
                OR d.customer_domain = c.contact_domain OR d.contact_domain IN (c.domain, c.contact_domain))
        UNION ALL
        SELECT 'direct_pipeline', o.id, false,
               coalesce(o.customer_domain = c.domain, false),
               coalesce(o.customer_country = c.country AND o.customer_registration = c.registration, false),
               coalesce(o.customer_domain = c.contact_domain, false),
               CASE WHEN o.customer_country = c.country THEN similarity(o.customer_name, c.name) ELSE 0 END
          FROM opportunity o
         WHERE o.source = 'direct' AND o.status = 'open' AND o.deal_registration_id IS NULL
           AND (o.families && c.families OR o.families = '{}')
           AND (same_customer(o.customer_country, o.customer_name, o.customer_domain, o.customer_registration,
                              c.country, c.name, c.domain, c.registration)
                OR o.customer_domain = c.contact_domain);
      END $$;
      REVOKE EXECUTE ON FUNCTION customer_matches FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION customer_matches TO sales_vendor;

      -- Everybody who claims the customer beside this registration, those who came later too: what an award or a co-protection decides about.
      CREATE FUNCTION customer_rivals(deal uuid, at timestamptz) RETURNS TABLE(class text, source_id uuid, protected boolean, ${evidence})
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE c customer_claim := claim_of(deal);
      BEGIN
        c.since := 'infinity';
        RETURN QUERY SELECT * FROM customer_matches(c, at);
      END $$;
      REVOKE EXECUTE ON FUNCTION customer_rivals FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION customer_rivals TO sales_vendor;

      -- For a partner's login: class and evidence, nobody's identity.
      CREATE FUNCTION claim_matches(c customer_claim, at timestamptz) RETURNS TABLE(class text, protected boolean, ${evidence})
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT m.class, m.protected, m.same_domain, m.same_registration, m.same_contact_domain, m.name_similarity FROM customer_matches(c, at) m $$;

      -- Keeps what a registration was found to conflict with; its row was written just before by the same transaction.
      CREATE FUNCTION record_conflicts(deal uuid, at timestamptz) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        DELETE FROM deal_conflict c WHERE c.deal_id = deal; -- it may have been about another customer before
        INSERT INTO deal_conflict(deal_id, class, source_id, same_domain, same_registration, same_contact_domain, name_similarity, detected_at)
        SELECT deal, m.class, m.source_id, m.same_domain, m.same_registration, m.same_contact_domain, m.name_similarity, at
          FROM customer_matches(claim_of(deal), at) m $$;

      -- The partner's own registration of the same customer, project and family: whatever the guard would refuse of its own. The locks make two
      -- submissions of one customer wait for each other.
      CREATE FUNCTION own_registration_like(c customer_claim, at timestamptz) RETURNS uuid
        LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp SET pg_trgm.similarity_threshold = '0.75' AS $$
      DECLARE k bigint; own_domain text; found uuid;
      BEGIN
        own_domain := CASE WHEN c.institution THEN NULL ELSE c.domain END;
        FOREACH k IN ARRAY conflict_locks('own|' || c.partner, c.country, c.name, own_domain, c.registration) LOOP
          PERFORM pg_advisory_xact_lock(k);
        END LOOP;
        SELECT d.id INTO found FROM deal_registration d
         WHERE d.partner_id = c.partner AND d.id IS DISTINCT FROM c.deal AND d.project IS NOT DISTINCT FROM c.project AND d.families && c.families
           AND is_live(d.status) AND (d.protected_until IS NULL OR d.protected_until > at)
           AND (c.shared_group IS NULL OR d.shared_group IS DISTINCT FROM c.shared_group)
           AND same_customer(d.customer_country, d.customer_name, d.exclusive_domain, d.customer_registration,
                             c.country, c.name, own_domain, c.registration)
         ORDER BY d.submitted_at LIMIT 1;
        RETURN found;
      END $$;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
