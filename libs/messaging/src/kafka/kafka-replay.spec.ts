import type { Consumer, ConsumerRunConfig, EachBatchPayload, Kafka } from 'kafkajs';
import { KafkaConnections } from './kafka-connections.js';
import { replay } from './kafka-replay.js';

const topic = 't';
const messages = [0, 1, 2, 3, 4].map((n) => ({
  key: Buffer.from('k'),
  value: Buffer.from(String(n)),
  headers: { ce_id: `event-${n}` },
  offset: String(n),
  timestamp: '0',
}));

/** A consumer whose join fails at first, as it does while a new cluster makes up its mind, and whose heartbeat fails once. */
function restless(): { readonly kafka: Kafka; readonly sought: string[] } {
  const sought: string[] = [];
  let onJoin: () => void = () => undefined;
  let joined = false;
  let heartbeats = 0;
  const give = async ({ eachBatch }: ConsumerRunConfig): Promise<void> => {
    joined = true;
    onJoin();
    const batch = { topic, partition: 0, messages, lastOffset: () => '4' };
    const heartbeat = () => ((heartbeats += 1) === 1 ? Promise.reject(new Error('rebalancing')) : Promise.resolve());
    const payload = { batch, heartbeat, resolveOffset: () => undefined } as unknown as EachBatchPayload;
    await eachBatch!(payload).catch(() => undefined);
    onJoin();
    await eachBatch!(payload);
  };
  const consumer: Partial<Record<keyof Consumer, unknown>> = {
    on: (event: string, listener: () => void) => {
      if (event === 'consumer.group_join') onJoin = listener;
    },
    connect: () => Promise.resolve(),
    subscribe: () => Promise.resolve(),
    disconnect: () => Promise.resolve(),
    seek: ({ offset }: { offset: string }) => {
      if (!joined) throw new Error('Consumer group was not initialized');
      sought.push(offset);
    },
    run: (config: ConsumerRunConfig) => Promise.resolve(void setImmediate(() => void give(config))),
  };
  return { kafka: { consumer: () => consumer } as unknown as Kafka, sought };
}

it('a replay from Kafka gives every record once, though its group is joined late and again', async () => {
  const { kafka, sought } = restless();
  const walker = { kafka, connections: new KafkaConnections(), forget: () => Promise.resolve() };
  const got: string[] = [];
  const ended = await replay(walker, [{ topic, partition: 0, first: 0, next: 5 }], {
    topics: [topic],
    batchSize: 2,
    onBatch: ({ records }) => Promise.resolve(void got.push(...records.map(({ id }) => id))),
  });
  expect(got).toEqual(messages.map((_, n) => `event-${n}`));
  expect(sought).toEqual(['0', '2']);
  expect(ended).toEqual([{ topic, partition: 0, first: 0, next: 5 }]);
});
