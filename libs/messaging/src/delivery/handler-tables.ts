import type { Transaction } from '@tributary/persistence';
import type { Incoming, RawRecord } from './incoming.js';

/** Where events of a key wait for one handler: all of them in order, or (with a lane, the event's id) one that was set aside alone. */
export interface Queue {
  readonly handler: string;
  readonly key: string;
  readonly lane: string;
}

export interface ParkedRow {
  readonly place: string;
  readonly source: string;
  readonly event_id: string;
  readonly topic: string;
  readonly partition: number;
  readonly position: string;
  readonly headers: Record<string, string>;
  readonly value: Buffer | null;
}

const ofQueue = 'handler = $1 AND key = $2 AND lane = $3';
const changed = 'version = version + 1, updated_at = clock_timestamp()';

/**
 * Enters events in the inbox and answers those that were not there. Always first in the transaction: whoever comes second
 * waits here until the first is done, then skips. Sorted, so that two who enter the same events cannot deadlock.
 */
export async function enterInbox(
  tx: Transaction,
  handler: string,
  events: readonly Incoming[],
): Promise<Set<Incoming>> {
  const entered = await tx.read<{ source: string; event_id: string }>(
    `INSERT INTO inbox (handler, source, event_id)
     SELECT $1, s, x FROM unnest($2::text[], $3::text[]) AS t(s, x) ORDER BY s, x ON CONFLICT DO NOTHING RETURNING source, event_id`,
    [handler, events.map(({ source }) => source), events.map(({ eventId }) => eventId)],
  );
  const fresh = new Set(entered.map(({ source, event_id }) => `${event_id} ${source}`));
  return new Set(events.filter(({ source, eventId }) => fresh.delete(`${eventId} ${source}`)));
}

/** The keys whose earlier events wait. The lock keeps a retry from emptying a key's queue while an event is being added to it. */
export async function parkedAmong(tx: Transaction, handler: string, keys: readonly string[]): Promise<Set<string>> {
  const rows = await tx.read<{ key: string }>(
    `SELECT key FROM parked_key WHERE handler = $1 AND key = ANY ($2::text[]) AND lane = '' ORDER BY key FOR SHARE`,
    [handler, [...new Set(keys)]],
  );
  return new Set(rows.map(({ key }) => key));
}

export function parkKey(
  tx: Transaction,
  { handler, key, lane }: Queue,
  error: string,
  retryAfterSeconds: number,
): void {
  tx.execute(
    `INSERT INTO parked_key (handler, key, lane, next_at, last_error) VALUES ($1, $2, $3, clock_timestamp() + $4 * interval '1 s', $5)
     ON CONFLICT (handler, key, lane) DO NOTHING`,
    [handler, key, lane, retryAfterSeconds, error],
  );
}

/** Puts an event at the end of its queue. */
export function enqueue(tx: Transaction, { handler, key, lane }: Queue, { raw, source, eventId }: Incoming): void {
  tx.execute(
    `INSERT INTO parked (handler, key, lane, source, event_id, topic, partition, position, headers, value)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT (handler, source, event_id) DO NOTHING`,
    [
      ...[handler, key, lane, source, eventId, raw.topic, raw.partition, raw.position],
      ...[JSON.stringify(raw.headers), raw.value],
    ],
  );
}

export function bury(tx: Transaction, handler: string, raw: RawRecord, reason: string): void {
  tx.execute(
    `INSERT INTO dead_letter (handler, topic, partition, position, key, headers, value, reason) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [handler, raw.topic, raw.partition, raw.position, raw.key, JSON.stringify(raw.headers), raw.value, reason],
  );
}

/** The queue if it is due and nobody else is at it, with its first events. */
export async function takeParked(
  tx: Transaction,
  { handler, key, lane }: Queue,
): Promise<{ attempts: number; version: number; heads: ParkedRow[] } | null> {
  const [held] = await tx.read<{ attempts: number; version: number }>(
    `SELECT attempts, version FROM parked_key WHERE ${ofQueue} AND NOT dead AND next_at <= clock_timestamp() FOR UPDATE SKIP LOCKED`,
    [handler, key, lane],
  );
  if (held === undefined) return null;
  const heads = await tx.read<ParkedRow>(
    `SELECT place, source, event_id, topic, partition, position, headers, value FROM parked WHERE ${ofQueue} ORDER BY place LIMIT 2`,
    [handler, key, lane],
  );
  return { ...held, heads };
}

/** The head of the queue is done; without another behind it the key is free again. */
export function dequeue(tx: Transaction, queue: Queue, place: string, isLast: boolean): void {
  const { handler, key, lane } = queue;
  tx.execute(`DELETE FROM parked WHERE ${ofQueue} AND place = $4`, [handler, key, lane, place]);
  if (isLast) freeKey(tx, queue);
  else {
    tx.execute(
      `UPDATE parked_key SET attempts = 0, next_at = clock_timestamp(), last_error = NULL, ${changed} WHERE ${ofQueue}`,
      [handler, key, lane],
    );
  }
}

export function freeKey(tx: Transaction, { handler, key, lane }: Queue): void {
  tx.execute(`DELETE FROM parked_key WHERE ${ofQueue}`, [handler, key, lane]);
}

/**
 * One more attempt failed; without a further one on the schedule the key is dead until an operator decides. Nothing is written over what somebody
 * did since the attempt, of which the version tells.
 */
export function postpone(
  tx: Transaction,
  { handler, key, lane }: Queue,
  error: string,
  { attempts, version }: { readonly attempts: number; readonly version: number },
  schedule: readonly number[],
): void {
  const next = schedule[attempts];
  tx.execute(
    `UPDATE parked_key SET attempts = $4, last_error = $5, dead = $6, next_at = clock_timestamp() + $7 * interval '1 s', ${changed}
      WHERE ${ofQueue} AND version = $8`,
    [handler, key, lane, attempts, error, next === undefined, next ?? 0, version],
  );
}
