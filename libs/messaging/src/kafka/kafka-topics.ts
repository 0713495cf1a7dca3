import { partitionsPerTopic, retentionDays } from '@tributary/contracts';
import type { Admin } from 'kafkajs';
import { type Extent, type TopicSpec, UnknownTopic } from '../event-log.js';
import { brokerCode, type KafkaOptions } from './kafka-client.js';

const millisecondsPerDay = 86_400_000;

/** What topics there are, how many partitions they have, and what those hold. */
export class KafkaTopics {
  readonly #partitions = new Map<string, number>();

  constructor(
    private readonly admin: () => Promise<Admin>,
    private readonly options: Pick<KafkaOptions, 'partitions' | 'replicas' | 'retentionDays'>,
  ) {}

  async ensure(topics: readonly TopicSpec[]): Promise<void> {
    const unknown = topics.filter(({ topic }) => !this.#partitions.has(topic));
    if (unknown.length === 0) return;
    const admin = await this.admin();
    const existing = new Set(await admin.listTopics());
    const missing = unknown.filter(({ topic }) => !existing.has(topic));
    if (missing.length > 0) await this.#create(admin, missing);
    for (const { topic } of unknown) await this.partitions(topic);
  }

  async partitions(topic: string): Promise<number> {
    const known = this.#partitions.get(topic);
    if (known !== undefined) return known;
    const admin = await this.admin();
    // Asked by name, a broker may create a topic that does not exist.
    if (!(await admin.listTopics()).includes(topic)) throw new UnknownTopic(topic);
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    const count = topics[0]?.partitions.length ?? 0;
    if (count === 0) throw new UnknownTopic(topic);
    this.#partitions.set(topic, count);
    return count;
  }

  /** What each partition holds now, in the order of topics and partitions. */
  async extents(topics: readonly string[]): Promise<Extent[]> {
    const admin = await this.admin();
    const extents: Extent[] = [];
    for (const topic of [...topics].sort()) {
      await this.partitions(topic);
      for (const { partition, low, high } of await admin.fetchTopicOffsets(topic))
        extents.push({ topic, partition, first: Number(low), next: Number(high) });
    }
    return extents.sort((a, b) => (a.topic === b.topic ? a.partition - b.partition : a.topic < b.topic ? -1 : 1));
  }

  async #create(admin: Admin, missing: readonly TopicSpec[]): Promise<void> {
    const { partitions = partitionsPerTopic, replicas = -1, retentionDays: days = retentionDays } = this.options;
    try {
      await admin.createTopics({
        waitForLeaders: true,
        topics: missing.map(({ topic, partitions: stated, compacted = topic.endsWith('.state') }) => ({
          topic,
          numPartitions: stated ?? partitions,
          replicationFactor: replicas,
          configEntries: compacted
            ? [{ name: 'cleanup.policy', value: 'compact' }]
            : [
                { name: 'cleanup.policy', value: 'delete' },
                { name: 'retention.ms', value: String(days * millisecondsPerDay) },
              ],
        })),
      });
    } catch (error) {
      // Another process was quicker.
      const codes = (error as { errors?: unknown[] }).errors ?? [error];
      if (!codes.every((each) => brokerCode(each) === 'TOPIC_ALREADY_EXISTS')) throw error;
    }
  }
}
