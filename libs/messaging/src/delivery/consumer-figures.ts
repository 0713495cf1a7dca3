import type { Pool } from 'pg';
import type { EventLog } from '../event-log.js';
import { backlogs, type Consumption } from './consumption.js';

/** What one handler has done since the start, and what waits for it now. Counts of what waits end at `countedAtMost`. */
export interface HandlerFigures {
  readonly handled: number;
  readonly duplicates: number;
  readonly retries: number;
  readonly parkedKeys: number;
  readonly parkedEvents: number;
  readonly deadKeys: number;
  readonly deadLetters: number;
  /** Positions on the log that it was stopped before and has not come to yet. */
  readonly backlog: number;
  readonly isStopped: boolean;
}

type Sums = Omit<HandlerFigures, 'isStopped'>;

export interface ConsumerFigures extends Sums {
  readonly handlers: Readonly<Record<string, HandlerFigures>>;
  /** Events on the log that this service has not finished, by topic and all together; without the backlogs. */
  readonly lagByTopic: Readonly<Record<string, number>>;
  readonly lag: number;
  readonly stoppedHandlers: readonly string[];
  readonly pausedPartitions: number;
}

/** A queue can be long, and the figures are asked for every few seconds. */
export const countedAtMost = 10_000;

interface Waiting {
  readonly handler: string;
  readonly keys: number;
  readonly dead: number;
  readonly events: number;
  readonly letters: number;
  readonly backlog: number;
}

const upTo = (rows: string): string => `(SELECT count(*)::int FROM (SELECT FROM ${rows} LIMIT ${countedAtMost}) each)`;

// Handlers that are no more may have left something; the distinct values are found by an index, one step each.
const handlersOf = (table: string): string => `
  SELECT handler FROM (WITH RECURSIVE step AS ((SELECT min(handler) AS handler FROM ${table})
    UNION ALL SELECT (SELECT min(t.handler) FROM ${table} t WHERE t.handler > step.handler) FROM step WHERE step.handler IS NOT NULL)
  SELECT handler FROM step WHERE handler IS NOT NULL) found`;

const waitingSql = `
  SELECT h.handler,
         ${upTo('parked_key k WHERE k.handler = h.handler AND NOT k.dead')} AS keys,
         ${upTo('parked_key k WHERE k.handler = h.handler AND k.dead')} AS dead,
         ${upTo('parked p WHERE p.handler = h.handler')} AS events,
         ${upTo('dead_letter d WHERE d.handler = h.handler')} AS letters,
         (SELECT coalesce(sum(greatest(b.until_position - b.next_position, 0)), 0)::float8 FROM backlog b WHERE b.handler = h.handler) AS backlog
    FROM (SELECT unnest($1::text[]) AS handler UNION ${handlersOf('parked_key')} UNION ${handlersOf('dead_letter')}) h`;

export async function figuresOf(
  pool: Pool,
  log: EventLog,
  group: string,
  consumption: Consumption | null,
): Promise<ConsumerFigures> {
  const deliveries = consumption?.deliveries;
  const [lags, { rows }] = await Promise.all([
    log.lagByTopic(group),
    pool.query<Waiting>(waitingSql, [[...(deliveries?.keys() ?? [])]]),
  ]);
  const handlers = rows.map(({ handler, keys, dead, events, letters, backlog }): [string, HandlerFigures] => {
    const { handled = 0, duplicates = 0, retried = 0, breaker } = deliveries?.get(handler) ?? {};
    const waiting = { parkedKeys: keys, parkedEvents: events, deadKeys: dead, deadLetters: letters, backlog };
    return [handler, { handled, duplicates, retries: retried, ...waiting, isStopped: breaker?.isOpen === true }];
  });
  const sum = (name: keyof Sums): number => handlers.reduce((total, [, one]) => total + one[name], 0);
  return {
    handlers: Object.fromEntries(handlers),
    lagByTopic: Object.fromEntries(lags),
    lag: [...lags.values()].reduce((total, lag) => total + lag, 0),
    handled: sum('handled'),
    duplicates: sum('duplicates'),
    retries: sum('retries'),
    parkedKeys: sum('parkedKeys'),
    parkedEvents: sum('parkedEvents'),
    deadKeys: sum('deadKeys'),
    deadLetters: sum('deadLetters'),
    backlog: sum('backlog'),
    stoppedHandlers: handlers.filter(([, { isStopped }]) => isStopped).map(([id]) => id),
    pausedPartitions: [...(consumption?.waiting.places.keys() ?? [])].filter((place) => place !== backlogs).length,
  };
}
