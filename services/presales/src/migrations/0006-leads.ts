import { aggregateTable, protectTable, roleNames } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const service = 'presales';
const own = `nullif(current_setting('app.partner_id', true), '')::uuid`;

/** Leads with who may read them, what was offered to whom, the rules of routing and scoring, and what routing needs to know of partners. */
export class Leads0006 implements MigrationInterface {
  readonly name = 'Leads0006000000000006';

  async up(runner: QueryRunner): Promise<void> {
    const { vendor, partner } = roleNames(service);
    await runner.query(`
      CREATE TABLE partner_replica (
        id uuid PRIMARY KEY, sequence bigint NOT NULL, number text, legal_name text NOT NULL, country text NOT NULL, status text NOT NULL,
        tier text NOT NULL, territories text[] NOT NULL, segments text[] NOT NULL);
      CREATE TABLE territory_replica (
        id uuid PRIMARY KEY, sequence bigint NOT NULL, code text NOT NULL, parent_id uuid, countries text[] NOT NULL, calendar jsonb NOT NULL);
      CREATE INDEX ON territory_replica USING gin (countries);
      CREATE TABLE certification_replica (
        id uuid PRIMARY KEY, sequence bigint NOT NULL, partner_id uuid NOT NULL, code text NOT NULL, status text NOT NULL, valid_until date);
      CREATE INDEX ON certification_replica (partner_id);
      GRANT SELECT ON territory_replica TO ${partner};`);
    await protectTable(runner, { service, table: 'partner_replica', partnerColumn: 'id', partnerMay: 'SELECT' });
    for (const table of ['territory_replica', 'certification_replica'])
      await protectTable(runner, { service, table, partnerColumn: null });

    await aggregateTable(runner, {
      service,
      table: 'lead_routing_rule',
      partnerColumn: null,
      numbered: true,
      columns: `
        name text NOT NULL, place integer NOT NULL, active boolean NOT NULL, territories jsonb NOT NULL, families jsonb NOT NULL,
        segments jsonb NOT NULL, domains jsonb NOT NULL, pinned_partner_id uuid, tiers jsonb NOT NULL, required_certification text,
        strategy text NOT NULL CHECK (strategy IN ('best_match', 'round_robin', 'pool')), weights jsonb NOT NULL,
        most_open_leads integer NOT NULL, accept_hours integer NOT NULL, hot_accept_hours integer NOT NULL, hops integer NOT NULL`,
    });
    await runner.query(`CREATE UNIQUE INDEX lead_routing_rule_place ON lead_routing_rule (place) WHERE active`);

    await aggregateTable(runner, {
      service,
      table: 'lead',
      partnerColumn: null,
      numbered: true,
      columns: `
        status text NOT NULL CHECK (status IN ('new', 'qualified', 'offered', 'accepted', 'working', 'converted', 'disqualified', 'recycled')),
        source text NOT NULL, company jsonb NOT NULL, segment text NOT NULL, families jsonb NOT NULL, contact jsonb, note text, consent jsonb,
        touches jsonb NOT NULL, external_system text, external_id text, score integer NOT NULL CHECK (score BETWEEN 0 AND 100),
        hot boolean NOT NULL, scoring jsonb NOT NULL, contributed_by uuid, territory text, territory_id uuid, email_key text, person_key text,
        captured_at timestamptz NOT NULL, partner_id uuid, offers jsonb NOT NULL, readers jsonb NOT NULL, hop integer NOT NULL,
        offered_at timestamptz, offer_due_at timestamptz, remind_due_at timestamptz, contact_due_at timestamptz, days_end_at timestamptz,
        route_due_at timestamptz, desk_reason text, accepted_at timestamptz, protected_until timestamptz, next_step text,
        expected_value jsonb, account_id uuid REFERENCES account(id),
        CONSTRAINT lead_has_owner CHECK (status NOT IN ('accepted', 'working') OR partner_id IS NOT NULL)`,
    });
    await runner.query(`
      CREATE UNIQUE INDEX lead_same_email ON lead (email_key) WHERE status NOT IN ('converted', 'disqualified');
      CREATE UNIQUE INDEX lead_same_person ON lead (person_key) WHERE status NOT IN ('converted', 'disqualified');
      CREATE UNIQUE INDEX lead_external_id ON lead (external_system, external_id) WHERE external_id IS NOT NULL;
      CREATE INDEX lead_status ON lead (status, created_at, id);
      CREATE INDEX lead_territory ON lead (territory, created_at, id);
      CREATE INDEX lead_partner ON lead (partner_id, created_at, id) WHERE partner_id IS NOT NULL;
      CREATE INDEX lead_desk ON lead (created_at, id) WHERE desk_reason IS NOT NULL;
      CREATE INDEX lead_route_due ON lead (route_due_at) WHERE route_due_at IS NOT NULL;
      CREATE INDEX lead_offer_due ON lead (offer_due_at) WHERE offer_due_at IS NOT NULL;
      CREATE INDEX lead_remind_due ON lead (remind_due_at) WHERE remind_due_at IS NOT NULL;
      CREATE INDEX lead_contact_due ON lead (contact_due_at) WHERE contact_due_at IS NOT NULL;

      CREATE TABLE lead_reader (
        lead_id uuid NOT NULL REFERENCES lead(id), partner_id uuid NOT NULL, created_at timestamptz NOT NULL, PRIMARY KEY (lead_id, partner_id));
      CREATE INDEX lead_reader_partner ON lead_reader (partner_id, created_at, lead_id);
      CREATE TABLE lead_offer (
        lead_id uuid NOT NULL REFERENCES lead(id), place integer NOT NULL, partner_id uuid NOT NULL, strategy text NOT NULL, rule_id uuid,
        status text NOT NULL, lead_status text NOT NULL, offered_at timestamptz NOT NULL, answered_at timestamptz,
        PRIMARY KEY (lead_id, place));
      CREATE INDEX lead_offer_partner ON lead_offer (partner_id, offered_at) INCLUDE (status, strategy, lead_status, answered_at);
      CREATE TABLE lead_routing (
        id uuid PRIMARY KEY, lead_id uuid NOT NULL REFERENCES lead(id), at timestamptz NOT NULL, hop integer NOT NULL, decision jsonb NOT NULL);
      CREATE INDEX lead_routing_lead ON lead_routing (lead_id, at, id);
      CREATE TABLE lead_scoring (version integer PRIMARY KEY, rules jsonb NOT NULL, changed_by text NOT NULL, changed_at timestamptz NOT NULL);`);
    await protectTable(runner, { service, table: 'lead_reader', partnerMay: 'SELECT' });
    for (const table of ['lead_offer', 'lead_routing', 'lead_scoring'])
      await protectTable(runner, { service, table, partnerColumn: null });

    await runner.query(`
      GRANT SELECT, INSERT, UPDATE ON lead TO ${partner};
      GRANT SELECT ON lead_scoring TO ${partner};
      ALTER TABLE lead ENABLE ROW LEVEL SECURITY;
      CREATE POLICY vendor_all ON lead TO ${vendor} USING (true);
      CREATE POLICY reads ON lead FOR SELECT TO ${partner} USING (CASE WHEN EXISTS (
        SELECT FROM lead_reader r WHERE r.lead_id = lead.id AND r.partner_id = ${own}) THEN true ELSE false END);
      CREATE POLICY answers ON lead FOR UPDATE TO ${partner} USING (EXISTS (
        SELECT FROM lead_reader r WHERE r.lead_id = lead.id AND r.partner_id = ${own}));
      CREATE POLICY contributes ON lead FOR INSERT TO ${partner} WITH CHECK (contributed_by = ${own} AND partner_id IS NULL);

      -- Who may read a lead and what was offered follow from its row, whoever writes it.
      CREATE FUNCTION lead_parties() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF TG_OP = 'INSERT' OR OLD.readers IS DISTINCT FROM NEW.readers THEN
          DELETE FROM lead_reader WHERE lead_id = NEW.id AND NOT NEW.readers ? partner_id::text;
          INSERT INTO lead_reader (lead_id, partner_id, created_at)
            SELECT NEW.id, r::uuid, NEW.created_at FROM jsonb_array_elements_text(NEW.readers) r ORDER BY 2 ON CONFLICT DO NOTHING;
        END IF;
        IF TG_OP = 'INSERT' OR OLD.offers IS DISTINCT FROM NEW.offers THEN
          INSERT INTO lead_offer AS known (lead_id, place, partner_id, strategy, rule_id, status, lead_status, offered_at, answered_at)
            SELECT NEW.id, o.place, (o.offer ->> 'partnerId')::uuid, o.offer ->> 'strategy', (o.offer ->> 'ruleId')::uuid,
                   o.offer ->> 'status', NEW.status, (o.offer ->> 'offeredAt')::timestamptz, (o.offer ->> 'answeredAt')::timestamptz
              FROM jsonb_array_elements(NEW.offers) WITH ORDINALITY AS o(offer, place)
          ON CONFLICT (lead_id, place) DO UPDATE SET status = excluded.status, answered_at = excluded.answered_at
            WHERE known.status <> excluded.status;
        END IF;
        IF TG_OP = 'UPDATE' AND OLD.status <> NEW.status THEN
          UPDATE lead_offer SET lead_status = NEW.status WHERE lead_id = NEW.id AND status IN ('open', 'accepted');
        END IF;
        RETURN NULL;
      END $$;
      CREATE TRIGGER lead_parties AFTER INSERT OR UPDATE ON lead FOR EACH ROW EXECUTE FUNCTION lead_parties();

      -- Never owned by two: an owner is replaced only after the lead was taken back from it.
      CREATE FUNCTION lead_owned_once() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF OLD.accepted_at IS NOT NULL AND NEW.accepted_at IS NOT NULL AND OLD.partner_id IS DISTINCT FROM NEW.partner_id THEN
          RAISE EXCEPTION 'owned' USING ERRCODE = '23505', CONSTRAINT = 'lead_owned_once', TABLE = 'lead';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER lead_owned_once BEFORE UPDATE ON lead FOR EACH ROW EXECUTE FUNCTION lead_owned_once();

      -- A partner that brings a lead learns whether it is known, not whose it is: the id only where it may read it.
      CREATE FUNCTION lead_like(email text, person text) RETURNS TABLE (id uuid, shown boolean)
        LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT l.id, ${own} IS NULL OR l.readers ? ${own}::text
          FROM lead l WHERE l.status NOT IN ('converted', 'disqualified') AND (l.email_key = email OR l.person_key = person)
         ORDER BY l.created_at, l.id LIMIT 1 $$;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
