import type { UnitOfWork } from '@tributary/persistence';
import type { Pool } from 'pg';
import { kindOf, sentenceOf } from './failure.js';
import type { DeliveryOptions, HandlerDelivery } from './handler-delivery.js';
import { bury, dequeue, freeKey, type ParkedRow, postpone, type Queue, takeParked } from './handler-tables.js';
import type { RawRecord } from './incoming.js';
import { Rounds } from './rounds.js';

const keysPerRound = 50;

interface Tried {
  readonly attempts: number;
  readonly version: number;
  readonly head: ParkedRow;
}

/** Tries parked keys again when they are due, each key's events in order and each in its own transaction; safe on any number of replicas. */
export class ParkedRetries {
  readonly #rounds: Rounds;

  constructor(
    private readonly deliveries: ReadonlyMap<string, HandlerDelivery>,
    private readonly unitOfWork: UnitOfWork,
    private readonly pool: Pool,
    private readonly options: DeliveryOptions,
    everyMs: number,
  ) {
    this.#rounds = new Rounds(() => this.#retryDue(), everyMs);
  }

  start(): void {
    this.#rounds.start();
  }

  stop(): Promise<void> {
    return this.#rounds.stop();
  }

  async #retryDue(): Promise<void> {
    const { rows } = await this.pool.query<Queue>(
      `SELECT handler, key, lane FROM parked_key WHERE handler = ANY ($1) AND NOT dead AND next_at <= clock_timestamp() ORDER BY next_at LIMIT ${keysPerRound}`,
      [[...this.deliveries.keys()]],
    );
    for (const queue of rows) {
      const delivery = this.deliveries.get(queue.handler);
      while (delivery !== undefined && !this.#rounds.isStopped && (await this.#retryHead(delivery, queue)));
    }
  }

  /** True if the first event of the queue is done and there may be another. */
  async #retryHead(delivery: HandlerDelivery, queue: Queue): Promise<boolean> {
    let tried = null as Tried | null;
    try {
      return await this.unitOfWork.deliver(async (tx) => {
        const taken = await takeParked(tx, queue);
        if (taken === null) return false;
        const [head] = taken.heads;
        if (head === undefined) {
          freeKey(tx, queue);
          return false;
        }
        tried = { head, attempts: taken.attempts + 1, version: taken.version };
        delivery.retried += 1;
        await delivery.react(rawOf(queue.key, head));
        dequeue(tx, queue, head.place, taken.heads.length === 1);
        return taken.heads.length > 1;
      });
    } catch (error) {
      const kind = kindOf(error);
      if (kind === 'infrastructure' || tried === null) throw error;
      return this.#failed(queue, tried, error, kind === 'permanent');
    }
  }

  async #failed(queue: Queue, tried: Tried, error: unknown, forGood: boolean): Promise<boolean> {
    const { head, attempts, version } = tried;
    const { handler, key } = queue;
    const { retrySchedule, onIncident } = this.options;
    const sentence = sentenceOf(error);
    const isOver = forGood || attempts >= retrySchedule.length;
    onIncident({ what: isOver ? 'dead' : 'still-failing', handler, key, eventId: head.event_id, error: sentence });
    if (!forGood) {
      await this.unitOfWork.deliver(async (tx) => postpone(tx, queue, sentence, tried, retrySchedule));
      return false;
    }
    return this.unitOfWork.deliver(async (tx) => {
      const taken = await takeParked(tx, queue);
      if (taken === null) return false;
      // Somebody has discarded or corrected it since: it is not what failed.
      if (taken.version !== version) return true;
      bury(tx, handler, rawOf(key, head), sentence);
      dequeue(tx, queue, head.place, taken.heads.length === 1);
      return taken.heads.length > 1;
    });
  }
}

function rawOf(key: string, { topic, partition, position, headers, value }: ParkedRow): RawRecord {
  return { topic, partition, position: Number(position), key, headers, value };
}
