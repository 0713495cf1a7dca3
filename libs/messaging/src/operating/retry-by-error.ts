import type { Actor } from '@tributary/kernel';
import { record } from './deeds.js';
import { countedEvents } from './failed-event-lists.js';
import type { OperatingParts } from './operating-parts.js';

export interface ByError {
  /** A part of the last error, in any case. */
  readonly error: string;
  readonly handler?: string | undefined;
  /** Keys at a time. */
  readonly limit: number;
}

export interface Retried {
  readonly retried: number;
  /** Others with this error that wait for their turn; counted up to 1000. */
  readonly remaining: number;
}

interface RetriedKey {
  readonly id: string;
  readonly version: number;
  readonly handler: string;
  readonly key: string;
  readonly event_id: string | null;
}

// What is being retried by itself at this moment is left to that.
const matching = `position(lower($1) IN lower(coalesce(k.last_error, ''))) > 0 AND ($2::text IS NULL OR k.handler = $2)`;
// Those that were asked for and have not come to their turn are not asked for again.
const notYet = `AND (k.dead OR k.next_at > clock_timestamp())`;

/** Tries all keys again whose error matches, so many at a time: repeat it until nothing remains. */
export function retryByError(
  { unitOfWork, ids }: OperatingParts,
  actor: Actor,
  { error, handler, limit }: ByError,
): Promise<Retried> {
  return unitOfWork.run(actor, async (tx) => {
    const values = [error, handler ?? null];
    const found = await tx.read<RetriedKey>(
      `SELECT k.id, k.version, k.handler, k.key,
              (SELECT p.event_id FROM parked p WHERE p.handler = k.handler AND p.key = k.key AND p.lane = k.lane ORDER BY p.place LIMIT 1) AS event_id
         FROM parked_key k WHERE ${matching} ${notYet} ORDER BY k.since, k.id LIMIT $3 FOR NO KEY UPDATE OF k SKIP LOCKED`,
      [...values, limit],
    );
    const mine = found.map(({ id }) => id);
    const [rest] = await tx.read<{ remaining: number }>(
      `SELECT count(*)::int AS remaining FROM (SELECT FROM parked_key k WHERE ${matching} ${notYet} AND NOT k.id = ANY ($3) LIMIT ${countedEvents}) c`,
      [...values, mine],
    );
    tx.execute(
      `UPDATE parked_key SET attempts = 0, dead = false, next_at = clock_timestamp(), version = version + 1, updated_at = clock_timestamp() WHERE id = ANY ($1)`,
      [mine],
    );
    const reason = `The error contains "${error}".`;
    const deeds = found.map(({ version, event_id, ...key }) => {
      return {
        noun: 'parked key',
        type: 'EventRetried',
        ...key,
        version: version + 1,
        eventId: event_id ?? '',
        reason,
      } as const;
    });
    record(tx, ids, actor, deeds);
    return { retried: found.length, remaining: rest!.remaining };
  });
}
