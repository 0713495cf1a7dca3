import type { Pool } from 'pg';
import type { EventLog } from '../event-log.js';
import { backlogs, type Consumption } from './consumption.js';

/** What one handler has done since the start, as this process knows without asking anybody. */
export interface HandlerCounts {
  readonly handled: number;
  readonly duplicates: number;
  readonly retries: number;
  readonly isStopped: boolean;
}

/** What waits for a handler. Counts end at `countedAtMost`. */
export interface HandlerQueues {
  readonly parkedKeys: number;
  readonly parkedEvents: number;
  readonly deadKeys: number;
  readonly deadLetters: number;
  /** Positions on the log that it was stopped before and has not come to yet. */
  readonly backlog: number;
}

export interface ConsumerCounts {
  readonly handlers: Readonly<Record<string, HandlerCounts>>;
  readonly pausedPartitions: number;
}

export interface ConsumerFigures extends HandlerQueues, Omit<HandlerCounts, 'isStopped'> {
  /** Also of handlers that are no more and have left something. */
  readonly queues: Readonly<Record<string, HandlerQueues>>;
  /** Events on the log that this service has not finished, by topic and all together; without the backlogs. */
  readonly lagByTopic: Readonly<Record<string, number>>;
  readonly lag: number;
  readonly stoppedHandlers: readonly string[];
}

/** A queue can be long, and the figures are asked for every few seconds. */
export const countedAtMost = 10_000;

const upTo = (rows: string): string => `(SELECT count(*)::int FROM (SELECT FROM ${rows} LIMIT ${countedAtMost}) each)`;

// Handlers that are no more may have left something; the distinct values are found by an index, one step each.
const handlersOf = (table: string): string => `
  SELECT handler FROM (WITH RECURSIVE step AS ((SELECT min(handler) AS handler FROM ${table})
    UNION ALL SELECT (SELECT min(t.handler) FROM ${table} t WHERE t.handler > step.handler) FROM step WHERE step.handler IS NOT NULL)
  SELECT handler FROM step WHERE handler IS NOT NULL) found`;

const waitingSql = `
  SELECT h.handler,
         ${upTo('parked_key k WHERE k.handler = h.handler AND NOT k.dead')} AS "parkedKeys",
         ${upTo('parked_key k WHERE k.handler = h.handler AND k.dead')} AS "deadKeys",
         ${upTo('parked p WHERE p.handler = h.handler')} AS "parkedEvents",
         ${upTo('dead_letter d WHERE d.handler = h.handler')} AS "deadLetters",
         (SELECT coalesce(sum(greatest(b.until_position - b.next_position, 0)), 0)::float8 FROM backlog b WHERE b.handler = h.handler) AS backlog
    FROM (SELECT unnest($1::text[]) AS handler UNION ${handlersOf('parked_key')} UNION ${handlersOf('dead_letter')}) h`;

export function countsOf(consumption: Consumption | null): ConsumerCounts {
  const handlers = [...(consumption?.deliveries ?? [])].map(([id, { handled, duplicates, retried, breaker }]) => {
    return [id, { handled, duplicates, retries: retried, isStopped: breaker.isOpen }] as const;
  });
  const places = [...(consumption?.waiting.places.keys() ?? [])].filter((place) => place !== backlogs);
  return { handlers: Object.fromEntries(handlers), pausedPartitions: places.length };
}

export async function figuresOf(
  pool: Pool,
  log: EventLog,
  group: string,
  consumption: Consumption | null,
): Promise<ConsumerFigures> {
  const counts = Object.entries(countsOf(consumption).handlers);
  const [lags, { rows }] = await Promise.all([
    log.lagByTopic(group),
    pool.query<HandlerQueues & { handler: string }>(waitingSql, [counts.map(([handler]) => handler)]),
  ]);
  const done = (name: 'handled' | 'duplicates' | 'retries') => counts.reduce((sum, [, one]) => sum + one[name], 0);
  const waiting = (name: keyof HandlerQueues) => rows.reduce((sum, row) => sum + row[name], 0);
  return {
    queues: Object.fromEntries(rows.map(({ handler, ...queues }) => [handler, queues])),
    lagByTopic: Object.fromEntries(lags),
    lag: [...lags.values()].reduce((sum, lag) => sum + lag, 0),
    handled: done('handled'),
    duplicates: done('duplicates'),
    retries: done('retries'),
    parkedKeys: waiting('parkedKeys'),
    parkedEvents: waiting('parkedEvents'),
    deadKeys: waiting('deadKeys'),
    deadLetters: waiting('deadLetters'),
    backlog: waiting('backlog'),
    stoppedHandlers: counts.filter(([, { isStopped }]) => isStopped).map(([id]) => id),
  };
}
