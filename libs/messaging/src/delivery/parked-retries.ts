import type { UnitOfWork } from '@tributary/persistence';
import type { Pool } from 'pg';
import { kindOf, sentenceOf } from './failure.js';
import type { DeliveryOptions, HandlerDelivery } from './handler-delivery.js';
import { bury, freeKey, type ParkedRow, postpone, takeParked, unqueue } from './handler-tables.js';
import type { RawRecord } from './incoming.js';

const keysPerRound = 50;

/** Tries parked keys again when they are due, each key's events in order and each in its own transaction; safe on any number of replicas. */
export class ParkedRetries {
  #timer: NodeJS.Timeout | null = null;
  #round: Promise<void> | null = null;
  #stopped = false;

  constructor(
    private readonly deliveries: ReadonlyMap<string, HandlerDelivery>,
    private readonly unitOfWork: UnitOfWork,
    private readonly pool: Pool,
    private readonly options: DeliveryOptions,
    private readonly everyMs: number,
  ) {}

  start(): void {
    this.#timer = setTimeout(() => {
      void this.tick()
        .catch(() => undefined)
        .finally(() => {
          if (!this.#stopped) this.start();
        });
    }, this.everyMs);
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#round?.catch(() => undefined);
  }

  /** One round; a round under way is joined. */
  tick(): Promise<void> {
    this.#round ??= this.#retryDue().finally(() => (this.#round = null));
    return this.#round;
  }

  async #retryDue(): Promise<void> {
    const { rows } = await this.pool.query<{ handler: string; key: string }>(
      `SELECT handler, key FROM parked_key WHERE handler = ANY ($1) AND NOT dead AND next_at <= clock_timestamp() ORDER BY next_at LIMIT ${keysPerRound}`,
      [[...this.deliveries.keys()]],
    );
    for (const { handler, key } of rows) {
      const delivery = this.deliveries.get(handler);
      while (delivery !== undefined && !this.#stopped && (await this.#retryHead(delivery, key)));
    }
  }

  /** True if the first event of the key's queue is done and there may be another. */
  async #retryHead(delivery: HandlerDelivery, key: string): Promise<boolean> {
    const { id } = delivery.handler;
    const tried: { attempts: number; head: ParkedRow | undefined } = { attempts: 0, head: undefined };
    try {
      return await this.unitOfWork.deliver(async (tx) => {
        const taken = await takeParked(tx, id, key);
        if (taken === null) return false;
        tried.attempts = taken.attempts;
        tried.head = taken.heads[0];
        if (tried.head === undefined) {
          freeKey(tx, id, key);
          return false;
        }
        await delivery.react(rawOf(key, tried.head));
        unqueue(tx, id, key, tried.head.place, taken.heads.length === 1);
        return taken.heads.length > 1;
      });
    } catch (error) {
      const kind = kindOf(error);
      if (kind === 'infrastructure' || tried.head === undefined) throw error;
      return this.#failed(id, key, tried.head, tried.attempts + 1, error, kind === 'permanent');
    }
  }

  async #failed(
    handler: string,
    key: string,
    head: ParkedRow,
    attempts: number,
    error: unknown,
    forGood: boolean,
  ): Promise<boolean> {
    const { retrySchedule, onIncident } = this.options;
    const sentence = sentenceOf(error);
    const isOver = forGood || attempts >= retrySchedule.length;
    onIncident({ what: isOver ? 'dead' : 'still-failing', handler, key, eventId: head.event_id, error: sentence });
    if (!forGood) {
      await this.unitOfWork.deliver(async (tx) => postpone(tx, handler, key, sentence, attempts, retrySchedule));
      return false;
    }
    return this.unitOfWork.deliver(async (tx) => {
      const taken = await takeParked(tx, handler, key);
      if (taken?.heads[0]?.place !== head.place) return false;
      bury(tx, handler, rawOf(key, head), sentence);
      unqueue(tx, handler, key, head.place, taken.heads.length === 1);
      return taken.heads.length > 1;
    });
  }
}

function rawOf(key: string, { topic, partition, position, headers, value }: ParkedRow): RawRecord {
  return { topic, partition, position: Number(position), key, headers, value };
}
