import type { MigrationInterface, QueryRunner } from 'typeorm';
import { roleNamesOfOwner } from './naming.js';

// A queue is a key's, or (with a lane) that of one event which was set aside alone. What a stopped handler has left on the log stands in `backlog`.
const tables = `
ALTER TABLE parked_key
  ADD COLUMN id uuid NOT NULL DEFAULT gen_random_uuid(), ADD COLUMN lane text NOT NULL DEFAULT '',
  ADD COLUMN version integer NOT NULL DEFAULT 1, ADD COLUMN updated_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  DROP CONSTRAINT parked_key_pkey, ADD PRIMARY KEY (handler, key, lane), ADD UNIQUE (id);
CREATE INDEX parked_key_since ON parked_key(since, id);
CREATE INDEX parked_key_state ON parked_key(handler, dead);
CREATE INDEX parked_key_due ON parked_key(next_at) WHERE NOT dead;
ALTER TABLE parked ADD COLUMN lane text NOT NULL DEFAULT '', DROP CONSTRAINT parked_pkey, ADD PRIMARY KEY (handler, key, lane, place);

ALTER TABLE dead_letter DROP COLUMN id;
ALTER TABLE dead_letter ADD COLUMN id uuid PRIMARY KEY DEFAULT gen_random_uuid();
CREATE INDEX dead_letter_at ON dead_letter(at, id);
CREATE INDEX dead_letter_handler ON dead_letter(handler);

CREATE INDEX history_of_events ON history(at, id) WHERE noun IN ('parked key', 'dead letter');

CREATE TABLE backlog(
  handler text, topic text, partition integer, next_position bigint NOT NULL, until_position bigint NOT NULL,
  since timestamptz NOT NULL DEFAULT clock_timestamp(), PRIMARY KEY (handler, topic, partition));
`;

/** What operators need to find failed events again by a name that lasts, and where a stopped handler goes on. */
export class FailedEventTables implements MigrationInterface {
  readonly name = 'FailedEventTables1000000000002';

  async up(runner: QueryRunner): Promise<void> {
    const [row] = (await runner.query('select current_user as owner')) as { owner: string }[];
    const { vendor } = roleNamesOfOwner(row?.owner ?? '');
    await runner.query(tables);
    await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON backlog TO ${vendor}`);
  }

  down(): Promise<void> {
    return Promise.reject(new Error('Migrations go forward only.'));
  }
}
