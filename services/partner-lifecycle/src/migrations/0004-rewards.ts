import { aggregateTable, protectTable, roleNames } from '@tributary/persistence';
import type { MigrationInterface, QueryRunner } from 'typeorm';

const service = 'partner-lifecycle';

/** Reward programs, and the ledger: balances, movements and their entries, of which nothing is ever changed or deleted. */
export class Rewards0004 implements MigrationInterface {
  readonly name = 'Rewards1770000000004';

  async up(runner: QueryRunner): Promise<void> {
    const { vendor, partner } = roleNames(service);
    await aggregateTable(runner, {
      service,
      table: 'reward_program',
      partnerColumn: null,
      columns: `
        name text NOT NULL, currency text NOT NULL, status text NOT NULL CHECK (status IN ('draft', 'active', 'closed')),
        starts_on date NOT NULL, ends_on date CHECK (ends_on >= starts_on), partner_types jsonb NOT NULL,
        pending_days integer NOT NULL CHECK (pending_days >= 0), rates jsonb NOT NULL, opened_at timestamptz,
        CONSTRAINT reward_program_opened CHECK (status <> 'active' OR opened_at IS NOT NULL)`,
    });
    await aggregateTable(runner, {
      service,
      table: 'reward_account',
      partnerMay: 'SELECT',
      columns: `
        partner_id uuid NOT NULL, kind text NOT NULL, pending bigint NOT NULL CHECK (pending >= 0),
        available bigint NOT NULL, lots jsonb NOT NULL, release_due_at timestamptz,
        CONSTRAINT reward_account_owner UNIQUE (partner_id, kind),
        CONSTRAINT reward_account_overdraft CHECK (kind = 'points' OR available >= 0)`,
    });
    await runner.query(`
      CREATE INDEX reward_account_due ON reward_account (release_due_at) WHERE release_due_at IS NOT NULL;
      CREATE TABLE reward_movement (
        id uuid PRIMARY KEY, account_id uuid NOT NULL REFERENCES reward_account(id), partner_id uuid NOT NULL,
        kind text NOT NULL CHECK (kind IN ('earned', 'released', 'reversed')), source text NOT NULL, earning_id uuid NOT NULL,
        points bigint NOT NULL CHECK (points > 0), reason jsonb NOT NULL, program_id uuid, rate jsonb, cause text,
        occurred_at timestamptz NOT NULL, recorded_at timestamptz NOT NULL, recorded_by text NOT NULL,
        CONSTRAINT reward_movement_source UNIQUE (account_id, source));
      CREATE INDEX reward_movement_statement ON reward_movement (account_id, recorded_at, id);
      CREATE TABLE reward_entry (
        movement_id uuid NOT NULL REFERENCES reward_movement(id), book text NOT NULL CHECK (book IN ('issued', 'pending', 'available')),
        account_id uuid NOT NULL, partner_id uuid NOT NULL, points bigint NOT NULL CHECK (points <> 0), PRIMARY KEY (movement_id, book));
      CREATE INDEX reward_entry_account ON reward_entry (account_id, book);

      -- Looked at when the transaction commits: the entries of a movement add up to nothing.
      CREATE FUNCTION reward_movement_balanced() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF (SELECT coalesce(sum(points), 1) FROM reward_entry WHERE movement_id = NEW.id) <> 0 THEN
          RAISE EXCEPTION 'the entries of movement % are not zero', NEW.id USING ERRCODE = '23514', CONSTRAINT = 'reward_movement_balanced';
        END IF;
        RETURN NULL;
      END $$;
      CREATE CONSTRAINT TRIGGER reward_movement_balanced AFTER INSERT ON reward_movement
        DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION reward_movement_balanced();`);
    for (const table of ['reward_movement', 'reward_entry']) {
      await protectTable(runner, { service, table, partnerMay: 'SELECT' });
    }
    await runner.query(`
      REVOKE UPDATE, DELETE ON reward_movement, reward_entry FROM ${vendor};
      GRANT SELECT ON reward_program TO ${partner};
      ALTER TABLE reward_program ENABLE ROW LEVEL SECURITY;
      CREATE POLICY vendor_all ON reward_program TO ${vendor} USING (true);
      CREATE POLICY opened ON reward_program FOR SELECT TO ${partner} USING (opened_at IS NOT NULL);`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
