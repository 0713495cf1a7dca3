import { partitionsPerTopic, retentionDays } from '@tributary/contracts';
import type { ITopicConfig } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Extent, type TopicSpec, UnknownTopic } from '../event-log.js';
import type { KafkaAdmin } from './kafka-admin.js';
import { brokerCode, isLeaderless, type KafkaOptions } from './kafka-client.js';

const millisecondsPerDay = 86_400_000;
const [visibleMs, lookMs] = [15_000, 100];

/** What topics there are, how many partitions they have, and what those hold. */
export class KafkaTopics {
  readonly #partitions = new Map<string, number>();

  constructor(
    private readonly admin: KafkaAdmin,
    private readonly options: Pick<KafkaOptions, 'partitions' | 'replicas' | 'retentionDays'>,
  ) {}

  async ensure(topics: readonly TopicSpec[]): Promise<void> {
    const unknown = topics.filter(({ topic }) => !this.#partitions.has(topic));
    if (unknown.length === 0) return;
    const existing = new Set(await this.admin.ask((admin) => admin.listTopics()));
    const missing = unknown.filter(({ topic }) => !existing.has(topic));
    if (missing.length > 0) await this.#create(missing);
    for (const { topic } of unknown) await this.#visible(topic);
  }

  async partitions(topic: string): Promise<number> {
    const known = this.#partitions.get(topic);
    if (known !== undefined) return known;
    const count = await this.admin.ask(async (admin) => {
      // Asked by name, a broker may create a topic that does not exist.
      if (!(await admin.listTopics()).includes(topic)) return 0;
      return (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]?.partitions.length ?? 0;
    });
    if (count === 0) throw new UnknownTopic(topic);
    this.#partitions.set(topic, count);
    return count;
  }

  /** Somebody has deleted it: whoever asks next hears that, instead of what was. */
  forget(topic: string): void {
    this.#partitions.delete(topic);
  }

  /** What each partition holds now, in the order of topics and partitions. */
  async extents(topics: readonly string[]): Promise<Extent[]> {
    const extents: Extent[] = [];
    for (const topic of [...topics].sort()) {
      await this.partitions(topic);
      const offsets = await inPatience(isLeaderless, () => this.admin.ask((admin) => admin.fetchTopicOffsets(topic)));
      for (const { partition, low, high } of offsets)
        extents.push({ topic, partition, first: Number(low), next: Number(high) });
    }
    return extents.sort((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1));
  }

  async #create(missing: readonly TopicSpec[]): Promise<void> {
    const topics = missing.map((spec) => this.#configOf(spec));
    try {
      // Not for the leaders: a broker that has not heard of the topic yet makes kafkajs take it for an error. See `#visible`.
      await this.admin.ask((admin) => admin.createTopics({ waitForLeaders: false, topics }));
    } catch (error) {
      const failures = ((error as { errors?: unknown[] }).errors ?? [error]).filter(
        // Another process was quicker.
        (each) => brokerCode(each) !== 'TOPIC_ALREADY_EXISTS',
      );
      if (failures.length === 0) return;
      const names = missing.map(({ topic }) => topic).join(', ');
      const sentences = failures.map((each) => (each instanceof Error ? each.message : String(each)));
      throw new Error(`Of the topics ${names} not all could be created: ${sentences.join(' ')}`, { cause: error });
    }
  }

  #configOf({ topic, partitions, compacted = topic.endsWith('.state') }: TopicSpec): ITopicConfig {
    const { partitions: usual = partitionsPerTopic, replicas = -1, retentionDays: days = retentionDays } = this.options;
    const retention = String(days * millisecondsPerDay);
    const entries: Record<string, string> = compacted
      ? // Who was away for that long still learns what was erased meanwhile.
        { 'cleanup.policy': 'compact', 'delete.retention.ms': retention }
      : { 'cleanup.policy': 'delete', 'retention.ms': retention };
    // What is acknowledged must be on two of three, whatever the brokers' default.
    if (replicas > 2) entries['min.insync.replicas'] = '2';
    return {
      topic,
      numPartitions: partitions ?? usual,
      replicationFactor: replicas,
      configEntries: Object.entries(entries).map(([name, value]) => ({ name, value })),
    };
  }

  /** Created a moment ago, by us or by another, a topic need not be known to every broker yet. */
  async #visible(topic: string): Promise<void> {
    await inPatience(
      (error) => error instanceof UnknownTopic,
      () => this.partitions(topic),
    );
  }
}

/** Asks again while the answer is one that passes by itself: what is new is not known everywhere at once. */
async function inPatience<T>(passes: (error: unknown) => boolean, ask: () => Promise<T>): Promise<T> {
  for (const end = performance.now() + visibleMs; ; await sleep(lookMs)) {
    try {
      return await ask();
    } catch (error) {
      if (!passes(error) || performance.now() > end) throw error;
    }
  }
}
