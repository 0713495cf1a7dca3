import type { EventLog } from '@tributary/messaging';
import type pg from 'pg';
import { commandsOf, type Command } from './oracle.js';
import { taleTold } from './tale.js';

/** One event somewhere: `mark` names the command that it tells of, `version` is its aggregate's. */
export interface Trace {
  readonly key: string;
  readonly version: number;
  readonly mark: string;
}

export interface LogTrace extends Trace {
  readonly eventId: string;
  readonly partition: number;
  readonly position: number;
}

export interface HandlerTrace extends Trace {
  readonly handler: string;
}

/** What there is at the end: on the writers' side of the databases, in them, and on the log. */
export interface Evidence {
  readonly commands: readonly Command[];
  readonly history: readonly Trace[];
  readonly outbox: readonly Trace[];
  /** In the order of the log. */
  readonly records: readonly LogTrace[];
  /** In the order in which they took effect. */
  readonly effects: readonly HandlerTrace[];
  readonly deadLetters: readonly HandlerTrace[];
  /** In the order in which they wait. */
  readonly parked: readonly HandlerTrace[];
  readonly parkedKeys: readonly { readonly handler: string; readonly key: string; readonly dead: boolean }[];
  /** `handler event-id` of everything that an inbox knows. */
  readonly inbox: ReadonlySet<string>;
}

const headers = `(headers ->> 'ce_sequence')::int AS version, headers ->> 'ce_correlationid' AS mark`;

export async function gather(folder: string, database: pg.Client, log: EventLog): Promise<Evidence> {
  const all = async <Row extends object>(sql: string): Promise<Row[]> => (await database.query<Row>(sql)).rows;
  const inbox = await all<{ handler: string; event_id: string }>('SELECT handler, event_id FROM inbox');
  return {
    commands: commandsOf(folder),
    history: await all('SELECT entity_id AS key, version, correlation_id AS mark FROM history ORDER BY version'),
    outbox: await all(`SELECT key, ${headers} FROM outbox ORDER BY seq`),
    records: await recordsOf(log),
    effects: await all('SELECT handler, key, n AS version, mark FROM effect ORDER BY place'),
    deadLetters: await all(`SELECT handler, key, ${headers} FROM dead_letter ORDER BY id`),
    parked: await all(`SELECT handler, key, ${headers} FROM parked ORDER BY place`),
    parkedKeys: await all('SELECT handler, key, dead FROM parked_key'),
    inbox: new Set(inbox.map(({ handler, event_id }) => `${handler} ${event_id}`)),
  };
}

async function recordsOf(log: EventLog): Promise<LogTrace[]> {
  const found: LogTrace[] = [];
  await log.replay({
    topics: [taleTold.topic],
    onBatch: async ({ partition, records }) => {
      for (const { key, headers: read, position } of records) {
        const { ce_correlationid: mark = '', ce_sequence: sequence = '', ce_id: eventId = '' } = read;
        found.push({ key, version: Number(sequence), mark, eventId, partition, position });
      }
    },
  });
  return found;
}
