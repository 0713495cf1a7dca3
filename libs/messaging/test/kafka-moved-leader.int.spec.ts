import { kafkaCluster, type KafkaCluster } from '@tributary/testing';
import type { Admin } from 'kafkajs';
import type { NewRecord } from '../src/event-log.js';
import { kafkaClient } from '../src/kafka/kafka-client.js';
import { KafkaEventLog } from '../src/kafka/kafka-event-log.js';
import { until } from './until.js';

const topic = 'test.moved';
const patience = 60_000;

// kafkajs does not send again to a broker that has answered once: what moved to it meanwhile is left out of a send for several partitions.
describe('partitions whose leader moves while they are appended to', () => {
  let cluster: KafkaCluster;
  let admin: Admin;
  let log: KafkaEventLog;

  beforeAll(async () => {
    cluster = await kafkaCluster(2);
    admin = kafkaClient(cluster).admin();
    await admin.connect();
    await admin.createTopics({
      topics: [{ topic, replicaAssignment: [0, 1].map((partition) => ({ partition, replicas: [partition + 1] })) }],
      waitForLeaders: true,
    });
    log = new KafkaEventLog({ brokers: cluster.brokers });
  }, 120_000);
  afterAll(async () => {
    await log.close();
    await admin.disconnect();
    await cluster.stop();
  }, patience);

  const lead = async (partition: number, broker: number): Promise<void> => {
    await admin.alterPartitionReassignments({
      topics: [{ topic, partitionAssignment: [{ partition, replicas: [broker] }] }],
    });
    await until(async () => {
      const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
      const moved = topics[0]!.partitions.find(({ partitionId }) => partitionId === partition);
      return moved?.leader === broker && moved.replicas.length === 1;
    }, patience);
  };
  const record = (n: number, partition: number): NewRecord => ({
    id: `${n} of ${partition}`,
    key: String(partition),
    headers: {},
    value: Buffer.from(String(n)),
  });
  // As the relay does: what is refused is sent again.
  const append = (n: number, partition: number): Promise<void> =>
    until(
      () =>
        log.append(topic, partition, [record(n, partition)], 10_000).then(
          () => true,
          () => false,
        ),
      patience,
    );
  const appendToBoth = (n: number) => Promise.all([append(n, 0), append(n, 1)]);

  it('lose nothing that was answered for', async () => {
    await appendToBoth(0);
    for (let n = 1; n < 6; n += 1) {
      await lead(1, n % 2 === 1 ? 1 : 2);
      await appendToBoth(n);
    }
    const there = new Set<string>();
    await log.replay({
      topics: [topic],
      onBatch: ({ records }) => Promise.resolve(records.forEach(({ id }) => there.add(id))),
    });
    expect([...there].sort()).toEqual([0, 1, 2, 3, 4, 5].flatMap((n) => [`${n} of 0`, `${n} of 1`]).sort());
  }, 180_000);
});
