import type { Admin, Kafka } from 'kafkajs';
import {
  type ConsumeOptions,
  EventLog,
  type Extent,
  type LogHealth,
  type NewRecord,
  type ReplayOptions,
  type Subscription,
  type TopicSpec,
} from '../event-log.js';
import { KafkaAppender } from './kafka-appender.js';
import { kafkaClient, type KafkaOptions } from './kafka-client.js';
import { KafkaMember } from './kafka-member.js';
import { replay } from './kafka-replay.js';
import { KafkaTopics } from './kafka-topics.js';

/** The event log on Apache Kafka, 3.x or 4.x, by kafkajs. */
export class KafkaEventLog extends EventLog {
  readonly #kafka: Kafka;
  readonly #appender: KafkaAppender;
  readonly #topics: KafkaTopics;
  readonly #members = new Map<KafkaMember, string>();
  #admin: Promise<Admin> | null = null;

  constructor(private readonly options: KafkaOptions) {
    super();
    this.#kafka = kafkaClient(options);
    this.#appender = new KafkaAppender(this.#kafka);
    this.#topics = new KafkaTopics(() => this.#connected(), options);
  }

  ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    return this.#topics.ensure(topics);
  }

  partitions(topic: string): Promise<number> {
    return this.#topics.partitions(topic);
  }

  async append(topic: string, partition: number, records: readonly NewRecord[], deadlineMs: number): Promise<void> {
    if (records.length === 0) return;
    await this.#topics.partitions(topic);
    await this.#appender.append(topic, partition, records, deadlineMs);
  }

  async consume(options: ConsumeOptions): Promise<Subscription> {
    await this.ensureTopics(options.topics.map((topic) => ({ topic })));
    const { sessionMs = 30_000, handlerMs = 30_000 } = this.options;
    const member = new KafkaMember(this.#kafka, options, { sessionMs, handlerMs });
    this.#members.set(member, options.group);
    await member.joined();
    return {
      close: async () => {
        await member.close();
        this.#members.delete(member);
      },
    };
  }

  async replay(options: ReplayOptions): Promise<readonly Extent[]> {
    return replay(this.#kafka, await this.#topics.extents(options.topics), options);
  }

  async lagByTopic(group: string): Promise<ReadonlyMap<string, number>> {
    const admin = await this.#connected();
    const committed = new Map<string, number>();
    for (const { topic, partitions } of await admin.fetchOffsets({ groupId: group }))
      for (const { partition, offset } of partitions) committed.set(`${partition}/${topic}`, Number(offset));
    const joined = [...this.#members].flatMap(([member, of]) => (of === group ? member.topics : []));
    const topics = new Set([...committed.keys()].map((name) => name.slice(name.indexOf('/') + 1)).concat(joined));
    const extents = await this.#topics.extents([...topics]);
    const lags = new Map<string, number>();
    for (const { topic, partition, first, next } of extents) {
      const lag = next - Math.max(first, committed.get(`${partition}/${topic}`) ?? -1);
      lags.set(topic, (lags.get(topic) ?? 0) + lag);
    }
    return lags;
  }

  async health(): Promise<LogHealth> {
    try {
      const { brokers } = await (await this.#connected()).describeCluster();
      if (brokers.length === 0) return { ok: false, detail: 'No broker answers.' };
    } catch (error) {
      return { ok: false, detail: error instanceof Error ? error.message : String(error) };
    }
    const failing = [...this.#members.keys()].find(({ failure }) => failure !== null);
    return failing ? { ok: false, detail: failing.failure! } : { ok: true };
  }

  async close(): Promise<void> {
    await Promise.all([...this.#members.keys()].map((member) => member.close()));
    await this.#appender.close();
    const admin = this.#admin;
    this.#admin = null;
    await admin?.then((each) => each.disconnect()).catch(() => undefined);
  }

  #connected(): Promise<Admin> {
    if (this.#admin === null) {
      const opening = (this.#admin = this.#open());
      opening.catch(() => {
        if (this.#admin === opening) this.#admin = null;
      });
    }
    return this.#admin;
  }

  async #open(): Promise<Admin> {
    const admin = this.#kafka.admin();
    await admin.connect();
    return admin;
  }
}
