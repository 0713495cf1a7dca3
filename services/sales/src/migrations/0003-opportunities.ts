import { aggregateTable } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const open = { outcome: null, exit: [] };
const stages = [
  { ...open, code: 'prospecting', name: 'Prospecting', probability: 10, forecastCategory: 'pipeline' },
  {
    ...open,
    code: 'qualification',
    name: 'Qualification',
    probability: 20,
    forecastCategory: 'pipeline',
    exit: ['expectedCloseOn'],
  },
  { ...open, code: 'solution', name: 'Solution', probability: 40, forecastCategory: 'best_case', exit: ['lines'] },
  {
    ...open,
    code: 'proposal',
    name: 'Proposal',
    probability: 60,
    forecastCategory: 'best_case',
    exit: ['lines', 'value'],
  },
  { ...open, code: 'negotiation', name: 'Negotiation', probability: 80, forecastCategory: 'commit' },
  { code: 'closed_won', name: 'Closed won', probability: 100, forecastCategory: 'closed', exit: [], outcome: 'won' },
  { code: 'closed_lost', name: 'Closed lost', probability: 0, forecastCategory: 'omitted', exit: [], outcome: 'lost' },
];
const distributor = { column: 'distributor_id', unless: 'hidden_from_distributor' };

/** Pipelines and the opportunities that move through them. What conflicts are searched by is derived from the identity, so the two cannot differ. */
export class Opportunities implements MigrationInterface {
  readonly name = 'Opportunities1770000000003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE FUNCTION families_of(lines jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
        $$ SELECT coalesce(array_agg(DISTINCT line ->> 'family' ORDER BY line ->> 'family'), '{}') FROM jsonb_array_elements(lines) line $$;
      CREATE TABLE pipeline(
        id uuid PRIMARY KEY, code text NOT NULL UNIQUE, name text NOT NULL, is_default boolean NOT NULL, stages jsonb NOT NULL,
        version integer NOT NULL, created_at timestamptz NOT NULL, updated_at timestamptz NOT NULL, number text);
      CREATE UNIQUE INDEX pipeline_one_default ON pipeline(is_default) WHERE is_default;
      GRANT SELECT, INSERT, UPDATE ON pipeline TO sales_vendor;
      GRANT SELECT ON pipeline TO sales_partner;`);
    await runner.query(
      `INSERT INTO pipeline VALUES ('01900000-0000-7000-8000-0000000000e1', 'default', 'Default', true, $1, 1, now(), now())`,
      [JSON.stringify(stages)],
    );
    await runner.query(`
      INSERT INTO history SELECT '01900000-0000-7000-8000-0000000000e2', 'pipeline', p.id, 1, 'PipelineAdded', NULL, 'sales', 'system', p.created_at, NULL,
        '{}', jsonb_build_object('id', p.id, 'code', p.code, 'name', p.name, 'isDefault', p.is_default, 'stages', p.stages), p.id::text FROM pipeline p`);
    await aggregateTable(runner, {
      service: 'sales',
      table: 'opportunity',
      numbered: true,
      distributor,
      columns: `
        name text NOT NULL, source text NOT NULL, status text NOT NULL, partner_id uuid, distributor_id uuid, territory text,
        hidden_from_distributor boolean NOT NULL, deal_registration_id uuid, customer jsonb NOT NULL, identity jsonb NOT NULL,
        parties jsonb NOT NULL, lines jsonb NOT NULL, value jsonb NOT NULL, expected_close_on date NOT NULL, pipeline text NOT NULL, stage jsonb NOT NULL,
        forecast_category text NOT NULL, next_step text, competitors jsonb NOT NULL, owned_by text, stages jsonb NOT NULL,
        loss_reason text, opened_at timestamptz NOT NULL, closed_at timestamptz, external_ids jsonb NOT NULL,
        families text[] GENERATED ALWAYS AS (families_of(lines)) STORED,
        customer_name text GENERATED ALWAYS AS (identity ->> 'name') STORED,
        customer_country text GENERATED ALWAYS AS (identity ->> 'country') STORED,
        customer_domain text GENERATED ALWAYS AS (identity ->> 'domain') STORED,
        customer_registration text GENERATED ALWAYS AS (identity ->> 'registration') STORED`,
    });
    await runner.query(`
      CREATE UNIQUE INDEX ON opportunity(deal_registration_id) WHERE deal_registration_id IS NOT NULL;
      CREATE INDEX ON opportunity(territory, created_at, id);
      CREATE INDEX ON opportunity(status, created_at, id);
      CREATE INDEX ON opportunity(updated_at, id);
      CREATE INDEX ON opportunity(partner_id, updated_at, id);
      CREATE INDEX ON opportunity(distributor_id, updated_at, id);
      CREATE INDEX ON opportunity(customer_domain) WHERE source = 'direct' AND status = 'open';
      CREATE INDEX ON opportunity(customer_country, customer_registration) WHERE source = 'direct' AND status = 'open';
      CREATE INDEX ON opportunity USING gin (customer_name gin_trgm_ops) WITH (fastupdate = off) WHERE source = 'direct' AND status = 'open';`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
