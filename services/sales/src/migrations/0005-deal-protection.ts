import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Two registrations of one customer and family are never both protected, whatever runs at once: the database guarantees it. */
export class DealProtection implements MigrationInterface {
  readonly name = 'DealProtection1770000000005';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE deal_protection(
        id uuid PRIMARY KEY, deal_id uuid NOT NULL, partner_id uuid NOT NULL, family text NOT NULL, country text NOT NULL,
        customer_name text NOT NULL, domain text, registration text, project text, during tstzrange NOT NULL, shared_group uuid,
        is_lead boolean NOT NULL DEFAULT false); -- deal_id is that of the lead then
      CREATE UNIQUE INDEX ON deal_protection(deal_id, family);
      CREATE INDEX ON deal_protection(family, domain);
      CREATE INDEX ON deal_protection(family, country, registration);
      CREATE INDEX ON deal_protection USING gin (customer_name gin_trgm_ops) WITH (fastupdate = off);

      CREATE INDEX deal_protection_lead_domain ON deal_protection(domain) WHERE is_lead;
      CREATE INDEX deal_protection_lead_registration ON deal_protection(country, registration) WHERE is_lead;
      CREATE INDEX deal_protection_lead_name ON deal_protection USING gin (customer_name gin_trgm_ops) WITH (fastupdate = off) WHERE is_lead;

      -- One lock per piece of evidence. For the name, two names with a similarity of 0.75 or more always share one of these trigrams.
      -- 0.75 is thresholds.hold in deal-conflict/conflict.ts; a test holds them together.
      CREATE FUNCTION conflict_locks(family text, country text, name text, domain text, registration text) RETURNS bigint[]
        LANGUAGE plpgsql IMMUTABLE AS $$
      DECLARE trigrams text[] := show_trgm(name); n integer := cardinality(trigrams);
      BEGIN
        RETURN (SELECT coalesce(array_agg(k ORDER BY k), '{}') FROM (
          SELECT hashtextextended('d|' || family || '|' || domain, 0) k WHERE domain IS NOT NULL
          UNION SELECT hashtextextended('r|' || family || '|' || country || '|' || registration, 0) WHERE registration IS NOT NULL
          UNION SELECT k FROM (SELECT hashtextextended('n|' || family || '|' || country || '|' || t, 0) k FROM unnest(trigrams) t
                                ORDER BY hashtextextended(t, 7), t LIMIT n - ceil(0.75 * n) + 1) x) y);
      END $$;

      CREATE FUNCTION guard_protection() RETURNS trigger LANGUAGE plpgsql VOLATILE SECURITY DEFINER
        SET search_path = public, pg_temp SET pg_trgm.similarity_threshold = '0.75' SET plan_cache_mode = force_generic_plan SET enable_seqscan = off AS $$
      DECLARE k bigint;
      BEGIN
        IF TG_OP = 'UPDATE' AND new.during <@ old.during AND (new.family, new.country, new.customer_name, new.domain, new.registration)
           IS NOT DISTINCT FROM (old.family, old.country, old.customer_name, old.domain, old.registration)
        THEN RETURN new; END IF; -- what only ends earlier excludes nobody anew
        FOREACH k IN ARRAY conflict_locks(new.family, new.country, new.customer_name, new.domain, new.registration) LOOP
          PERFORM pg_advisory_xact_lock(k);
        END LOOP;
        -- A statement of its own, after the locks: it sees what was committed while they were waited for.
        IF EXISTS (SELECT FROM deal_protection p
                    WHERE p.family = new.family AND p.during && new.during AND p.deal_id <> new.deal_id
                      AND (p.shared_group IS NULL OR p.shared_group IS DISTINCT FROM new.shared_group)
                      AND NOT (p.partner_id = new.partner_id AND (p.is_lead OR new.is_lead OR p.project IS DISTINCT FROM new.project))
                      AND same_customer(p.country, p.customer_name, p.domain, p.registration,
                                        new.country, new.customer_name, new.domain, new.registration))
        THEN RAISE EXCEPTION 'protected' USING ERRCODE = 'TB409'; END IF;
        RETURN new;
      END $$;
      CREATE TRIGGER guard BEFORE INSERT OR UPDATE OF during, customer_name, domain, registration, family ON deal_protection
        FOR EACH ROW EXECUTE FUNCTION guard_protection();

      CREATE FUNCTION must_be_its_partner(d deal_registration) RETURNS void LANGUAGE plpgsql SET search_path = public, pg_temp AS $$
      BEGIN
        IF session_user = 'sales_partner' AND nullif(current_setting('app.partner_id', true), '')::uuid IS DISTINCT FROM d.partner_id
        THEN RAISE EXCEPTION 'not the partner of this deal' USING ERRCODE = '42501'; END IF;
      END $$;

      -- Writes the protection that the registration's row states. Deals of several families lock all keys in one order, so none waits in a circle.
      CREATE FUNCTION protect_deal(deal uuid) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
      DECLARE d deal_registration; k bigint;
      BEGIN
        SELECT * INTO STRICT d FROM deal_registration r WHERE r.id = deal;
        PERFORM must_be_its_partner(d);
        FOR k IN SELECT DISTINCT key FROM unnest(d.families) f,
                   unnest(conflict_locks(f, d.customer_country, d.customer_name, d.exclusive_domain, d.customer_registration)) key ORDER BY key LOOP
          PERFORM pg_advisory_xact_lock(k);
        END LOOP;
        INSERT INTO deal_protection(id, deal_id, partner_id, family, country, customer_name, domain, registration, project, during, shared_group)
        SELECT gen_random_uuid(), d.id, d.partner_id, f, d.customer_country, d.customer_name, d.exclusive_domain, d.customer_registration, d.project,
               tstzrange(d.protected_from, d.protected_until), d.shared_group
          FROM unnest(d.families) f;
      END $$;

      CREATE FUNCTION end_protection(deal uuid, at timestamptz) RETURNS void LANGUAGE plpgsql VOLATILE SECURITY DEFINER
        SET search_path = public, pg_temp AS $$
      DECLARE d deal_registration;
      BEGIN
        SELECT * INTO STRICT d FROM deal_registration r WHERE r.id = deal;
        PERFORM must_be_its_partner(d);
        UPDATE deal_protection p SET during = p.during * tstzrange(NULL, at) WHERE p.deal_id = deal;
      END $$;

      CREATE FUNCTION share_protection(deal uuid, beside uuid) RETURNS void LANGUAGE sql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS
        $$ UPDATE deal_protection p SET shared_group = beside WHERE p.deal_id = deal $$;

      REVOKE EXECUTE ON FUNCTION share_protection(uuid, uuid) FROM PUBLIC;
      GRANT EXECUTE ON FUNCTION share_protection(uuid, uuid) TO sales_vendor;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
