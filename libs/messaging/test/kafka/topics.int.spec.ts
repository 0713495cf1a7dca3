import { kafkaBroker, type KafkaBroker } from '@tributary/testing';
import { randomUUID } from 'node:crypto';
import { type Admin, ConfigResourceTypes } from 'kafkajs';
import { UnknownTopic } from '../../src/event-log.js';
import { kafkaClient } from '../../src/kafka/kafka-client.js';
import { KafkaEventLog } from '../../src/kafka/kafka-event-log.js';
import { until } from '../until.js';
import { commitAll, numberOf, record } from './reachable-log.js';

const patience = 90_000;

describe('topics on Kafka', () => {
  let broker: KafkaBroker;
  let admin: Admin;
  let log: KafkaEventLog;
  let topic: string;

  beforeAll(async () => {
    broker = await kafkaBroker();
    admin = kafkaClient(broker).admin();
    await admin.connect();
  }, 180_000);
  afterAll(async () => {
    await admin.disconnect();
    await broker.stop();
  }, patience);
  beforeEach(() => {
    topic = `test.${randomUUID()}`;
    log = new KafkaEventLog({ ...broker, retentionDays: 3, sessionMs: 6_000 });
  });
  afterEach(() => log.close(), patience);

  const create = async (numPartitions: number, configEntries: { name: string; value: string }[]): Promise<void> => {
    await admin.createTopics({ topics: [{ topic, numPartitions, configEntries }], waitForLeaders: false });
    await until(
      () =>
        log.partitions(topic).then(
          (count) => count > 0,
          () => false,
        ),
      patience,
    );
  };
  const configOf = async (name: string): Promise<Record<string, string>> => {
    const { resources } = await admin.describeConfigs({
      includeSynonyms: false,
      resources: [{ type: ConfigResourceTypes.TOPIC, name }],
    });
    return Object.fromEntries(resources[0]!.configEntries.map((each) => [each.configName, each.configValue]));
  };

  it(
    'are made once by eight who need them at the same time, and known to each of them',
    async () => {
      const logs = Array.from({ length: 8 }, () => new KafkaEventLog(broker));
      const topics = [1, 2, 3].map((n) => ({ topic: `${topic}.${n}`, partitions: 3 }));
      await Promise.all(logs.map((each) => each.ensureTopics(topics)));
      const counts = await Promise.all(logs.map((each) => each.partitions(topics[2]!.topic)));
      expect(counts).toEqual(Array.from({ length: 8 }, () => 3));
      await Promise.all(logs.map((each) => each.close()));
    },
    patience,
  );

  it(
    'keep events for a time, and of a state the last of each key, with what was erased for as long',
    async () => {
      await log.ensureTopics([{ topic }, { topic: `${topic}.state` }]);
      expect(await configOf(topic)).toMatchObject({ 'cleanup.policy': 'delete', 'retention.ms': '259200000' });
      const state = { 'cleanup.policy': 'compact', 'delete.retention.ms': '259200000' };
      expect(await configOf(`${topic}.state`)).toMatchObject(state);
      expect(await log.partitions(topic)).toBe(12);
    },
    patience,
  );

  it(
    'that exist stay as they are',
    async () => {
      const configEntries = [{ name: 'retention.ms', value: '1234567' }];
      await create(3, configEntries);
      await log.ensureTopics([{ topic, partitions: 7 }]);
      expect(await log.partitions(topic)).toBe(3);
      expect(await configOf(topic)).toMatchObject({ 'retention.ms': '1234567' });
    },
    patience,
  );

  it(
    'that do not take an event say which and why, and go on taking others',
    async () => {
      const configEntries = [{ name: 'max.message.bytes', value: '20000' }];
      await create(1, configEntries);
      const large = record(1, 'k', Buffer.alloc(50_000));
      // What is before it is there, and need not be sent again.
      const before = [record(0, 'k', Buffer.alloc(15_000)), record(1, 'k', Buffer.alloc(15_000))];
      await expect(log.append(topic, 0, [...before, large], 10_000)).rejects.toMatchObject({ stored: 2 });
      await expect(log.append(topic, 0, [large], 10_000)).rejects.toThrow(
        new RegExp(`${topic} does not take the event ${large.id}: its about 50\\d{3} bytes are over`),
      );
      await log.append(topic, 0, [record(2)], 10_000);
      await admin.alterConfigs({
        validateOnly: false,
        resources: [
          {
            type: ConfigResourceTypes.TOPIC,
            name: topic,
            configEntries: [{ name: 'max.message.bytes', value: '90000' }],
          },
        ],
      });
      await until(
        () =>
          log.append(topic, 0, [large], 10_000).then(
            () => true,
            () => false,
          ),
        patience,
      );
    },
    patience,
  );

  it(
    'that take small batches only are sent several',
    async () => {
      const configEntries = [{ name: 'max.message.bytes', value: '20000' }];
      await create(1, configEntries);
      const many = Array.from({ length: 20 }, (_, n) => record(n, 'k', Buffer.alloc(5_000)));
      await log.append(topic, 0, many, 10_000);
      const numbers: number[] = [];
      await log.replay({
        topics: [topic],
        onBatch: async ({ records }) => void numbers.push(...records.map(numberOf)),
      });
      expect(numbers).toEqual(many.map((_, n) => n));
    },
    patience,
  );

  it(
    'that somebody deleted are unknown to who writes, made anew by who reads, and hold up no others',
    async () => {
      const [deleter, writer, neighbour, got] = [
        kafkaClient(broker).admin(),
        new KafkaEventLog(broker),
        `${topic}.2`,
        [] as number[],
      ];
      const written = (name: string, n: number) =>
        until(
          () =>
            writer.append(name, 0, [record(n)], 10_000).then(
              () => true,
              (error: unknown) => {
                refusals.push(error);
                return false;
              },
            ),
          patience,
        );
      const refusals: unknown[] = [];
      await deleter.connect();
      await writer.ensureTopics([topic, neighbour].map((name) => ({ topic: name, partitions: 1 })));
      await written(topic, 1);
      await deleter.deleteTopics({ topics: [topic] });
      await until(async () => {
        await writer.append(topic, 0, [record(2)], 10_000).catch((error: unknown) => refusals.push(error));
        return refusals.at(-1) instanceof UnknownTopic;
      }, patience);
      await written(neighbour, 3);
      await log.consume({
        group: topic,
        topics: [topic, neighbour],
        onBatch: async (batch) => {
          got.push(...batch.records.map(numberOf));
          await commitAll(batch);
        },
      });
      await written(topic, 4);
      await until(() => got.includes(4), patience);
      await deleter.deleteTopics({ topics: [topic] });
      await written(neighbour, 5);
      await written(topic, 6);
      await until(() => got.includes(6), patience);
      expect([...got].sort()).toEqual([3, 4, 5, 6]);
      await until(async () => (await log.lag(topic)) === 0 && (await log.health()).ok, patience);
      await Promise.all([deleter.disconnect(), writer.close()]);
    },
    3 * patience,
  );

  it(
    'whose oldest events retention took lag by what is left',
    async () => {
      await log.ensureTopics([{ topic, partitions: 1 }]);
      await log.append(
        topic,
        0,
        [1, 2, 3, 4, 5].map((n) => record(n)),
        10_000,
      );
      const silent = await log.consume({ group: topic, topics: [topic], onBatch: (batch) => batch.commit(1) });
      await until(async () => (await log.lag(topic)) === 4, patience);
      await silent.close();
      await admin.fetchTopicOffsets(topic); // or kafkajs does not know who leads it
      await admin.deleteTopicRecords({ topic, partitions: [{ partition: 0, offset: '3' }] });
      await until(async () => (await log.lag(topic)) === 2, patience);
      const got: number[] = [];
      await log.consume({
        group: topic,
        topics: [topic],
        onBatch: async (batch) => {
          got.push(...batch.records.map(numberOf));
          await commitAll(batch);
        },
      });
      await until(async () => (await log.lag(topic)) === 0, patience);
      expect(got).toEqual([4, 5]);
    },
    patience,
  );
});
