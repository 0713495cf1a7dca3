import {
  type ConsumeOptions,
  EventLog,
  type Extent,
  type LogHealth,
  type NewRecord,
  type ReplayOptions,
  type Subscription,
  type TopicSpec,
  UnknownTopic,
} from '../event-log.js';
import { KafkaAdmin } from './kafka-admin.js';
import { LogClosed } from './log-closed.js';
import { KafkaAppender } from './kafka-appender.js';
import { brokerCode, kafkaClient, type KafkaOptions } from './kafka-client.js';
import { KafkaConnections } from './kafka-connections.js';
import { KafkaMember } from './kafka-member.js';
import { replay } from './kafka-replay.js';
import { KafkaSender } from './kafka-sender.js';
import { KafkaTopics } from './kafka-topics.js';

/** The event log on Apache Kafka, 3.x or 4.x, by kafkajs. */
export class KafkaEventLog extends EventLog {
  readonly #admin: KafkaAdmin;
  readonly #appender: KafkaAppender;
  readonly #topics: KafkaTopics;
  readonly #members = new Map<KafkaMember, string>();
  #isClosed = false;

  constructor(private readonly options: KafkaOptions) {
    super();
    this.#admin = new KafkaAdmin(options);
    this.#appender = new KafkaAppender(() => {
      const connections = new KafkaConnections(options.sockets);
      return new KafkaSender(kafkaClient(options, connections), connections);
    });
    this.#topics = new KafkaTopics(this.#admin, options);
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
    try {
      await this.#appender.append(topic, partition, records, deadlineMs);
    } catch (error) {
      if (brokerCode(error) === 'UNKNOWN_TOPIC_OR_PARTITION') this.#topics.forget(topic);
      throw error;
    }
  }

  async consume(options: ConsumeOptions): Promise<Subscription> {
    const make = (): Promise<void> => this.ensureTopics(options.topics.map((topic) => ({ topic })));
    await make();
    if (this.#isClosed) throw new LogClosed();
    const { sessionMs = 30_000, handlerMs = 30_000 } = this.options;
    const member = new KafkaMember(this.options, options, { sessionMs, handlerMs }, async () => {
      for (const topic of options.topics) this.#topics.forget(topic);
      await make();
    });
    this.#members.set(member, options.group);
    const close = async (): Promise<void> => {
      await member.close();
      this.#members.delete(member);
    };
    await member.joined().catch(async (error: unknown) => {
      await close();
      throw error;
    });
    return { close };
  }

  async replay(options: ReplayOptions): Promise<readonly Extent[]> {
    const extents = await this.#topics.extents(options.topics);
    const connections = new KafkaConnections(this.options.sockets);
    const forget = (group: string): Promise<void> =>
      this.#admin.ask(async (admin) => void (await admin.deleteGroups([group])));
    return replay({ kafka: kafkaClient(this.options, connections), connections, forget }, extents, options);
  }

  async lagByTopic(group: string): Promise<ReadonlyMap<string, number>> {
    const offsets = await this.#admin.ask((admin) => admin.fetchOffsets({ groupId: group }));
    const committed = new Map<string, number>();
    for (const { topic, partitions } of offsets)
      for (const { partition, offset } of partitions) committed.set(`${partition}/${topic}`, Number(offset));
    const joined = [...this.#members].flatMap(([member, of]) => (of === group ? member.topics : []));
    const topics = new Set(offsets.map(({ topic }) => topic).concat(joined));
    const extents = await Promise.all([...topics].map((topic) => this.#extentsOf(topic)));
    const lags = new Map<string, number>();
    for (const { topic, partition, first, next } of extents.flat()) {
      // Retention may have taken what was never committed; a topic may have been made anew below what was.
      const lag = Math.max(0, next - Math.max(first, committed.get(`${partition}/${topic}`) ?? -1));
      lags.set(topic, (lags.get(topic) ?? 0) + lag);
    }
    return lags;
  }

  async health(): Promise<LogHealth> {
    try {
      const { brokers } = await this.#admin.ask((admin) => admin.describeCluster());
      if (brokers.length === 0) return { ok: false, detail: 'No broker answers.' };
    } catch (error) {
      return { ok: false, detail: error instanceof Error ? error.message : String(error) };
    }
    const failing = [...this.#members.keys()].find(({ failure }) => failure !== null);
    return failing ? { ok: false, detail: failing.failure! } : { ok: true };
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all([...this.#members.keys()].map((member) => member.close()));
    await Promise.all([this.#appender.close(), this.#admin.close()]);
  }

  /** A topic that was deleted holds nothing, though the group once read it. */
  async #extentsOf(topic: string): Promise<Extent[]> {
    try {
      return await this.#topics.extents([topic]);
    } catch (error) {
      if (error instanceof UnknownTopic || brokerCode(error) === 'UNKNOWN_TOPIC_OR_PARTITION') return [];
      throw error;
    }
  }
}
