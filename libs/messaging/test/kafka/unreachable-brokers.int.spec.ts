import { kafkaBroker, type KafkaBroker } from '@tributary/testing';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { LogRecord } from '../../src/event-log.js';
import { until } from '../until.js';
import { commitAll, numberOf, ReachableLog, record, timers } from './reachable-log.js';

const patience = 90_000;

describe('brokers that cannot be reached', () => {
  let broker: KafkaBroker;
  let topic: string;
  let before: number;
  const clients: ReachableLog[] = [];

  const open = (): ReachableLog => {
    const client = new ReachableLog(broker);
    clients.push(client);
    return client;
  };
  const contents = async (): Promise<number[]> => {
    const numbers: number[] = [];
    await open().log.replay({
      topics: [topic],
      onBatch: ({ records }) => Promise.resolve(void numbers.push(...records.map(numberOf))),
    });
    return numbers;
  };

  beforeAll(async () => {
    broker = await kafkaBroker();
  }, 180_000);
  afterAll(() => broker.stop(), patience);
  beforeEach(async () => {
    before = timers();
    topic = `test.${randomUUID()}`;
    await open().log.ensureTopics([{ topic, partitions: 1 }]);
  }, patience);
  afterEach(async () => {
    await Promise.all(clients.map(({ log }) => log.close()));
    await until(() => clients.every(({ sockets }) => sockets.size === 0) && timers() <= before, patience);
    clients.length = 0;
  }, patience);

  // On a compacted topic the last record of a key is what a new reader believes.
  it(
    'do not get what was refused after what was sent later',
    async () => {
      const client = open();
      await client.log.append(topic, 0, [record(0)], 10_000);
      client.cut();
      await expect(client.log.append(topic, 0, [record(1)], 300)).rejects.toThrow();
      client.reopen();
      await client.log.append(topic, 0, [record(2)], 10_000);
      await sleep(5_000);
      expect((await contents()).at(-1)).toBe(2);
    },
    patience,
  );

  it(
    'that hang are not waited for longer than the deadline, and afterwards everything goes on',
    async () => {
      const client = open();
      const got: LogRecord[] = [];
      await client.log.consume({
        group: topic,
        topics: [topic],
        onBatch: async (batch) => {
          got.push(...batch.records);
          await commitAll(batch);
        },
      });
      await client.log.append(topic, 0, [record(0)], 10_000);
      await until(() => got.length === 1, patience);
      await broker.pause();
      const before = performance.now();
      await expect(client.log.append(topic, 0, [record(1)], 1_000)).rejects.toThrow('did not answer within 1000 ms');
      expect(performance.now() - before).toBeLessThan(10_000);
      await sleep(7_000);
      await broker.resume();
      await until(
        () =>
          client.log.append(topic, 0, [record(2)], 10_000).then(
            () => true,
            () => false,
          ),
        patience,
      );
      await until(() => got.some((each) => numberOf(each) === 2), patience);
      await until(async () => (await client.log.health()).ok, patience);
    },
    2 * patience,
  );

  it(
    'that are restarted in the middle of a batch lose nothing, and give nothing out of order',
    async () => {
      const client = open();
      const effects: number[] = [];
      let running = 0;
      let restarts = 0;
      await client.log.consume({
        group: topic,
        topics: [topic],
        batchSize: 5,
        onBatch: async (batch) => {
          expect((running += 1)).toBe(1);
          try {
            if (batch.records.some((each) => numberOf(each) === 7) && restarts === 0) {
              restarts += 1;
              await broker.restart();
            }
            for (const each of batch.records) if (!effects.includes(numberOf(each))) effects.push(numberOf(each));
            await commitAll(batch);
          } finally {
            running -= 1;
          }
        },
      });
      await client.log.append(
        topic,
        0,
        Array.from({ length: 20 }, (_, n) => record(n)),
        10_000,
      );
      await until(async () => effects.length === 20 && (await client.log.lag(topic).catch(() => 1)) === 0, patience);
      expect(effects).toEqual(Array.from({ length: 20 }, (_, n) => n));
      expect(restarts).toBe(1);
    },
    2 * patience,
  );

  it(
    'for so long that the reader is given up come back to a new one, and the log says meanwhile that it is not well',
    async () => {
      const client = open();
      const got: number[] = [];
      await client.log.consume({
        group: topic,
        topics: [topic],
        onBatch: async (batch) => {
          got.push(...batch.records.map(numberOf));
          await commitAll(batch);
        },
      });
      client.cut();
      await until(async () => !(await client.log.health()).ok, patience);
      await sleep(15_000);
      client.reopen();
      await until(
        () =>
          client.log.append(topic, 0, [record(1)], 10_000).then(
            () => true,
            () => false,
          ),
        patience,
      );
      await until(() => got.includes(1), patience);
      await until(async () => (await client.log.health()).ok, patience);
      await client.log.append(topic, 0, [record(2)], 10_000);
      await until(async () => (await client.log.lag(topic)) === 0, patience);
      expect(got).toEqual([1, 2]);
    },
    3 * patience,
  );
});
