import type { UnitOfWork } from '@tributary/persistence';
import type { Pool } from 'pg';
import { type Batch, RedeliverAfter } from '../event-log.js';
import { sentenceOf } from './failure.js';
import { type DeliveryOptions, type Handler, HandlerDelivery, HandlerStopped } from './handler-delivery.js';
import { incoming } from './incoming.js';
import { ParkedRetries } from './parked-retries.js';

const firstPauseMs = 200;
const longestPauseMs = 30_000;
const graceMs = 1000;

interface Subscribed {
  readonly handler: Handler;
  readonly topics: ReadonlySet<string>;
}

interface ConsumptionOptions {
  readonly unitOfWork: UnitOfWork;
  readonly pool: Pool;
  readonly retryEveryMs: number;
  readonly delivery: DeliveryOptions;
}

/** Gives each batch of the log to the handlers that it concerns, one after the other, and acknowledges it when all are through. */
export class Consumption {
  readonly deliveries: readonly HandlerDelivery[];
  readonly retries: ParkedRetries;
  readonly #byTopic = new Map<string, HandlerDelivery[]>();
  readonly #waiting = new Map<string, { pauses: number; reason: string; until: number }>();

  constructor(
    handlers: readonly Subscribed[],
    private readonly options: ConsumptionOptions,
  ) {
    const { unitOfWork, pool, delivery, retryEveryMs } = options;
    this.deliveries = handlers.map(({ handler, topics }) => {
      const one = new HandlerDelivery(handler, unitOfWork, delivery);
      for (const topic of topics) this.#byTopic.set(topic, [...(this.#byTopic.get(topic) ?? []), one]);
      return one;
    });
    const byId = new Map(this.deliveries.map((one) => [one.handler.id, one]));
    this.retries = new ParkedRetries(byId, unitOfWork, pool, delivery, retryEveryMs);
  }

  /** Why partitions wait at the moment. */
  get troubles(): string[] {
    const now = performance.now();
    return [...new Set([...this.#waiting.values()].filter(({ until }) => until > now).map(({ reason }) => reason))];
  }

  async take(batch: Batch): Promise<void> {
    const place = `${batch.partition}/${batch.topic}`;
    const events = batch.records.map((record) => incoming(record, batch.topic, batch.partition));
    let failure: unknown;
    for (const delivery of this.#byTopic.get(batch.topic) ?? []) {
      const { definitions } = delivery.handler;
      // A tombstone says nothing more than the erasure before it. What has no type nobody can route: every handler of the topic buries it.
      const concerned = events.filter(
        ({ raw }) => raw.value !== null && definitions.has(raw.headers['ce_type'] ?? definitions.keys().next().value!),
      );
      if (concerned.length === 0) continue;
      try {
        await delivery.deliver(concerned, () => batch.signal.aborted);
      } catch (error) {
        failure = this.#worse(failure, error);
      }
      if (batch.signal.aborted) break;
    }
    if (failure !== undefined) throw this.#pause(place, failure);
    this.#waiting.delete(place);
    if (!batch.signal.aborted) await batch.commit(batch.records[batch.records.length - 1]!.position + 1);
  }

  #worse(one: unknown, other: unknown): unknown {
    return one === undefined || one instanceof HandlerStopped ? other : one;
  }

  #pause(place: string, error: unknown): RedeliverAfter {
    if (error instanceof HandlerStopped) return new RedeliverAfter(error.waitMs, error);
    const pauses = (this.#waiting.get(place)?.pauses ?? 0) + 1;
    const reason = sentenceOf(error);
    const delayMs = Math.min(longestPauseMs, firstPauseMs * 2 ** Math.min(pauses - 1, 10)) * (0.75 + Math.random() / 2);
    // A partition that goes to another process meanwhile is its trouble then: ours ends by itself.
    this.#waiting.set(place, { pauses, reason, until: performance.now() + 2 * delayMs + graceMs });
    if (pauses === 1) this.options.delivery.onIncident({ what: 'waiting', handler: place, error: reason });
    return new RedeliverAfter(delayMs, error);
  }
}
