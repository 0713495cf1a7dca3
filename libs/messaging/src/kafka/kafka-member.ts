import type { EachBatchPayload } from 'kafkajs';
import type { ConsumeOptions } from '../event-log.js';
import { before } from './before.js';
import { brokerCode, type KafkaOptions } from './kafka-client.js';
import { recordOf } from './kafka-record.js';
import { KafkaSession } from './kafka-session.js';
import { PartitionWork } from './kafka-work.js';
import { LogClosed } from './log-closed.js';
import { Turns } from './turns.js';

const drainMs = 30_000;
const reopenMs = 1_000;
const enterMs = 30_000;
const loading = new Set(['GROUP_LOAD_IN_PROGRESS', 'GROUP_COORDINATOR_NOT_AVAILABLE', 'NOT_COORDINATOR_FOR_GROUP']);

/** Of a broker that has just begun: kafkajs asks for the coordinator of a group some times, and then says only that there is none. */
function isStillLoading(error: Error): boolean {
  return loading.has(brokerCode(error) ?? '') || error.name === 'KafkaJSGroupCoordinatorNotFound';
}

/**
 * One reader of a group. kafkajs fetches all partitions of a broker together and waits for all of them, so a partition that is slow or failing is left
 * at work behind its back, and what is fetched for it meanwhile is dropped: its position stays.
 */
export class KafkaMember {
  readonly #works = new Map<string, PartitionWork>();
  readonly #turns: Turns;
  readonly #joined: Promise<void>;
  readonly #closed: Promise<null>;
  #endWaiting: () => void = () => undefined;
  #trouble: Error | null = null;
  #session: KafkaSession | null = null;
  #closing: Promise<void> | null = null;

  constructor(
    private readonly kafka: KafkaOptions,
    private readonly options: ConsumeOptions,
    private readonly times: { readonly sessionMs: number; readonly handlerMs: number },
    /** Somebody deleted one of the topics, and without it kafkajs reads none. */
    private readonly onTopicLost: () => Promise<void>,
  ) {
    this.#turns = new Turns(options.concurrency ?? 4);
    this.#closed = new Promise((resolve) => (this.#endWaiting = () => resolve(null)));
    this.#joined = this.#enter();
    this.#joined.then(
      () => this.#stay(),
      () => undefined,
    );
  }

  get topics(): readonly string[] {
    return this.options.topics;
  }

  /** Why something is not read at the moment; null while everything is. */
  get failure(): string | null {
    if (this.#trouble !== null) return this.#trouble.message;
    const hung = [...this.#works.values()].find(({ overdue }) => overdue);
    if (hung === undefined) return null;
    return `The handler of partition ${hung.partition} of ${hung.topic} has not ended in ${this.times.handlerMs} ms.`;
  }

  joined(): Promise<void> {
    return this.#joined;
  }

  close(): Promise<void> {
    this.#closing ??= this.#leave();
    return this.#closing;
  }

  async #leave(): Promise<void> {
    this.#endWaiting();
    for (const work of this.#works.values()) work.lose();
    await before(drainMs, this.#atWork());
    await this.#session?.leave();
  }

  async #atWork(): Promise<void> {
    await Promise.all([...this.#works.values()].map(({ running }) => running ?? Promise.resolve()));
  }

  /** A broker that has just begun says for a while that it knows nothing of the group yet, and kafkajs takes that for hopeless. */
  async #enter(): Promise<void> {
    const end = performance.now() + enterMs;
    for (;;) {
      await this.#reopen();
      if (this.#trouble === null) return;
      if (!isStillLoading(this.#trouble) || this.#closing !== null || performance.now() > end) throw this.#trouble;
      await before(reopenMs, this.#closed);
    }
  }

  #newSession(): KafkaSession {
    return new KafkaSession(this.kafka, {
      group: this.options.group,
      topics: this.options.topics,
      sessionMs: this.times.sessionMs,
      // What is still at work is of an earlier generation: it may not commit over what others have done since.
      onJoined: () => this.#loseAll(),
      onFetched: (session, fetched) => this.#take(session, fetched),
    });
  }

  /** kafkajs gives up on what it takes for hopeless; the brokers may come back nevertheless. */
  async #stay(): Promise<void> {
    for (;;) {
      const session = this.#session!;
      const error = await Promise.race([session.failed, this.#closed]);
      if (error === null) return;
      this.#trouble = error;
      this.#loseAll();
      await session.leave();
      while (this.#trouble !== null) {
        await before(reopenMs * (0.5 + Math.random()), this.#closed);
        if (this.#closing !== null) return;
        await this.#reopen();
      }
    }
  }

  async #reopen(): Promise<void> {
    if (brokerCode(this.#trouble) === 'UNKNOWN_TOPIC_OR_PARTITION') await this.onTopicLost().catch(() => undefined);
    if (this.#closing !== null) {
      this.#trouble = new LogClosed();
      return;
    }
    const session = (this.#session = this.#newSession());
    try {
      await session.open();
      this.#trouble = null;
    } catch (error) {
      this.#trouble = error instanceof Error ? error : new Error(String(error));
      await session.leave();
    }
  }

  async #take(session: KafkaSession, { batch, resolveOffset, heartbeat }: EachBatchPayload): Promise<void> {
    if (this.#closing !== null || session !== this.#session) return;
    const { topic, partition } = batch;
    const work = this.#workOn(topic, partition);
    const beat = setInterval(() => void heartbeat().catch((error: unknown) => this.#missed(error)), this.#beatMs);
    try {
      await work.offer({
        records: batch.messages.map((message) => recordOf(message, topic, partition)),
        end: Number(batch.lastOffset()) + 1,
        commit: (next) => session.commit(topic, partition, next),
        goOn: (next) => resolveOffset(String(next - 1)),
      });
    } finally {
      clearInterval(beat);
    }
    const beaten = heartbeat().then(() => session.checkMembership());
    await beaten.catch(async (error: unknown) => {
      this.#missed(error);
      // What is at work may end and commit before the group gives out its partitions anew, if that does not take long.
      await before(this.times.sessionMs / 3, this.#atWork());
      throw error;
    });
  }

  get #beatMs(): number {
    return Math.max(100, Math.floor(this.times.sessionMs / 10));
  }

  #missed(error: unknown): void {
    const code = brokerCode(error);
    if (code === 'REBALANCE_IN_PROGRESS') for (const work of this.#works.values()) work.finish();
    if (code === 'ILLEGAL_GENERATION' || code === 'UNKNOWN_MEMBER_ID') this.#loseAll();
  }

  #loseAll(): void {
    for (const work of this.#works.values()) work.lose();
  }

  #workOn(topic: string, partition: number): PartitionWork {
    const name = `${partition}/${topic}`;
    let work = this.#works.get(name);
    if (work === undefined) {
      work = new PartitionWork(topic, partition, this.options, this.times.handlerMs, this.#turns);
      this.#works.set(name, work);
    }
    return work;
  }
}
