import { type Actor, type Ids, NotFound, RandomIds } from '@tributary/kernel';
import { CommandContext, type Database, type Transaction, type UnitOfWork } from '@tributary/persistence';
import { freeKey, parkKey, queue } from './delivery/handler-tables.js';
import type { RawRecord } from './delivery/incoming.js';
import {
  type DeadLetter,
  deadLetterSql,
  type FailedEvent,
  type ParkedKey,
  parkedEventsSql,
  parkedKeysSql,
  shown,
  type Stored,
} from './failed-event-views.js';

interface Deed {
  readonly noun: 'parked event' | 'dead letter';
  readonly type: 'EventRetried' | 'EventEdited' | 'EventDiscarded';
  readonly handler: string;
  readonly key: string;
  readonly eventId: string;
  readonly reason?: string;
  readonly before?: string | null;
  readonly after?: string;
}

const letterId = /^\d{1,18}$/;
const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What operators do with events that a service could not handle. Everything they change is in the history, with who and why. */
export class FailedEvents {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: Ids = new RandomIds(),
  ) {}

  async parkedKeys(
    filter: { readonly handler?: string; readonly dead?: boolean; readonly limit?: number } = {},
  ): Promise<ParkedKey[]> {
    return this.#query<ParkedKey>(parkedKeysSql, [filter.handler ?? null, filter.dead ?? null, filter.limit ?? 50]);
  }

  /** The waiting events of a key, the one that fails first. */
  async parkedEvents(handler: string, key: string): Promise<FailedEvent[]> {
    return (await this.#query<Stored<FailedEvent>>(parkedEventsSql, [handler, key])).map(shown);
  }

  async deadLetters(filter: { readonly handler?: string; readonly limit?: number } = {}): Promise<DeadLetter[]> {
    return (
      await this.#query<Stored<DeadLetter>>(deadLetterSql, [filter.handler ?? null, null, filter.limit ?? 50])
    ).map(shown);
  }

  async deadLetter(id: string): Promise<DeadLetter> {
    const [letter] = letterId.test(id) ? await this.#query<Stored<DeadLetter>>(deadLetterSql, [null, id, 1]) : [];
    if (letter === undefined) throw new NotFound('dead letter');
    return shown(letter);
  }

  /** The key's events are tried again at once, with the whole schedule before them. */
  retryKey(actor: Actor, handler: string, key: string): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      await this.#lockKey(tx, handler, key);
      const [head] = await tx.read<{ event_id: string }>(
        'SELECT event_id FROM parked WHERE handler = $1 AND key = $2 ORDER BY place LIMIT 1',
        [handler, key],
      );
      this.#retryNow(tx, handler, key);
      this.#record(tx, actor, {
        noun: 'parked event',
        type: 'EventRetried',
        handler,
        key,
        eventId: head?.event_id ?? '',
      });
    });
  }

  /** The event gets other data and is tried again at once. */
  editParked(
    actor: Actor,
    handler: string,
    key: string,
    eventId: string,
    json: unknown,
    reason: string,
  ): Promise<void> {
    const after = JSON.stringify(json);
    return this.unitOfWork.run(actor, async (tx) => {
      const { before } = await this.#parkedEvent(tx, handler, key, eventId);
      tx.execute('UPDATE parked SET value = $4 WHERE handler = $1 AND key = $2 AND event_id = $3', [
        handler,
        key,
        eventId,
        Buffer.from(after),
      ]);
      this.#retryNow(tx, handler, key);
      this.#record(tx, actor, {
        noun: 'parked event',
        type: 'EventEdited',
        handler,
        key,
        eventId,
        reason,
        before,
        after,
      });
    });
  }

  /** The event never takes effect; those behind it are tried at once. */
  discardParked(actor: Actor, handler: string, key: string, eventId: string, reason: string): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      const { before, waiting } = await this.#parkedEvent(tx, handler, key, eventId);
      tx.execute('DELETE FROM parked WHERE handler = $1 AND key = $2 AND event_id = $3', [handler, key, eventId]);
      if (waiting === 1) freeKey(tx, handler, key);
      else this.#retryNow(tx, handler, key);
      this.#record(tx, actor, { noun: 'parked event', type: 'EventDiscarded', handler, key, eventId, reason, before });
    });
  }

  /** The letter goes to the end of its key's queue, with other data if given, and is tried at once: later events of the key may have taken effect before. */
  retryDeadLetter(
    actor: Actor,
    id: string,
    edited?: { readonly json: unknown; readonly reason: string },
  ): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      const { handler, raw, eventId } = await this.#takeLetter(tx, id);
      const after = edited === undefined ? undefined : JSON.stringify(edited.json);
      const value = after === undefined ? raw.value : Buffer.from(after);
      parkKey(tx, handler, raw.key, 'A dead letter to be tried again.', 0);
      queue(tx, handler, { raw: { ...raw, value }, source: raw.headers['ce_source'] ?? '', eventId });
      const deed = { noun: 'dead letter', handler, key: raw.key, eventId } as const;
      if (edited === undefined || after === undefined) this.#record(tx, actor, { ...deed, type: 'EventRetried' });
      else
        this.#record(tx, actor, {
          ...deed,
          type: 'EventEdited',
          reason: edited.reason,
          before: textOf(raw.value),
          after,
        });
    });
  }

  discardDeadLetter(actor: Actor, id: string, reason: string): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      const { handler, raw, eventId } = await this.#takeLetter(tx, id);
      this.#record(tx, actor, {
        noun: 'dead letter',
        type: 'EventDiscarded',
        handler,
        key: raw.key,
        eventId,
        reason,
        before: textOf(raw.value),
      });
    });
  }

  async #query<Row extends object>(sql: string, values: unknown[]): Promise<Row[]> {
    return (await this.database.pool('vendor').query<Row>(sql, values)).rows;
  }

  // Waits for a retry that is under way, so that nothing is changed beneath it.
  async #lockKey(tx: Transaction, handler: string, key: string): Promise<void> {
    const rows = await tx.read('SELECT FROM parked_key WHERE handler = $1 AND key = $2 FOR UPDATE', [handler, key]);
    if (rows.length === 0) throw new NotFound('parked key');
  }

  async #parkedEvent(
    tx: Transaction,
    handler: string,
    key: string,
    eventId: string,
  ): Promise<{ before: string | null; waiting: number }> {
    await this.#lockKey(tx, handler, key);
    const rows = await tx.read<{ event_id: string; value: Buffer | null }>(
      'SELECT event_id, value FROM parked WHERE handler = $1 AND key = $2',
      [handler, key],
    );
    const event = rows.find(({ event_id }) => event_id === eventId);
    if (event === undefined) throw new NotFound('parked event');
    return { before: textOf(event.value), waiting: rows.length };
  }

  #retryNow(tx: Transaction, handler: string, key: string): void {
    tx.execute(
      'UPDATE parked_key SET attempts = 0, dead = false, next_at = clock_timestamp() WHERE handler = $1 AND key = $2',
      [handler, key],
    );
  }

  async #takeLetter(tx: Transaction, id: string): Promise<{ handler: string; raw: RawRecord; eventId: string }> {
    const [row] = letterId.test(id)
      ? await tx.read<RawRecord & { handler: string }>(
          'SELECT handler, topic, partition, position, key, headers, value FROM dead_letter WHERE id = $1 FOR UPDATE',
          [id],
        )
      : [];
    if (row === undefined) throw new NotFound('dead letter');
    tx.execute('DELETE FROM dead_letter WHERE id = $1', [id]);
    const { handler, ...raw } = row;
    return {
      handler,
      raw: { ...raw, key: raw.key ?? '' },
      eventId: raw.headers['ce_id'] ?? `${raw.topic}/${raw.partition}/${raw.position}`,
    };
  }

  #record(tx: Transaction, actor: Actor, { noun, type, reason, eventId, before, after, ...place }: Deed): void {
    const entityId = uuid.test(eventId) ? eventId : this.ids.next();
    const correlationId = CommandContext.current()?.correlationId ?? this.ids.next();
    tx.execute(
      `INSERT INTO history (id, noun, entity_id, version, type, partner_id, subject, kind, at, reason, before, after, correlation_id)
       VALUES ($1, $2, $3, 0, $4, NULL, $5, $6, clock_timestamp(), $7, $8, $9, $10)`,
      [
        this.ids.next(),
        noun,
        entityId,
        type,
        actor.subject,
        actor.kind,
        reason ?? null,
        { ...place, eventId, value: before ?? null },
        { value: after ?? null },
        correlationId,
      ],
    );
  }
}

// A history entry is JSON in PostgreSQL, which has no place for U+0000.
function textOf(value: Buffer | null): string | null {
  return value === null ? null : value.toString('utf8').replaceAll('\0', '\ufffd');
}
