import { Kafka, logLevel } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import { kafkaCluster, type KafkaCluster } from './kafka-cluster.js';

const clientOf = ({ brokers, access }: KafkaCluster, password = access?.password): Kafka =>
  new Kafka({
    brokers: [...brokers],
    logLevel: logLevel.NOTHING,
    retry: { retries: 20, maxRetryTime: 1_000 },
    ...(access ? { ssl: { ca: access.ca } } : {}),
    ...(access ? { sasl: { mechanism: 'plain', username: access.username, password: password! } } : {}),
  });

describe('brokers of our own', () => {
  let cluster: KafkaCluster | null = null;

  afterEach(async () => {
    await cluster?.stop();
    cluster = null;
  });

  it('of three, one may be killed: another leads, nothing acknowledged is lost, and the one comes back on its data', async () => {
    cluster = await kafkaCluster(3);
    const kafka = clientOf(cluster);
    const [admin, producer] = [kafka.admin(), kafka.producer()];
    try {
      await Promise.all([admin.connect(), producer.connect()]);
      await admin.createTopics({ topics: [{ topic: 't', numPartitions: 1 }], waitForLeaders: true });
      const leader = async (): Promise<number> =>
        (await admin.fetchTopicMetadata({ topics: ['t'] })).topics[0]!.partitions[0]!.leader;
      const first = await leader();
      await producer.send({ topic: 't', acks: -1, messages: [{ value: 'one' }] });
      const node = cluster.nodes[first - 1]!;
      await node.kill();
      for (const end = Date.now() + 60_000; (await leader()) === first && Date.now() < end;) await sleep(200);
      expect(await leader()).not.toBe(first);
      await producer.send({ topic: 't', acks: -1, messages: [{ value: 'two' }] });
      expect(await admin.fetchTopicOffsets('t')).toMatchObject([{ high: '2' }]);
      await node.start();
      await node.listens();
      const inSync = async (): Promise<number> =>
        (await admin.fetchTopicMetadata({ topics: ['t'] })).topics[0]!.partitions[0]!.isr.length;
      for (const end = Date.now() + 60_000; (await inSync()) < 3 && Date.now() < end;) await sleep(200);
      expect(await inSync()).toBe(3);
    } finally {
      await Promise.all([admin.disconnect(), producer.disconnect()]);
    }
  }, 180_000);

  it('may ask for TLS and a login', async () => {
    cluster = await kafkaCluster(1, { secured: true });
    const admin = clientOf(cluster).admin();
    await admin.connect();
    expect(await admin.listTopics()).toEqual([]);
    await admin.disconnect();
    const stranger = clientOf(cluster, 'wrong').admin();
    await expect(stranger.connect()).rejects.toThrow(/SASL PLAIN authentication failed/);
    await stranger.disconnect();
  }, 120_000);
});
