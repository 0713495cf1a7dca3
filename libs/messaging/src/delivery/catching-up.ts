import type { Pool, PoolClient } from 'pg';
import type { Batch, EventLog, Extent } from '../event-log.js';
import { type Backlog, backlogsOf, claimBacklog, endBacklog, holdBacklog, moveBacklog } from './backlog.js';
import { type DeliveryOptions, type HandlerDelivery, HandlerStopped } from './handler-delivery.js';

/** Events of one backlog before it is another one's turn. */
const eventsPerTurn = 10_000;
const batchSize = 100;

/** Thrown to end a walk over the log before its end. */
class Enough extends Error {}

interface CatchingUpParts {
  readonly log: EventLog;
  readonly pool: Pool;
  readonly deliveries: ReadonlyMap<string, HandlerDelivery>;
  readonly onIncident: DeliveryOptions['onIncident'];
  readonly isStopped: () => boolean;
}

/** Gives handlers that were stopped what they have left on the log, from where each was and in order, until it is where its partition is. Safe on any number of replicas. */
export class CatchingUp {
  constructor(private readonly parts: CatchingUpParts) {}

  async round(): Promise<void> {
    const { pool, deliveries, isStopped } = this.parts;
    for (const backlog of await backlogsOf(pool, [...deliveries.keys()])) {
      const delivery = deliveries.get(backlog.handler)!;
      if (isStopped()) return;
      if (delivery.breaker.waitMs === 0) await this.#claim(delivery, backlog);
    }
  }

  async #claim(delivery: HandlerDelivery, backlog: Backlog): Promise<void> {
    const client = await this.parts.pool.connect();
    try {
      if (await claimBacklog(client, backlog)) await new Walk(this.parts, delivery, client, backlog).go();
    } finally {
      // The claim ends with its connection, whatever has become of it.
      client.release(true);
    }
  }
}

/** One turn on one backlog. */
class Walk {
  #place: Backlog;
  #taken = 0;

  constructor(
    private readonly parts: CatchingUpParts,
    private readonly delivery: HandlerDelivery,
    private readonly client: PoolClient,
    backlog: Backlog,
  ) {
    this.#place = backlog;
  }

  async go(): Promise<void> {
    try {
      await this.#readOn();
      await this.#handBack();
    } catch (error) {
      if (!(error instanceof Enough)) throw error;
    }
  }

  /** What the partition has gone on meanwhile is taken while it waits; then the handler is with the others again. */
  async #handBack(): Promise<void> {
    await this.client.query('BEGIN');
    try {
      const until = await holdBacklog(this.client, this.#place);
      if (until === null) return;
      if (until > this.#place.next) await this.#readOn();
      await endBacklog(this.client, this.#place);
    } finally {
      await this.client.query('COMMIT');
    }
  }

  /** Everything that is on the log now. */
  async #readOn(): Promise<void> {
    const { topic, partition } = this.#place;
    const partitions = await this.parts.log.partitions(topic);
    const after = Array.from({ length: partitions }, (_, at) => {
      const next = at === partition ? this.#place.next : Number.MAX_SAFE_INTEGER;
      return { topic, partition: at, first: 0, next } satisfies Extent;
    });
    const extents = await this.parts.log.replay({
      topics: [topic],
      after,
      batchSize,
      onBatch: (batch) => this.#give(batch),
    });
    const end = extents.find((extent) => extent.partition === partition)?.next ?? 0;
    this.#noteLost(end);
    if (end > this.#place.next) await this.#move(end);
  }

  async #give(batch: Pick<Batch, 'topic' | 'partition' | 'records'>): Promise<void> {
    const { isStopped } = this.parts;
    if (isStopped()) throw new Enough();
    this.#noteLost(batch.records[0]!.position);
    try {
      await this.delivery.deliver(this.delivery.concernedBy(batch), { isStopped, isBacklog: true });
    } catch (error) {
      if (!(error instanceof HandlerStopped)) throw error;
      await this.#move(error.from);
      throw new Enough();
    }
    if (isStopped()) throw new Enough();
    await this.#move(batch.records[batch.records.length - 1]!.position + 1);
    this.#taken += batch.records.length;
    if (this.#taken >= eventsPerTurn) throw new Enough();
  }

  async #move(next: number): Promise<void> {
    if (!(await moveBacklog(this.client, this.#place, next))) throw new Enough();
    this.#place = { ...this.#place, next };
  }

  /** A compacted topic has gaps, any other one where retention was faster than the handler. */
  #noteLost(position: number): void {
    const { handler, topic, partition, next } = this.#place;
    if (position <= next || topic.endsWith('.state')) return;
    const error = `Retention took positions ${next} to ${position - 1} of ${topic}/${partition} before the handler came to them.`;
    this.parts.onIncident({ what: 'lost', handler, error });
  }
}
