import type { MigrationInterface, QueryRunner } from 'typeorm';
import type { MigrationClass } from './database.js';
import { FailedEventTables } from './failed-events-migration.js';
import { LogMembership } from './log-membership-migration.js';
import { roleNamesOfOwner } from './naming.js';
import { shardCount } from './shard.js';

// Outbox, inbox and parked rows have no policy, only grants: no partner's login reads them.
const tables = `
CREATE TABLE idempotency(
  subject text, key text, hash text NOT NULL, answer jsonb, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (subject, key));
CREATE INDEX idempotency_at ON idempotency(at);

CREATE TABLE history(
  id uuid PRIMARY KEY, noun text NOT NULL, entity_id uuid NOT NULL, version integer NOT NULL, type text NOT NULL, partner_id uuid,
  subject text NOT NULL, kind text NOT NULL, at timestamptz NOT NULL, reason text, before jsonb NOT NULL, after jsonb NOT NULL,
  correlation_id text NOT NULL);
CREATE INDEX history_entity ON history(entity_id, version, id);

CREATE TABLE outbox(
  shard smallint NOT NULL, seq bigint GENERATED ALWAYS AS IDENTITY (CACHE 1),
  event_id uuid NOT NULL, topic text NOT NULL, key text NOT NULL, type text NOT NULL,
  aggregate_version bigint NOT NULL, headers jsonb NOT NULL DEFAULT '{}', payload bytea,
  created_at timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (shard, seq)
) WITH (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 2000, autovacuum_vacuum_cost_delay = 0);
CREATE TABLE outbox_shard(shard smallint PRIMARY KEY);
INSERT INTO outbox_shard SELECT generate_series(0, ${shardCount - 1});

CREATE TABLE inbox(handler text, source text, event_id text, at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (handler, source, event_id));
CREATE INDEX inbox_at ON inbox(at);

CREATE TABLE parked_key(
  handler text, key text, since timestamptz NOT NULL DEFAULT now(), attempts integer NOT NULL DEFAULT 0,
  next_at timestamptz NOT NULL, last_error text, dead boolean NOT NULL DEFAULT false, PRIMARY KEY (handler, key));
CREATE TABLE parked(
  handler text NOT NULL, key text NOT NULL, place bigint GENERATED ALWAYS AS IDENTITY, source text NOT NULL, event_id text NOT NULL,
  topic text NOT NULL, partition integer NOT NULL, position bigint NOT NULL, headers jsonb NOT NULL, value bytea,
  at timestamptz NOT NULL DEFAULT now(), PRIMARY KEY (handler, key, place), UNIQUE (handler, source, event_id));
CREATE TABLE dead_letter(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, handler text NOT NULL, topic text NOT NULL, partition integer NOT NULL,
  position bigint NOT NULL, key text, headers jsonb NOT NULL, value bytea, reason text NOT NULL, at timestamptz NOT NULL DEFAULT now());

CREATE TABLE due_attempt(
  worker text, id text, attempts integer NOT NULL, next_at timestamptz NOT NULL, last_error text NOT NULL, PRIMARY KEY (worker, id));

CREATE FUNCTION expect_one(n bigint) RETURNS void LANGUAGE plpgsql AS
  $$ BEGIN IF n <> 1 THEN RAISE EXCEPTION 'stale' USING ERRCODE = 'TB412'; END IF; END $$;
CREATE FUNCTION clean_idempotency(keep interval DEFAULT '24 hours') RETURNS bigint LANGUAGE sql AS
  $$ WITH gone AS (DELETE FROM idempotency WHERE at < now() - keep RETURNING 1) SELECT count(*) FROM gone $$;
CREATE FUNCTION clean_inbox(keep interval DEFAULT '14 days') RETURNS bigint LANGUAGE sql AS
  $$ WITH gone AS (DELETE FROM inbox WHERE at < now() - keep RETURNING 1) SELECT count(*) FROM gone $$;
`;

const vendorTables = [
  'idempotency',
  'history',
  'outbox',
  'outbox_shard',
  'inbox',
  'parked_key',
  'parked',
  'dead_letter',
  'due_attempt',
];

/** The tables that every service's database has beside its own: keys, history, outbox, inbox, parking, due work. */
class PlatformTables implements MigrationInterface {
  readonly name = 'PlatformTables1000000000001';

  async up(runner: QueryRunner): Promise<void> {
    const [row] = (await runner.query('select current_user as owner')) as { owner: string }[];
    const { vendor, partner } = roleNamesOfOwner(row?.owner ?? '');
    await runner.query(tables);
    await runner.query(`
      GRANT SELECT, INSERT, UPDATE, DELETE ON ${vendorTables.join(', ')} TO ${vendor};
      GRANT SELECT, INSERT, UPDATE ON idempotency TO ${partner};
      GRANT SELECT, INSERT ON history TO ${partner};
      GRANT INSERT ON outbox TO ${partner};
      ALTER TABLE idempotency ENABLE ROW LEVEL SECURITY;
      CREATE POLICY vendor_all ON idempotency TO ${vendor} USING (true);
      CREATE POLICY own_requests ON idempotency TO ${partner} USING (subject = current_setting('app.actor', true));
      ALTER TABLE history ENABLE ROW LEVEL SECURITY;
      CREATE POLICY vendor_all ON history TO ${vendor} USING (true);
      CREATE POLICY own_partner ON history FOR SELECT TO ${partner} USING (partner_id = nullif(current_setting('app.partner_id', true), '')::uuid);
      CREATE POLICY own_deeds ON history FOR INSERT TO ${partner} WITH CHECK (kind = 'partner' AND subject = current_setting('app.actor', true));`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}

/** In their order; they come before a service's own. */
export const platformMigrations: readonly MigrationClass[] = [PlatformTables, FailedEventTables, LogMembership];
