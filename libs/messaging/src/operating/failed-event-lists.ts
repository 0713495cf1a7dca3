import type { ListSpec } from '@tributary/persistence';

/** A queue can be long; more than so many of its events are told as so many. */
export const countedEvents = 1000;

export interface ParkedKeyFilter {
  readonly handler?: string | undefined;
  readonly key?: string | undefined;
  readonly dead?: boolean | undefined;
  /** A part of the last error, in any case. */
  readonly error?: string | undefined;
  readonly updatedSince?: Date | undefined;
}

export interface DeadLetterFilter {
  readonly handler?: string | undefined;
  readonly key?: string | undefined;
  readonly topic?: string | undefined;
  readonly error?: string | undefined;
  readonly updatedSince?: Date | undefined;
}

type Condition = readonly [sql: string, value: unknown];

const contains = (column: string): string => `position(lower(?) IN lower(coalesce(${column}, ''))) > 0`;

export const parkedKeyColumns = `k.id, k.version, k.since AS "createdAt", k.updated_at AS "updatedAt", k.handler, k.key,
  (k.lane <> '') AS alone, k.attempts, CASE WHEN NOT k.dead THEN k.next_at END AS "nextAttemptAt", k.dead, k.last_error AS "lastError",
  (SELECT count(*)::int FROM (SELECT FROM parked p WHERE p.handler = k.handler AND p.key = k.key AND p.lane = k.lane LIMIT ${countedEvents}) c) AS waiting`;

export const deadLetterColumns = `d.id, 1 AS version, d.at AS "createdAt", d.at AS "updatedAt", d.handler, coalesce(d.key, '') AS key, d.reason,
  coalesce(d.headers ->> 'ce_id', '') AS "eventId", coalesce(d.headers ->> 'ce_source', '') AS source, coalesce(d.headers ->> 'ce_type', '') AS type,
  d.topic, d.partition, d.position::text AS position`;

export const failedEventColumns = `p.event_id AS "eventId", p.source, coalesce(p.headers ->> 'ce_type', '') AS type, p.topic, p.partition,
  p.position::text AS position, p.at AS "createdAt", p.headers, p.value`;

/** Keys whose first event fails, the newest first unless told. */
export function parkedKeyList({ handler, key, dead, error, updatedSince }: ParkedKeyFilter): ListSpec {
  return {
    select: `SELECT ${parkedKeyColumns} FROM parked_key k`,
    id: 'k.id',
    sorts: { createdAt: 'k.since', nextAttemptAt: 'k.next_at' },
    ...filtered([
      ['k.handler = ?', handler],
      ['k.key = ?', key],
      ['k.dead = ?', dead],
      [contains('k.last_error'), error],
      ['k.updated_at >= ?', updatedSince],
    ]),
  };
}

export function deadLetterList({ handler, key, topic, error, updatedSince }: DeadLetterFilter): ListSpec {
  return {
    select: `SELECT ${deadLetterColumns} FROM dead_letter d`,
    id: 'd.id',
    sorts: { createdAt: 'd.at' },
    ...filtered([
      ['d.handler = ?', handler],
      ['d.key = ?', key],
      ['d.topic = ?', topic],
      [contains('d.reason'), error],
      ['d.at >= ?', updatedSince],
    ]),
  };
}

/** The events of a parked key, the one that fails first. */
export function parkedEventList(id: string): ListSpec {
  return {
    select: `SELECT ${failedEventColumns} FROM parked p JOIN parked_key k ON p.handler = k.handler AND p.key = k.key AND p.lane = k.lane`,
    id: 'p.place',
    sorts: { place: 'p.place' },
    sort: 'place',
    ...filtered([['k.id = ?', id]]),
  };
}

/** What operators did, the newest first. */
export function interventionList(filter: { readonly handler?: string | undefined; readonly key?: string }): ListSpec {
  return {
    select: `SELECT h.id, h.noun, h.entity_id AS "entityId", h.type, h.subject, h.at, h.reason, h.before, h.after FROM history h`,
    id: 'h.id',
    sorts: { at: 'h.at' },
    sort: '-at',
    ...filtered(
      [
        [`h.before ->> 'handler' = ?`, filter.handler],
        [`h.before ->> 'key' = ?`, filter.key],
      ],
      `h.noun IN ('parked key', 'dead letter')`,
    ),
  };
}

/** The conditions whose value is given. */
export function filtered(conditions: readonly Condition[], always?: string): Pick<ListSpec, 'branches' | 'cursorSalt'> {
  const given = conditions.filter(([, value]) => value !== undefined);
  const where = given.map(([sql]) => sql);
  const params = given.map(([, value]) => value);
  return {
    branches: [{ where: always === undefined ? where : [always, ...where], params }],
    cursorSalt: JSON.stringify([where, params]),
  };
}
