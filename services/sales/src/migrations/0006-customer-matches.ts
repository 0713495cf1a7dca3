import type { MigrationInterface, QueryRunner } from 'typeorm';

// One plan for all claims, through the indexes: to plan so many alternatives anew for each claim takes ten times as long as to search.
const searching = `SET pg_trgm.similarity_threshold = '0.6' SET plan_cache_mode = force_generic_plan SET enable_seqscan = off`;
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

      -- Every claim to the customer, the partner's own too: one pass over the evidence, so that one scan answers both questions. Inlined into its two
      -- callers, which set pg_trgm.similarity_threshold to thresholds.note; the partner's own counts from thresholds.hold on, as the guard does.
      CREATE FUNCTION claims_found(c customer_claim, at timestamptz)
        RETURNS TABLE(own boolean, class text, source_id uuid, since timestamptz, protected boolean, ${evidence}) LANGUAGE sql STABLE AS $$
        SELECT d.partner_id = c.partner, 'registration', d.id, d.submitted_at, coalesce(d.protected_until > at, false),
               coalesce(d.customer_domain = c.domain, false),
               coalesce(d.customer_country = c.country AND d.customer_registration = c.registration, false),
               coalesce(d.customer_domain = c.contact_domain, false) OR coalesce(d.contact_domain IN (c.domain, c.contact_domain), false),
               CASE WHEN d.customer_country = c.country THEN similarity(d.customer_name, c.name) ELSE 0 END
          FROM deal_registration d
         WHERE is_live(d.status) AND d.families && c.families AND d.id IS DISTINCT FROM c.deal
           AND (c.shared_group IS NULL OR d.shared_group IS DISTINCT FROM c.shared_group)
           AND (same_customer(d.customer_country, d.customer_name, d.customer_domain, d.customer_registration,
                              c.country, c.name, c.domain, c.registration)
                OR d.customer_domain = c.contact_domain OR d.contact_domain IN (c.domain, c.contact_domain))
           AND CASE WHEN d.partner_id = c.partner
               THEN d.project IS NOT DISTINCT FROM c.project AND (d.protected_until IS NULL OR d.protected_until > at)
                    AND (NOT c.institution AND d.exclusive_domain = c.domain
                         OR d.customer_country = c.country AND (d.customer_registration = c.registration OR similarity(d.customer_name, c.name) >= 0.75))
               ELSE d.protected_until > at OR (d.protected_until IS NULL AND
                    (d.submitted_at, d.id) < (coalesce(c.since, at), coalesce(c.deal, 'ffffffff-ffff-ffff-ffff-ffffffffffff'))) END
        UNION ALL
        SELECT false, 'direct_pipeline', o.id, o.created_at, false,
               coalesce(o.customer_domain = c.domain, false),
               coalesce(o.customer_country = c.country AND o.customer_registration = c.registration, false),
               coalesce(o.customer_domain = c.contact_domain, false),
               CASE WHEN o.customer_country = c.country THEN similarity(o.customer_name, c.name) ELSE 0 END
          FROM opportunity o
         WHERE o.source = 'direct' AND o.status = 'open' AND o.deal_registration_id IS NULL
           AND (o.families && c.families OR o.families = '{}')
           AND (same_customer(o.customer_country, o.customer_name, o.customer_domain, o.customer_registration,
                              c.country, c.name, c.domain, c.registration)
                OR o.customer_domain = c.contact_domain)
        UNION ALL
        -- A lead that somebody has accepted; once, whatever its families.
        SELECT * FROM (SELECT DISTINCT ON (p.deal_id) false, 'lead', p.deal_id, lower(p.during), true,
               coalesce(p.domain = c.domain, false),
               coalesce(p.country = c.country AND p.registration = c.registration, false),
               coalesce(p.domain = c.contact_domain, false),
               CASE WHEN p.country = c.country THEN similarity(p.customer_name, c.name) ELSE 0 END
          FROM deal_protection p
         WHERE p.is_lead AND p.partner_id <> c.partner AND p.during @> at AND p.family = ANY (c.families)
           AND (c.shared_group IS NULL OR p.shared_group IS DISTINCT FROM c.shared_group)
           AND (same_customer(p.country, p.customer_name, p.domain, p.registration, c.country, c.name, c.domain, c.registration)
                OR p.domain = c.contact_domain)) leads $$;
      REVOKE EXECUTE ON FUNCTION claims_found FROM PUBLIC;

      CREATE FUNCTION customer_matches(c customer_claim, at timestamptz)
        RETURNS TABLE(class text, source_id uuid, protected boolean, ${evidence})
        LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp ${searching} AS $$
      BEGIN
        RETURN QUERY SELECT f.class, f.source_id, f.protected, f.same_domain, f.same_registration, f.same_contact_domain, f.name_similarity
                       FROM claims_found(c, at) f WHERE NOT f.own;
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

      -- Keeps what a registration was found to conflict with; its row was written just before by the same transaction.
      CREATE FUNCTION record_conflicts(deal uuid, at timestamptz) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
        DELETE FROM deal_conflict c WHERE c.deal_id = deal; -- it may have been about another customer before
        INSERT INTO deal_conflict(deal_id, class, source_id, same_domain, same_registration, same_contact_domain, name_similarity, detected_at)
        SELECT deal, m.class, m.source_id, m.same_domain, m.same_registration, m.same_contact_domain, m.name_similarity, at
          FROM customer_matches(claim_of(deal), at) m $$;

      -- Others' claims with class and evidence but nobody's identity, and the partner's own registrations of the same customer, project and family,
      -- oldest first: whatever the guard would refuse of its own. The locks make two submissions of one customer wait for each other.
      CREATE FUNCTION claims_beside(c customer_claim, at timestamptz) RETURNS TABLE(own_id uuid, class text, protected boolean, ${evidence})
        LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp ${searching} AS $$
      DECLARE k bigint;
      BEGIN
        FOREACH k IN ARRAY conflict_locks('own|' || c.partner, c.country, c.name, CASE WHEN c.institution THEN NULL ELSE c.domain END, c.registration) LOOP
          PERFORM pg_advisory_xact_lock(k);
        END LOOP;
        -- A statement of its own, after the locks: it sees what was committed while they were waited for.
        RETURN QUERY SELECT CASE WHEN f.own THEN f.source_id END, f.class, f.protected,
                            f.same_domain, f.same_registration, f.same_contact_domain, f.name_similarity
                       FROM claims_found(c, at) f
                      WHERE NOT f.own OR session_user <> 'sales_partner' OR c.partner = nullif(current_setting('app.partner_id', true), '')::uuid
                      ORDER BY f.since;
      END $$;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
