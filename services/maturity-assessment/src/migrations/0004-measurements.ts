import { protectTable } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const service = 'maturity-assessment';

export class Measurements1790000000004 implements MigrationInterface {
  readonly name = 'Measurements1790000000004';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE territory_replica (id uuid PRIMARY KEY, sequence bigint NOT NULL, code text NOT NULL, calendar jsonb NOT NULL);
      CREATE TABLE deal_decision (deal_id uuid PRIMARY KEY, territory text, spans jsonb NOT NULL, running_since timestamptz,
        decided_at timestamptz, told_at timestamptz NOT NULL);
      CREATE INDEX ON deal_decision (decided_at) WHERE decided_at IS NOT NULL;
      CREATE TABLE won_business (id uuid PRIMARY KEY, is_registered boolean NOT NULL, amount numeric NOT NULL, currency text NOT NULL,
        won_at timestamptz NOT NULL, told_at timestamptz NOT NULL);
      CREATE INDEX ON won_business (won_at);
      CREATE TABLE lead_offer (lead_id uuid, sequence bigint, due_at timestamptz NOT NULL, accepted_at timestamptz, told_at timestamptz NOT NULL,
        PRIMARY KEY (lead_id, sequence));
      CREATE INDEX ON lead_offer (due_at);
      CREATE TABLE certification_term (certification_id uuid, valid_until date, renewed_at timestamptz, told_at timestamptz NOT NULL,
        PRIMARY KEY (certification_id, valid_until));
      CREATE INDEX ON certification_term (valid_until);`);
    for (const table of ['territory_replica', 'deal_decision', 'won_business', 'lead_offer', 'certification_term'])
      await protectTable(runner, { service, table, partnerColumn: null });
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
