import type { MigrationInterface, QueryRunner } from 'typeorm';

const searching = `SET pg_trgm.similarity_threshold = '0.6' SET plan_cache_mode = force_generic_plan SET enable_seqscan = off`;

/** A partner's lead and its registration of the same customer are one business: they share an opportunity, whichever comes first. */
export class LeadOpportunities implements MigrationInterface {
  readonly name = 'LeadOpportunities1770000000016';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      ALTER TABLE opportunity ADD COLUMN lead_id uuid;
      UPDATE opportunity SET lead_id = id WHERE source = 'converted_lead';
      CREATE UNIQUE INDEX opportunity_lead ON opportunity(lead_id) WHERE lead_id IS NOT NULL;
      CREATE INDEX opportunity_of_lead_alone ON opportunity(partner_id)
        WHERE status = 'open' AND lead_id IS NOT NULL AND deal_registration_id IS NULL;
      CREATE INDEX deal_registration_account ON deal_registration((customer ->> 'accountId'))
        WHERE is_live(status) AND customer ->> 'accountId' IS NOT NULL;

      -- What a partner's own claims to a customer are brought into turn by: its submissions, approvals and converted leads.
      CREATE FUNCTION lock_own_claims(c customer_claim) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
      DECLARE k bigint;
      BEGIN
        FOR k IN SELECT own FROM unnest(conflict_locks('own|' || c.partner, c.country, c.name,
                                          CASE WHEN c.institution THEN NULL ELSE c.domain END, c.registration)) own
                 UNION SELECT hashtextextended('own|' || c.partner || '|' || c.account, 0) WHERE c.account IS NOT NULL ORDER BY 1 LOOP
          PERFORM pg_advisory_xact_lock(k);
        END LOOP;
      END $$;

      -- The partner's open opportunity of a lead that no registration is behind yet.
      CREATE FUNCTION lead_opportunity(c customer_claim) RETURNS uuid LANGUAGE sql STABLE AS $$
        SELECT o.id FROM opportunity o LEFT JOIN lead_replica l ON l.id = o.lead_id
         WHERE o.partner_id = c.partner AND o.status = 'open' AND o.lead_id IS NOT NULL AND o.deal_registration_id IS NULL
           AND coalesce(l.families = '{}' OR l.families && c.families, true)
           AND (o.customer ->> 'accountId' = c.account::text OR NOT c.institution AND o.customer_domain = c.domain
                OR o.customer_country = c.country AND (o.customer_registration = c.registration OR similarity(o.customer_name, c.name) >= 0.75))
         ORDER BY o.opened_at, o.id LIMIT 1 $$;
      REVOKE EXECUTE ON FUNCTION lead_opportunity FROM PUBLIC;

      -- The open opportunity of the partner's registration that no lead is behind yet; the locks make it wait for an approval under way.
      CREATE FUNCTION registered_opportunity(c customer_claim) RETURNS uuid LANGUAGE plpgsql VOLATILE SECURITY DEFINER
        SET search_path = public, pg_temp SET pg_trgm.similarity_threshold = '0.75' SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
      BEGIN
        PERFORM lock_own_claims(c);
        RETURN (SELECT o.id FROM deal_registration d JOIN opportunity o ON o.deal_registration_id = d.id
                 WHERE is_live(d.status) AND d.partner_id = c.partner AND o.status = 'open' AND o.lead_id IS NULL
                   AND (c.families = '{*}' OR d.families && c.families)
                   AND (d.customer ->> 'accountId' = c.account::text
                        OR same_customer(d.customer_country, d.customer_name, d.customer_domain, d.customer_registration, c.country, c.name,
                                         CASE WHEN c.institution THEN NULL ELSE c.domain END, c.registration))
                 ORDER BY o.opened_at, o.id LIMIT 1);
      END $$;
      REVOKE EXECUTE ON FUNCTION registered_opportunity FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION registered_opportunity TO sales_vendor;

      CREATE OR REPLACE FUNCTION claims_beside(c customer_claim, at timestamptz)
        RETURNS TABLE(own_id uuid, class text, protected boolean, same_domain boolean, same_registration boolean, same_contact_domain boolean, name_similarity real)
        LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp ${searching} AS $$
      DECLARE is_own boolean := session_user <> 'sales_partner' OR c.partner = nullif(current_setting('app.partner_id', true), '')::uuid;
      BEGIN
        PERFORM lock_own_claims(c);
        -- A statement of its own, after the locks: it sees what was committed while they were waited for.
        RETURN QUERY SELECT CASE WHEN f.own THEN f.source_id END, f.class, f.protected,
                            f.same_domain, f.same_registration, f.same_contact_domain, f.name_similarity
                       FROM claims_found(c, at) f
                      WHERE NOT f.own OR is_own
                      ORDER BY f.since;
        RETURN QUERY SELECT o.id, 'converted_lead', false, false, false, false, 0::real FROM lead_opportunity(c) o(id) WHERE o.id IS NOT NULL AND is_own;
      END $$;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
