import { hierarchyGuard, aggregateTable, roleNames } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const service = 'partner-lifecycle';

/** Calendars and the tree of territories: reference data that every partner may read. */
export class Territories0001 implements MigrationInterface {
  readonly name = 'Territories1770000000001';

  async up(runner: QueryRunner): Promise<void> {
    const { vendor, partner } = roleNames(service);
    await aggregateTable(runner, {
      service,
      table: 'calendar',
      partnerColumn: null,
      columns: `name text NOT NULL, time_zone text NOT NULL, week jsonb NOT NULL, holidays jsonb NOT NULL,
        CONSTRAINT calendar_name UNIQUE (name)`,
    });
    await aggregateTable(runner, {
      service,
      table: 'territory',
      partnerColumn: null,
      columns: `
        code text NOT NULL, name text NOT NULL, kind text NOT NULL CHECK (kind IN ('region', 'country', 'area')),
        parent_id uuid REFERENCES territory(id), countries jsonb NOT NULL, owned_by text, currency text NOT NULL, languages jsonb NOT NULL,
        distributor_ids jsonb NOT NULL, calendar_id uuid REFERENCES calendar(id), calendar jsonb NOT NULL,
        CONSTRAINT territory_code UNIQUE (code)`,
    });
    await runner.query(hierarchyGuard('territory', 'parent_id'));
    await runner.query(`
      CREATE INDEX territory_parent ON territory (parent_id);
      CREATE INDEX territory_calendar ON territory (calendar_id);
      GRANT SELECT ON calendar, territory TO ${partner};

      -- A channel manager of a region is one of everything below it.
      CREATE FUNCTION territory_scope(codes text[]) RETURNS text[] LANGUAGE sql STABLE AS $$
        WITH RECURSIVE below AS (
          SELECT id, code FROM territory WHERE code = ANY (codes)
          UNION SELECT t.id, t.code FROM territory t JOIN below b ON t.parent_id = b.id)
        SELECT codes || coalesce(array_agg(code), '{}') FROM below $$;
      -- What lies in no territory that is known is everybody's, so that nothing is overlooked.
      CREATE FUNCTION in_territories(codes text[], places jsonb) RETURNS boolean LANGUAGE sql STABLE AS $$
        SELECT jsonb_exists_any(places, territory_scope(codes)) OR NOT EXISTS (SELECT FROM territory t WHERE jsonb_exists(places, t.code)) $$;
      GRANT EXECUTE ON FUNCTION territory_scope(text[]), in_territories(text[], jsonb) TO ${vendor};`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
