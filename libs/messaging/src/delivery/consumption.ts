import type { UnitOfWork } from '@tributary/persistence';
import type { Pool } from 'pg';
import { type Batch, type EventLog, RedeliverAfter } from '../event-log.js';
import { BehindItself, extendBacklog, leaveBehind } from './backlog.js';
import { CatchingUp } from './catching-up.js';
import { sentenceOf } from './failure.js';
import { type DeliveryOptions, type Handler, HandlerDelivery, HandlerStopped } from './handler-delivery.js';
import { ParkedRetries } from './parked-retries.js';
import { Rounds } from './rounds.js';
import { Waiting } from './waiting.js';

/** The place that waits when nothing can be read of what stopped handlers left behind. */
export const backlogs = 'backlogs';

interface Subscribed {
  readonly handler: Handler;
  readonly topics: ReadonlySet<string>;
}

interface ConsumptionOptions {
  readonly log: EventLog;
  readonly unitOfWork: UnitOfWork;
  readonly pool: Pool;
  readonly retryEveryMs: number;
  readonly delivery: DeliveryOptions;
}

/** Gives each batch of the log to the handlers that it concerns, one after the other, and acknowledges it when all are through. */
export class Consumption {
  readonly deliveries: ReadonlyMap<string, HandlerDelivery>;
  readonly waiting: Waiting;
  readonly #retries: ParkedRetries;
  readonly #catchUps: Rounds;
  readonly #byTopic = new Map<string, HandlerDelivery[]>();

  constructor(
    handlers: readonly Subscribed[],
    private readonly options: ConsumptionOptions,
  ) {
    const { log, unitOfWork, pool, delivery, retryEveryMs } = options;
    const deliveries = handlers.map(({ handler, topics }) => {
      const one = new HandlerDelivery(handler, unitOfWork, delivery);
      for (const topic of topics) this.#byTopic.set(topic, [...(this.#byTopic.get(topic) ?? []), one]);
      return [handler.id, one] as const;
    });
    this.deliveries = new Map(deliveries);
    this.waiting = new Waiting(delivery.onIncident);
    this.#retries = new ParkedRetries(this.deliveries, unitOfWork, pool, delivery, retryEveryMs);
    const { onIncident } = delivery;
    const isStopped = (): boolean => this.#catchUps.isStopped;
    const catchingUp = new CatchingUp({ log, pool, deliveries: this.deliveries, onIncident, isStopped });
    this.#catchUps = new Rounds(() => this.waiting.through(backlogs, () => catchingUp.round()), retryEveryMs);
  }

  start(): void {
    this.#retries.start();
    this.#catchUps.start();
  }

  async stop(): Promise<void> {
    await Promise.all([this.#retries.stop(), this.#catchUps.stop()]);
  }

  async take(batch: Batch): Promise<void> {
    let failure: unknown;
    for (const delivery of this.#byTopic.get(batch.topic) ?? []) {
      // A handler that fails on what comes is left behind; one that is only kept waiting by the database waits with its partition.
      await this.#give(batch, delivery).catch((error: unknown) => (failure = error));
      if (batch.signal.aborted) break;
    }
    const place = `${batch.topic}/${batch.partition}`;
    if (failure !== undefined) throw new RedeliverAfter(this.waiting.begin(place, sentenceOf(failure)), failure);
    this.waiting.end(place);
    if (!batch.signal.aborted) await batch.commit(batch.records[batch.records.length - 1]!.position + 1);
  }

  async #give(batch: Batch, delivery: HandlerDelivery): Promise<void> {
    const { pool } = this.options;
    const events = delivery.concernedBy(batch);
    const until = batch.records[batch.records.length - 1]!.position + 1;
    const place = { handler: delivery.handler.id, topic: batch.topic, partition: batch.partition, until };
    while (events.length > 0) {
      try {
        return await delivery.deliver(events, { isStopped: () => batch.signal.aborted });
      } catch (error) {
        if (error instanceof HandlerStopped) return leaveBehind(pool, { ...place, next: error.from });
        if (!(error instanceof BehindItself)) throw error;
        if (await extendBacklog(pool, place)) return;
      }
    }
  }
}
