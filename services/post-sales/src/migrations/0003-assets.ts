import { aggregateTable, roleNames } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const service = 'post-sales';

/** The installed base, who stands in each unit's chain of sale, and what each warranty term promised from when on. */
export class Assets1790000000003 implements MigrationInterface {
  readonly name = 'Assets1790000000003';

  async up(runner: QueryRunner): Promise<void> {
    const { vendor, partner } = roleNames(service);
    await aggregateTable(runner, {
      service,
      table: 'asset',
      partnerColumn: null,
      columns: `
        product_id uuid NOT NULL, sku text NOT NULL, family text NOT NULL, serial text NOT NULL, status text NOT NULL, account_id uuid,
        order_ref jsonb, chain jsonb NOT NULL, shipped_on date, installed_on date, activated_on date, term jsonb, carried jsonb,
        moves jsonb NOT NULL, blocked jsonb, replaces jsonb, replaced_by jsonb, retired_on date,
        CONSTRAINT asset_serial UNIQUE (product_id, serial)`,
    });
    await runner.query(`
      CREATE UNIQUE INDEX asset_order_line ON asset((order_ref ->> 'system'), (order_ref ->> 'id'), (order_ref ->> 'line'), serial) WHERE order_ref IS NOT NULL;
      CREATE INDEX asset_by_serial ON asset(serial);
      CREATE INDEX asset_by_account ON asset(account_id, created_at, id);
      CREATE INDEX asset_by_sku ON asset(sku, created_at, id);
      CREATE INDEX asset_by_status ON asset(status, created_at, id);
      CREATE INDEX asset_updated ON asset(updated_at, id);

      -- A partner sees the units in whose chain of sale it stands. Its list walks an index that begins with the partner, at any size of the base.
      CREATE TABLE asset_partner(
        asset_id uuid NOT NULL REFERENCES asset(id) ON DELETE CASCADE, partner_id uuid NOT NULL, created_at timestamptz NOT NULL,
        updated_at timestamptz NOT NULL, PRIMARY KEY (asset_id, partner_id));
      CREATE INDEX asset_partner_list ON asset_partner(partner_id, created_at, asset_id);
      CREATE INDEX asset_partner_updated ON asset_partner(partner_id, updated_at, asset_id);

      -- Follows from the chain, so that nobody who writes a unit can forget it. Partners' logins write units but never this.
      CREATE FUNCTION asset_partners() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = public, pg_temp AS $$
      BEGIN
        IF TG_OP = 'UPDATE' THEN
          IF NEW.chain = OLD.chain THEN
            UPDATE asset_partner SET updated_at = NEW.updated_at WHERE asset_id = NEW.id;
            RETURN NULL;
          END IF;
          DELETE FROM asset_partner WHERE asset_id = NEW.id;
        END IF;
        INSERT INTO asset_partner(asset_id, partner_id, created_at, updated_at)
          SELECT DISTINCT NEW.id, (link ->> 'partnerId')::uuid, NEW.created_at, NEW.updated_at
            FROM jsonb_array_elements(NEW.chain) AS link WHERE link ->> 'partnerId' IS NOT NULL;
        RETURN NULL;
      END $$;
      CREATE TRIGGER asset_partners AFTER INSERT OR UPDATE ON asset FOR EACH ROW EXECUTE FUNCTION asset_partners();

      GRANT SELECT ON asset_partner TO ${vendor}, ${partner};
      GRANT SELECT, UPDATE ON asset TO ${partner};
      ALTER TABLE asset_partner ENABLE ROW LEVEL SECURITY;
      ALTER TABLE asset ENABLE ROW LEVEL SECURITY;
      CREATE POLICY vendor_all ON asset_partner TO ${vendor} USING (true);
      CREATE POLICY vendor_all ON asset TO ${vendor} USING (true);
      -- A CASE the planner only filters by: every query of a partner's states the partner itself.
      CREATE POLICY own_partner ON asset_partner FOR SELECT TO ${partner}
        USING (CASE WHEN partner_id = nullif(current_setting('app.partner_id', true), '')::uuid THEN true ELSE false END);
      CREATE POLICY stands_in_chain ON asset TO ${partner}
        USING (CASE WHEN EXISTS (SELECT FROM asset_partner r WHERE r.asset_id = asset.id
                                   AND r.partner_id = nullif(current_setting('app.partner_id', true), '')::uuid) THEN true ELSE false END);

      -- What a term promised, from when on: a unit keeps what held when it was shipped. Without what our supplier promises us.
      CREATE TABLE warranty_term_version(
        term_id uuid NOT NULL, version integer NOT NULL, code text NOT NULL, valid_from timestamptz NOT NULL, terms jsonb NOT NULL,
        PRIMARY KEY (term_id, version));
      CREATE INDEX ON warranty_term_version(code, valid_from);
      GRANT SELECT, INSERT ON warranty_term_version TO ${vendor};
      GRANT SELECT ON warranty_term_version TO ${partner};
      INSERT INTO warranty_term_version SELECT t.id, t.version, t.code, t.created_at, jsonb_build_object('name', t.name, 'coverages', t.coverages,
        'startsAt', t.starts_at, 'latestStartDays', t.latest_start_days, 'service', t.service, 'exclusions', t.exclusions, 'transferable', t.transferable)
        FROM warranty_term t;

      -- The version that held at the end of a day (UTC), or the first one for what was shipped before any was laid down.
      CREATE FUNCTION warranty_term_held(asked text, on_day date) RETURNS SETOF warranty_term_version LANGUAGE sql STABLE AS
        $$ SELECT v.* FROM warranty_term_version v WHERE v.code = asked
            ORDER BY CASE WHEN v.valid_from < (on_day + 1)::timestamp AT TIME ZONE 'UTC' THEN v.valid_from END DESC NULLS LAST, v.valid_from LIMIT 1 $$;
      -- What is promised for a unit: what was noted when it was registered, or what its product promised, if that was not known then.
      CREATE FUNCTION warranty_term_of(unit uuid) RETURNS SETOF warranty_term_version LANGUAGE sql STABLE AS $$
        SELECT v.* FROM asset a JOIN warranty_term_version v ON v.term_id = (a.term ->> 'id')::uuid AND v.version = (a.term ->> 'version')::int WHERE a.id = unit
        UNION ALL
        SELECT v.* FROM asset a JOIN product_replica p ON p.id = a.product_id
          CROSS JOIN LATERAL warranty_term_held(p.warranty_policy, coalesce(a.shipped_on, a.created_at::date)) v WHERE a.id = unit AND a.term IS NULL $$;`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
