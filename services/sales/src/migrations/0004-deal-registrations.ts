import { aggregateTable } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

export class DealRegistrations implements MigrationInterface {
  readonly name = 'DealRegistrations1770000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      -- Whether a registration in this status may stand in another one's way; its protection may be over nevertheless.
      -- The list is liveStatuses in deal-registration/deal-status.ts; a test holds the two together.
      CREATE FUNCTION is_live(status text) RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
        $$ SELECT status IN ('in_review', 'conflict_hold', 'returned', 'approved', 'claimed_won', 'won') $$;

      -- Whether two companies are one customer, by the evidence that excludes. The guard of protections, the search for rivals and the search for
      -- the partner's own registrations all ask here, each with its own pg_trgm.similarity_threshold. No SET: it has to be inlined to use the indexes.
      CREATE FUNCTION same_customer(country text, name text, domain text, registration text,
                                    of_country text, of_name text, of_domain text, of_registration text) RETURNS boolean LANGUAGE sql STABLE PARALLEL SAFE AS
        $$ SELECT domain = of_domain OR (country = of_country AND registration = of_registration) OR (country = of_country AND name % of_name) $$;`);
    await aggregateTable(runner, {
      service: 'sales',
      table: 'deal_registration',
      numbered: true,
      distributor: { column: 'distributor_id', unless: `hidden_from_distributor OR status = 'draft'` },
      partnerMay: 'SELECT, INSERT, UPDATE, DELETE',
      columns: `
        partner_id uuid NOT NULL, territory text, registered_by text NOT NULL, prepared_by jsonb NOT NULL, status text NOT NULL, program_id uuid NOT NULL, program_version integer NOT NULL,
        deal_type text NOT NULL, distributor_id uuid, hidden_from_distributor boolean NOT NULL, customer jsonb NOT NULL, identity jsonb NOT NULL,
        contact jsonb, lines jsonb NOT NULL, value jsonb NOT NULL, expected_close_on date NOT NULL, project text, competitor text, incumbent text,
        tender_on date, evidence jsonb NOT NULL, external_ids jsonb NOT NULL, submitted_at timestamptz, claim text, resubmissions integer NOT NULL,
        decision_due_at timestamptz, business_minutes_left integer, overdue boolean NOT NULL, conflict jsonb, explanation jsonb NOT NULL,
        revocation jsonb, protected_from timestamptz, protected_until timestamptz, extensions integer NOT NULL, warning_due_at timestamptz,
        shared_group uuid, opportunity_id uuid, claimed_by text, claimed_value jsonb, won_value jsonb,
        families text[] GENERATED ALWAYS AS (families_of(lines)) STORED,
        customer_name text GENERATED ALWAYS AS (identity ->> 'name') STORED,
        customer_country text GENERATED ALWAYS AS (identity ->> 'country') STORED,
        customer_domain text GENERATED ALWAYS AS (identity ->> 'domain') STORED,
        customer_registration text GENERATED ALWAYS AS (identity ->> 'registration') STORED,
        exclusive_domain text GENERATED ALWAYS AS (CASE WHEN (identity ->> 'institution')::boolean THEN NULL ELSE identity ->> 'domain' END) STORED,
        contact_domain text GENERATED ALWAYS AS (identity ->> 'contactDomain') STORED`,
    });
    await runner.query(`
      CREATE POLICY drafts_only ON deal_registration AS RESTRICTIVE FOR DELETE USING (status = 'draft');
      CREATE INDEX deal_registration_by_status ON deal_registration(status, created_at, id);
      CREATE INDEX deal_registration_by_partner_status ON deal_registration(partner_id, status, created_at, id);
      CREATE INDEX deal_registration_by_territory ON deal_registration(territory, created_at, id);
      CREATE INDEX deal_registration_updated_of_partner ON deal_registration(partner_id, updated_at, id);
      CREATE INDEX deal_registration_updated_of_distributor ON deal_registration(distributor_id, updated_at, id);
      CREATE INDEX deal_registration_opportunity ON deal_registration(opportunity_id) WHERE opportunity_id IS NOT NULL;
      CREATE INDEX deal_registration_updated ON deal_registration(updated_at, id);
      CREATE INDEX deal_registration_decision ON deal_registration(decision_due_at) WHERE decision_due_at IS NOT NULL AND NOT overdue;
      CREATE INDEX deal_registration_warning ON deal_registration(warning_due_at) WHERE warning_due_at IS NOT NULL;
      CREATE INDEX deal_registration_expiry ON deal_registration(protected_until) WHERE status = 'approved';
      CREATE INDEX deal_registration_domain ON deal_registration(customer_domain) WHERE is_live(status);
      CREATE INDEX deal_registration_contact_domain ON deal_registration(contact_domain) WHERE is_live(status);
      CREATE INDEX deal_registration_registration ON deal_registration(customer_country, customer_registration) WHERE is_live(status);
      CREATE INDEX deal_registration_name ON deal_registration USING gin (customer_name gin_trgm_ops) WITH (fastupdate = off) WHERE is_live(status);

      -- What a conflict was found with, when it was found. No partner's login reads it.
      CREATE TABLE deal_conflict(
        deal_id uuid NOT NULL, class text NOT NULL, source_id uuid NOT NULL, same_domain boolean NOT NULL, same_registration boolean NOT NULL,
        same_contact_domain boolean NOT NULL, name_similarity real NOT NULL, detected_at timestamptz NOT NULL, PRIMARY KEY (deal_id, class, source_id));
      CREATE INDEX deal_conflict_source ON deal_conflict(source_id);
      GRANT SELECT ON deal_conflict TO sales_vendor;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
