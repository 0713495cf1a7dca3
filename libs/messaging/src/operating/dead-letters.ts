import { type Actor, NotFound, Stale } from '@tributary/kernel';
import { CommandContext, type Page, type PageAsk, type Transaction } from '@tributary/persistence';
import { enqueue, parkKey, type Queue } from '../delivery/handler-tables.js';
import type { Incoming, RawRecord } from '../delivery/incoming.js';
import { type Deed, record } from './deeds.js';
import { correctedData } from './event-data.js';
import { type DeadLetter, shown, type Stored } from './failed-event.js';
import { deadLetterColumns, type DeadLetterFilter, deadLetterList } from './failed-event-lists.js';
import type { OperatingParts } from './operating-parts.js';

type Listed = Omit<DeadLetter, 'text' | 'base64' | 'headers'>;

/** What operators see of dead letters and do about them. One that is tried again becomes a parked key until it has taken effect. */
export class DeadLetters {
  constructor(private readonly parts: OperatingParts) {}

  list(actor: Actor, filter: DeadLetterFilter, ask: PageAsk): Promise<Page<Listed>> {
    return this.parts.reads.page<Listed>(actor, deadLetterList(filter), ask);
  }

  async show(actor: Actor, id: string): Promise<DeadLetter> {
    const sql = `SELECT ${deadLetterColumns}, d.headers, d.value FROM dead_letter d WHERE d.id = $1`;
    return shown(await this.parts.reads.one<Stored<DeadLetter>>(actor, 'dead letter', sql, [id]));
  }

  /** As it is: for when the handler has been mended meanwhile. */
  retry(actor: Actor, id: string): Promise<void> {
    return this.#take(actor, id, (tx, { handler, raw, eventId }) => {
      this.#park(tx, handler, raw, eventId);
      return { type: 'EventRetried' };
    });
  }

  edit(actor: Actor, id: string, data: unknown, reason: string): Promise<void> {
    return this.#take(actor, id, (tx, { handler, raw, eventId }) => {
      const after = correctedData(this.parts.handlers(), handler, raw.headers, data);
      this.#park(tx, handler, { ...raw, value: after }, eventId);
      return { type: 'EventEdited', reason, before: raw.value, after };
    });
  }

  discard(actor: Actor, id: string, reason: string): Promise<void> {
    return this.#take(actor, id, (_tx, { raw }) => ({ type: 'EventDiscarded', reason, before: raw.value }));
  }

  #park(tx: Transaction, handler: string, raw: RawRecord, eventId: string): void {
    const event: Incoming = { raw, source: raw.headers['ce_source'] ?? '', eventId };
    const queue: Queue = this.parts.handlers().get(handler)?.queueOf(event) ?? { handler, key: raw.key, lane: '' };
    parkKey(tx, queue, 'A dead letter that an operator lets try again.', 0);
    enqueue(tx, queue, event);
  }

  #take(
    actor: Actor,
    id: string,
    work: (
      tx: Transaction,
      letter: { handler: string; raw: RawRecord; eventId: string },
    ) => Pick<Deed, 'type' | 'reason' | 'before' | 'after'>,
  ): Promise<void> {
    return this.parts.unitOfWork.run(actor, async (tx) => {
      const [row] = await tx.read<RawRecord & { handler: string }>(
        `SELECT handler, topic, partition, position, coalesce(key, '') AS key, headers, value FROM dead_letter WHERE id = $1 FOR UPDATE`,
        [id],
      );
      if (row === undefined) throw new NotFound('dead letter');
      // A dead letter does not change: it is there or it is not.
      if ((CommandContext.current()?.ifMatch ?? 1) !== 1) throw new Stale();
      tx.execute('DELETE FROM dead_letter WHERE id = $1', [id]);
      const { handler, ...raw } = row;
      const eventId = raw.headers['ce_id'] ?? `${raw.topic}/${raw.partition}/${raw.position}`;
      const deed = work(tx, { handler, raw, eventId });
      record(tx, this.parts.ids, actor, [
        { noun: 'dead letter', id, version: 2, handler, key: raw.key, eventId, ...deed },
      ]);
    });
  }
}
