import type { Consumer, EachBatchPayload, Kafka } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ConsumeOptions, Fenced } from '../event-log.js';
import { brokerCode } from './kafka-client.js';
import { recordOf } from './kafka-record.js';
import { PartitionWork, Turns } from './kafka-work.js';

// While some partition is at work the others of its broker are not fetched for: so long at most.
const momentMs = 200;
const drainMs = 30_000;
const reopenMs = 2_000;
const lostGroup = new Set(['ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'REBALANCE_IN_PROGRESS', 'FENCED_INSTANCE_ID']);

/**
 * One reader of a group. kafkajs fetches all partitions of a broker together and waits for all of them, so a partition that is slow or failing is left
 * at work behind its back, and what is fetched for it meanwhile is dropped: its position stays.
 */
export class KafkaMember {
  /** Why nothing is read at the moment; null while it is. */
  failure: string | null = null;
  readonly #works = new Map<string, PartitionWork>();
  readonly #turns: Turns;
  #consumer: Promise<Consumer>;
  #resolved = new Map<string, (offset: string) => void>();
  #closing: Promise<void> | null = null;

  constructor(
    private readonly kafka: Kafka,
    private readonly options: ConsumeOptions,
    private readonly times: { readonly sessionMs: number; readonly handlerMs: number },
  ) {
    this.#turns = new Turns(options.concurrency ?? 4);
    this.#consumer = this.#open();
  }

  get topics(): readonly string[] {
    return this.options.topics;
  }

  async joined(): Promise<void> {
    await this.#consumer;
  }

  close(): Promise<void> {
    this.#closing ??= this.#leave();
    return this.#closing;
  }

  async #leave(): Promise<void> {
    for (const work of this.#works.values()) work.lose();
    const running = Promise.all([...this.#works.values()].map(async (work) => work.running));
    const late = new AbortController();
    await Promise.race([running, sleep(drainMs, undefined, { signal: late.signal }).catch(() => undefined)]);
    late.abort();
    await this.#consumer.then((each) => each.disconnect()).catch(() => undefined);
  }

  async #open(): Promise<Consumer> {
    const { sessionMs } = this.times;
    const consumer = this.kafka.consumer({
      groupId: this.options.group,
      sessionTimeout: sessionMs,
      heartbeatInterval: Math.floor(sessionMs / 10),
      rebalanceTimeout: 60_000,
      maxWaitTimeInMs: 250,
      allowAutoTopicCreation: false,
      retry: { retries: 10, initialRetryTime: 100, maxRetryTime: 5_000 },
    });
    consumer.on('consumer.crash', ({ payload: { error, restart } }) => {
      this.failure = error.message;
      if (!restart) void this.#reopen(consumer);
    });
    consumer.on('consumer.group_join', ({ payload: { memberAssignment } }) => {
      this.failure = null;
      for (const [name, work] of this.#works) {
        const { topic, partition } = placeOf(name);
        if (memberAssignment[topic]?.includes(partition) !== true) work.lose();
      }
    });
    await consumer.connect();
    await consumer.subscribe({ topics: [...this.options.topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatchAutoResolve: false,
      partitionsConsumedConcurrently: 1_000,
      eachBatch: (payload) => this.#take(consumer, payload),
    });
    return consumer;
  }

  /** kafkajs gave up on what it took for hopeless; the brokers may come back nevertheless. */
  async #reopen(crashed: Consumer): Promise<void> {
    await crashed.disconnect().catch(() => undefined);
    while (this.#closing === null) {
      await sleep(reopenMs);
      const opening = this.#open();
      try {
        await opening;
        this.#consumer = opening;
        return;
      } catch (error) {
        this.failure = error instanceof Error ? error.message : String(error);
      }
    }
  }

  async #take(consumer: Consumer, { batch, resolveOffset, heartbeat }: EachBatchPayload): Promise<void> {
    if (this.#closing !== null) return;
    const { topic, partition } = batch;
    this.#resolved.set(nameOf(topic, partition), resolveOffset);
    const records = batch.messages.map((message) => recordOf(message, topic, partition));
    await this.#workOn(consumer, topic, partition).offer(records, momentMs);
    await heartbeat();
  }

  #workOn(consumer: Consumer, topic: string, partition: number): PartitionWork {
    const name = nameOf(topic, partition);
    let work = this.#works.get(name);
    if (work === undefined) {
      const commit = (next: number): Promise<void> => this.#commit(consumer, topic, partition, next);
      work = new PartitionWork({ topic, partition, commit }, this.options, this.times.handlerMs, this.#turns);
      this.#works.set(name, work);
    }
    return work;
  }

  async #commit(consumer: Consumer, topic: string, partition: number, next: number): Promise<void> {
    try {
      await consumer.commitOffsets([{ topic, partition, offset: String(next) }]);
    } catch (error) {
      throw lostGroup.has(brokerCode(error) ?? '') ? new Fenced(topic, partition) : error;
    }
    this.#resolved.get(nameOf(topic, partition))?.(String(next - 1));
  }
}

const nameOf = (topic: string, partition: number): string => `${partition}/${topic}`;

function placeOf(name: string): { topic: string; partition: number } {
  const at = name.indexOf('/');
  return { topic: name.slice(at + 1), partition: Number(name.slice(0, at)) };
}
