import { isUtf8 } from 'node:buffer';

/** A key whose first event fails, so that its later ones wait. `dead`: no retry is left, somebody must decide. */
export interface ParkedKey {
  readonly handler: string;
  readonly key: string;
  readonly since: Date;
  readonly attempts: number;
  readonly nextAt: Date;
  readonly lastError: string | null;
  readonly dead: boolean;
  readonly events: number;
}

/** `text` is the value where it is UTF-8, `bytes` the same in base64; both are null for a tombstone. */
export interface FailedEvent {
  readonly eventId: string;
  readonly source: string;
  readonly topic: string;
  readonly partition: number;
  readonly position: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string | null;
  readonly bytes: string | null;
  readonly at: Date;
}

export interface DeadLetter extends FailedEvent {
  readonly id: string;
  readonly handler: string;
  readonly key: string;
  readonly reason: string;
}

export type Stored<Event extends FailedEvent> = Omit<Event, 'text' | 'bytes'> & { readonly value: Buffer | null };

export function shown<Event extends FailedEvent>({ value, ...rest }: Stored<Event>): Event {
  const text = value !== null && isUtf8(value) ? value.toString('utf8') : null;
  return { ...rest, text, bytes: value?.toString('base64') ?? null } as unknown as Event;
}

export const parkedKeysSql = `
  SELECT k.handler, k.key, k.since, k.attempts, k.next_at AS "nextAt", k.last_error AS "lastError", k.dead,
         (SELECT count(*)::int FROM parked p WHERE p.handler = k.handler AND p.key = k.key) AS events
    FROM parked_key k
   WHERE ($1::text IS NULL OR k.handler = $1) AND ($2::boolean IS NULL OR k.dead = $2)
   ORDER BY k.since, k.handler, k.key LIMIT $3`;

export const parkedEventsSql = `
  SELECT event_id AS "eventId", source, topic, partition, position, headers, value, at
    FROM parked WHERE handler = $1 AND key = $2 ORDER BY place`;

export const deadLetterSql = `
  SELECT id, handler, coalesce(key, '') AS key, reason, coalesce(headers ->> 'ce_id', '') AS "eventId", coalesce(headers ->> 'ce_source', '') AS source,
         topic, partition, position, headers, value, at
    FROM dead_letter WHERE ($1::text IS NULL OR handler = $1) AND ($2::bigint IS NULL OR id = $2) ORDER BY id DESC LIMIT $3`;
