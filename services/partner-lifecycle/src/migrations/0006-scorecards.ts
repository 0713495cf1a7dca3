import { protectTable, roleNames } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const service = 'partner-lifecycle';

/** Facts that scorecards count, a set to which rows are only ever added, and the periods that there is a scorecard of. */
export class Scorecards0006 implements MigrationInterface {
  readonly name = 'Scorecards1770000000006';

  async up(runner: QueryRunner): Promise<void> {
    const { vendor, partner } = roleNames(service);
    await runner.query(`
      CREATE TABLE scorecard (
        id uuid PRIMARY KEY, partner_id uuid NOT NULL, period text NOT NULL CHECK (period IN ('month', 'quarter', 'year')),
        starts_on date NOT NULL, starts_at timestamptz NOT NULL, ends_at timestamptz NOT NULL,
        UNIQUE (partner_id, period, starts_on));
      CREATE INDEX ON scorecard (starts_on, id);
      CREATE INDEX ON scorecard (period, starts_on, id);
      CREATE INDEX ON scorecard (partner_id, starts_on, id);

      -- Indexes and constraints have the names that PostgreSQL gives: a rebuild makes the table again, with all of them.
      CREATE TABLE scorecard_fact (
        subject uuid NOT NULL, line text NOT NULL, rank bigint NOT NULL, figure text NOT NULL, sequence bigint NOT NULL,
        partner_id uuid, number text, at timestamptz NOT NULL, told_at timestamptz NOT NULL, recorded_at timestamptz NOT NULL,
        amount numeric, currency text, points bigint, lasted_ms bigint, until timestamptz,
        PRIMARY KEY (subject, line, rank, figure));
      CREATE INDEX ON scorecard_fact (partner_id, at);
      CREATE INDEX ON scorecard_fact (partner_id, subject, rank) WHERE line = 'certification';
      CREATE INDEX ON scorecard_fact (told_at);

      -- The same partner and period have the same id for ever, however often they are counted again (a UUID of version 8).
      CREATE FUNCTION scorecard_id(partner uuid, period text, starts_on date) RETURNS uuid LANGUAGE sql STABLE AS $$
        SELECT overlay(overlay(md5(concat_ws('/', partner, period, to_char(starts_on, 'YYYY-MM-DD'))) PLACING '8' FROM 13) PLACING '8' FROM 17)::uuid $$;
      -- Month, quarter and year in UTC of each moment. In one order, so that two who open the same do not wait for each other in a circle.
      CREATE FUNCTION make_scorecards(partners uuid[], moments timestamptz[]) RETURNS void LANGUAGE sql AS $$
        INSERT INTO scorecard (id, partner_id, period, starts_on, starts_at, ends_at)
        SELECT DISTINCT scorecard_id(m.partner_id, p.period, b.starts::date), m.partner_id, p.period, b.starts::date,
               b.starts AT TIME ZONE 'UTC', (b.starts + p.length) AT TIME ZONE 'UTC'
          FROM unnest(partners, moments) AS m(partner_id, at)
         CROSS JOIN (VALUES ('month', interval '1 month'), ('quarter', interval '3 months'), ('year', interval '1 year')) AS p(period, length)
         CROSS JOIN LATERAL (SELECT date_trunc(p.period, m.at AT TIME ZONE 'UTC') AS starts) b
         ORDER BY 1 ON CONFLICT DO NOTHING $$;
      -- The three are made together, so the month tells whether there is anything to do: for nearly every fact there is not.
      CREATE FUNCTION open_scorecards(partners uuid[], moments timestamptz[]) RETURNS void LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT FROM unnest(partners, moments) AS m(partner_id, at) WHERE NOT EXISTS (
             SELECT FROM scorecard s WHERE s.partner_id = m.partner_id AND s.period = 'month' AND s.starts_on = date_trunc('month', m.at AT TIME ZONE 'UTC')::date)) THEN
          PERFORM make_scorecards(partners, moments);
        END IF;
      END $$;
      -- When imported business was last corrected after a fact: all that a partner may know of what it lost to another one.
      CREATE FUNCTION imported_since(opportunity uuid, fact bigint) RETURNS timestamptz LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
        SELECT max(told_at) FROM scorecard_fact WHERE subject = opportunity AND line = 'import' AND rank > fact $$;
      GRANT EXECUTE ON FUNCTION imported_since(uuid, bigint) TO ${vendor}, ${partner};
      GRANT EXECUTE ON FUNCTION scorecard_id(uuid, text, date), make_scorecards(uuid[], timestamptz[]), open_scorecards(uuid[], timestamptz[]) TO ${vendor};`);
    for (const table of ['scorecard', 'scorecard_fact'])
      await protectTable(runner, { service, table, partnerMay: 'SELECT' });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
