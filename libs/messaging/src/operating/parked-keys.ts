import { type Actor, NotFound, Stale } from '@tributary/kernel';
import { CommandContext, type Page, type PageAsk, type Transaction } from '@tributary/persistence';
import { freeKey, type Queue } from '../delivery/handler-tables.js';
import { type Deed, record } from './deeds.js';
import { correctedData } from './event-data.js';
import { type FailedEvent, type ParkedKey, shown, type Stored } from './failed-event.js';
import { parkedEventList, parkedKeyColumns, type ParkedKeyFilter, parkedKeyList } from './failed-event-lists.js';
import type { OperatingParts } from './operating-parts.js';
import { type ByError, type Retried, retryByError } from './retry-by-error.js';

interface Waiting {
  readonly place: string;
  readonly event_id: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly value: Buffer | null;
}

type Locked = ParkedKey & Queue;

const ofEvent = 'handler = $1 AND key = $2 AND lane = $3 AND place = $4';

function placeOf({ handler, key, lane }: Queue, { place }: Waiting): unknown[] {
  return [handler, key, lane, place];
}

/** What operators see of parked keys and do about them. Everything they change is in the history, with who and why. */
export class ParkedKeys {
  constructor(private readonly parts: OperatingParts) {}

  list(actor: Actor, filter: ParkedKeyFilter, ask: PageAsk): Promise<Page<ParkedKey>> {
    return this.parts.reads.page<ParkedKey>(actor, parkedKeyList(filter), ask);
  }

  show(actor: Actor, id: string): Promise<ParkedKey> {
    const sql = `SELECT ${parkedKeyColumns} FROM parked_key k WHERE k.id = $1`;
    return this.parts.reads.one<ParkedKey>(actor, 'parked key', sql, [id]);
  }

  /** The events that wait, the one that fails first. */
  async events(actor: Actor, id: string, ask: PageAsk): Promise<Page<FailedEvent>> {
    const page = await this.parts.reads.page<Stored<FailedEvent>>(actor, parkedEventList(id), ask);
    if (page.items.length === 0 && ask.cursor === undefined) await this.show(actor, id);
    return { ...page, items: page.items.map(shown) };
  }

  /** Its events are tried again at once, with the whole schedule before them. */
  retry(actor: Actor, id: string): Promise<ParkedKey> {
    return this.#change(actor, id, async (tx, locked) => {
      const [head] = await this.#waiting(tx, locked, 1);
      this.#retryNow(tx, locked);
      return { type: 'EventRetried', eventId: head?.event_id ?? '' };
    });
  }

  retryByError(actor: Actor, by: ByError): Promise<Retried> {
    return retryByError(this.parts, actor, by);
  }

  /** The event gets other data, which fulfil its contract, and the key is tried again at once. */
  edit(actor: Actor, id: string, eventId: string, data: unknown, reason: string): Promise<ParkedKey> {
    return this.#change(actor, id, async (tx, locked) => {
      const event = await this.#event(tx, locked, eventId);
      const after = correctedData(this.parts.handlers(), locked.handler, event.headers, data);
      tx.execute(`UPDATE parked SET value = $5 WHERE ${ofEvent}`, [...placeOf(locked, event), after]);
      this.#retryNow(tx, locked);
      return { type: 'EventEdited', eventId, reason, before: event.value, after };
    });
  }

  /** The event will never take effect; those behind it are tried at once if it was the one that failed. */
  async discard(actor: Actor, id: string, eventId: string, reason: string): Promise<void> {
    await this.#change(actor, id, async (tx, locked) => {
      const event = await this.#event(tx, locked, eventId);
      const [head, next] = await this.#waiting(tx, locked, 2);
      tx.execute(`DELETE FROM parked WHERE ${ofEvent}`, placeOf(locked, event));
      if (next === undefined) freeKey(tx, locked);
      else if (head?.place === event.place) this.#retryNow(tx, locked);
      return { type: 'EventDiscarded', eventId, reason, before: event.value };
    });
  }

  // Waits for a retry that is under way, so that nothing is changed beneath it.
  #change(
    actor: Actor,
    id: string,
    work: (tx: Transaction, locked: Locked) => Promise<Pick<Deed, 'type' | 'eventId' | 'reason' | 'before' | 'after'>>,
  ): Promise<ParkedKey> {
    return this.parts.unitOfWork.run(actor, async (tx) => {
      const sql = `SELECT ${parkedKeyColumns}, k.lane FROM parked_key k WHERE k.id = $1 FOR NO KEY UPDATE OF k`;
      const [locked] = await tx.read<Locked>(sql, [id]);
      if (locked === undefined) throw new NotFound('parked key');
      const ifMatch = CommandContext.current()?.ifMatch;
      if (ifMatch !== undefined && ifMatch !== locked.version) throw new Stale();
      const deed = await work(tx, locked);
      const { handler, key, lane: _lane, ...state } = locked;
      const version = locked.version + 1;
      record(tx, this.parts.ids, actor, [{ noun: 'parked key', id, version, handler, key, ...deed }]);
      const now = new Date();
      const reset = { attempts: 0, dead: false, nextAttemptAt: now, updatedAt: now };
      return { ...state, handler, key, version, ...reset };
    });
  }

  #waiting(tx: Transaction, { handler, key, lane }: Queue, limit: number): Promise<Waiting[]> {
    return tx.read<Waiting>(
      `SELECT place, event_id, headers, value FROM parked WHERE handler = $1 AND key = $2 AND lane = $3 ORDER BY place LIMIT ${limit}`,
      [handler, key, lane],
    );
  }

  async #event(tx: Transaction, { handler, key, lane }: Queue, eventId: string): Promise<Waiting> {
    const [event] = await tx.read<Waiting>(
      `SELECT place, event_id, headers, value FROM parked WHERE handler = $1 AND key = $2 AND lane = $3 AND event_id = $4 ORDER BY place LIMIT 1`,
      [handler, key, lane, eventId],
    );
    if (event === undefined) throw new NotFound('event of this parked key');
    return event;
  }

  #retryNow(tx: Transaction, { id }: ParkedKey): void {
    tx.execute(
      `UPDATE parked_key SET attempts = 0, dead = false, next_at = clock_timestamp(), version = version + 1, updated_at = clock_timestamp() WHERE id = $1`,
      [id],
    );
  }
}
