import { kafkaBroker, type KafkaBroker } from '@tributary/testing';
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Batch, Fenced, type Subscription } from '../../src/event-log.js';
import type { KafkaOptions } from '../../src/kafka/kafka-client.js';
import { until } from '../until.js';
import { commitAll, numberOf, ReachableLog, record, timers } from './reachable-log.js';

const patience = 90_000;

describe('members of a group on Kafka', () => {
  let broker: KafkaBroker;
  let topic: string;
  let writer: ReachableLog;
  let before: number;
  const clients: ReachableLog[] = [];

  const open = (options: Partial<KafkaOptions> = {}): ReachableLog => {
    const client = new ReachableLog({ ...broker, ...options });
    clients.push(client);
    return client;
  };
  const join = (client: ReachableLog, onBatch: (batch: Batch) => Promise<void>): Promise<Subscription> =>
    client.log.consume({ group: topic, topics: [topic], batchSize: 10, onBatch });
  const write = (partition: number, ...numbers: number[]): Promise<void> =>
    writer.log.append(
      topic,
      partition,
      numbers.map((n) => record(n)),
      30_000,
    );

  beforeAll(async () => {
    broker = await kafkaBroker();
  }, 180_000);
  afterAll(() => broker.stop(), patience);
  beforeEach(async () => {
    before = timers();
    topic = `test.${randomUUID()}`;
    writer = open();
    await writer.log.ensureTopics([{ topic, partitions: 2 }]);
  }, patience);
  afterEach(async () => {
    await Promise.all(clients.map(({ log }) => log.close()));
    await until(() => clients.every(({ sockets }) => sockets.size === 0) && timers() <= before, patience);
    clients.length = 0;
  }, patience);

  it(
    'that were away for longer than their session commit nothing over what another has done since',
    async () => {
      const [zombie, heir] = [open(), open()];
      let wake = (): void => undefined;
      const asleep = new Promise<void>((resolve) => (wake = resolve));
      const attempts: unknown[] = [];
      let isAsleep = false;
      await join(zombie, async (batch) => {
        isAsleep = true;
        await asleep;
        await commitAll(batch).catch((error: unknown) => {
          attempts.push(error);
          throw error;
        });
        attempts.push('committed');
      });
      await write(0, 1, 2, 3);
      await until(() => isAsleep, patience);
      zombie.cut();
      const got: number[] = [];
      await join(heir, async (batch) => {
        got.push(...batch.records.map(numberOf));
        await commitAll(batch);
      });
      await until(() => got.length === 3, patience);
      await write(0, 4);
      await until(async () => (await writer.log.lag(topic)) === 0, patience);
      zombie.reopen();
      wake();
      await until(() => attempts.length > 0, patience);
      expect(String(attempts[0])).not.toBe('committed');
      await write(0, 5);
      await until(async () => (await writer.log.lag(topic)) === 0, patience);
      expect(got.filter((n) => n < 4)).toEqual([1, 2, 3]);
    },
    3 * patience,
  );

  it(
    'are fenced when their partition goes to another in the middle of a batch, and nothing is lost or out of order',
    async () => {
      const [first, second] = [open(), open()];
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      const effects = new Map<number, number[]>([
        [0, []],
        [1, []],
      ]);
      const done = async (batch: Batch): Promise<void> => {
        const mine = effects.get(batch.partition)!;
        for (const each of batch.records) if (!mine.includes(numberOf(each))) mine.push(numberOf(each));
        await commitAll(batch);
      };
      let started = 0;
      const refused = new Set<number>();
      await join(first, async (batch) => {
        started += 1;
        await held;
        await done(batch).catch((error: unknown) => {
          if (error instanceof Fenced) refused.add(batch.partition);
          throw error;
        });
      });
      await Promise.all([write(0, 1, 2, 3), write(1, 1, 2, 3)]);
      await until(() => started === 2, patience);
      const taken = new Set<number>();
      await join(second, async (batch) => {
        taken.add(batch.partition);
        await done(batch);
      });
      await until(() => taken.size > 0, patience);
      release();
      await Promise.all([write(0, 4), write(1, 4)]);
      await until(async () => (await writer.log.lag(topic)) === 0, patience);
      expect([...effects.values()]).toEqual([
        [1, 2, 3, 4],
        [1, 2, 3, 4],
      ]);
      for (const partition of taken) expect(refused).toContain(partition);
    },
    3 * patience,
  );

  it(
    'whose one partition is slow go on with the others, and say when its handler does not end',
    async () => {
      const client = open({ handlerMs: 2_000 });
      let release = (): void => undefined;
      const held = new Promise<void>((resolve) => (release = resolve));
      const got: number[] = [];
      let atWork = 0;
      await join(client, async (batch) => {
        if (batch.partition === 0) {
          expect((atWork += 1)).toBe(1);
          await held;
          atWork -= 1;
        }
        got.push(...batch.records.map(numberOf));
        await commitAll(batch);
      });
      await write(0, 1, 2, 3);
      for (let n = 10; n < 15; n += 1) {
        await write(1, n);
        await until(() => got.includes(n), patience);
      }
      await until(async () => !(await client.log.health()).ok, patience);
      expect((await client.log.health()).detail).toBe(
        `The handler of partition 0 of ${topic} has not ended in 2000 ms.`,
      );
      release();
      await until(async () => (await writer.log.lag(topic)) === 0, patience);
      expect((await client.log.health()).ok).toBe(true);
    },
    2 * patience,
  );

  it(
    'leave nothing behind when they are closed while the group is giving out its partitions',
    async () => {
      const members = Array.from({ length: 12 }, () => open());
      const joining = members.map((client) => join(client, commitAll).catch(() => undefined));
      for (const { log } of members) {
        await sleep(40);
        void log.close();
      }
      await Promise.all([...joining, ...members.map(({ log }) => log.close())]);
      await until(() => members.every(({ sockets }) => sockets.size === 0), patience);
      await sleep(3_000);
      expect(members.reduce((sum, { sockets }) => sum + sockets.size, 0)).toBe(0);
      const got: number[] = [];
      await join(open(), async (batch) => {
        got.push(...batch.records.map(numberOf));
        await commitAll(batch);
      });
      await Promise.all([write(0, 1), write(1, 2)]);
      await until(() => got.length === 2, patience);
    },
    2 * patience,
  );
});
