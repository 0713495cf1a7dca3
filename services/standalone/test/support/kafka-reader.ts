import type { ConsumeOptions, EventLog, LogRecord, Subscription } from '@tributary/messaging';
import { Kafka, logLevel, type KafkaMessage } from 'kafkajs';

/** How an outside system reads our topics from Kafka: with a client of its own choice, and nothing of Tributary. */
export class KafkaReader implements Pick<EventLog, 'consume' | 'lag' | 'close'> {
  readonly #kafka: Kafka;
  readonly #topics = new Set<string>();

  constructor(brokers: readonly string[]) {
    this.#kafka = new Kafka({ clientId: 'outside', brokers: [...brokers], logLevel: logLevel.NOTHING });
  }

  async consume({ group, topics, onBatch }: ConsumeOptions): Promise<Subscription> {
    for (const topic of topics) this.#topics.add(topic);
    const consumer = this.#kafka.consumer({ groupId: group, maxWaitTimeInMs: 100, retry: { initialRetryTime: 50 } });
    await consumer.connect();
    await consumer.subscribe({ topics: [...topics], fromBeginning: true });
    await consumer.run({
      autoCommit: false,
      eachBatch: async ({ batch: { topic, partition, messages } }) => {
        const commit = (next: number): Promise<void> =>
          consumer.commitOffsets([{ topic, partition, offset: String(next) }]);
        const { signal } = new AbortController();
        await onBatch({ topic, partition, signal, commit, records: messages.map(recordOf) });
      },
    });
    return { close: () => consumer.disconnect() };
  }

  async lag(group: string): Promise<number> {
    const admin = this.#kafka.admin();
    await admin.connect();
    try {
      const read = await admin.fetchOffsets({ groupId: group, topics: [...this.#topics] });
      const all = await Promise.all(
        read.map(async ({ topic, partitions }) => {
          const ends = await admin.fetchTopicOffsets(topic);
          return ends.map(({ partition, high, low }) => {
            const offset = Number(partitions.find((one) => one.partition === partition)?.offset ?? -1);
            return Number(high) - Math.max(offset, Number(low));
          });
        }),
      );
      return all.flat().reduce((sum, each) => sum + each, 0);
    } finally {
      await admin.disconnect();
    }
  }

  close(): Promise<void> {
    return Promise.resolve();
  }
}

function recordOf({ key, value, headers = {}, offset, timestamp }: KafkaMessage): LogRecord {
  const texts = Object.fromEntries(Object.entries(headers).map(([name, text]) => [name, String(text)]));
  return {
    id: texts['ce_id'] ?? '',
    key: String(key),
    headers: texts,
    value,
    position: Number(offset),
    at: new Date(Number(timestamp)),
  };
}
