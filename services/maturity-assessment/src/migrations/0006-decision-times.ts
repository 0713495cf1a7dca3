import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a decision took is kept with it, and each figure of a year is read along an index that holds it. */
export class DecisionTimes1790000000006 implements MigrationInterface {
  readonly name = 'DecisionTimes1790000000006';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('ALTER TABLE deal_decision ADD business_ms bigint');
    await runner.query(`
      DROP INDEX deal_decision_decided_at_idx, won_business_won_at_idx, lead_offer_due_at_idx, certification_term_valid_until_idx,
        service_outcome_resolved_at_idx;
      CREATE INDEX ON deal_decision (decided_at) INCLUDE (business_ms) WHERE decided_at IS NOT NULL;
      CREATE INDEX ON won_business (won_at) INCLUDE (currency, amount, is_registered, told_at);
      CREATE INDEX ON lead_offer (due_at) INCLUDE (accepted_at, told_at);
      CREATE INDEX ON certification_term (valid_until) INCLUDE (renewed_at, told_at);
      CREATE INDEX ON service_outcome (resolved_at) INCLUDE (is_met, told_at);`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
