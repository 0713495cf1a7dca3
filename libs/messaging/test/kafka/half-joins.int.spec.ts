import { kafkaBroker, type KafkaBroker } from '@tributary/testing';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import type { Batch } from '../../src/event-log.js';
import { kafkaClient } from '../../src/kafka/kafka-client.js';
import { until } from '../until.js';
import { commitAll, numberOf, ReachableLog, record } from './reachable-log.js';

const patience = 60_000;
const soon = 20_000;
const [joinGroup, leaveGroup, syncGroup] = [11, 13, 14];

/** Ends the next connection on which a certain question is asked: before it leaves, or before the answer is read. */
class Breaker {
  #when: 'asked' | 'answered' | null = null;
  #question = 0;
  broken = 0;

  arm(question: number, when: 'asked' | 'answered'): void {
    this.#question = question;
    this.#when = when;
  }

  watch(socket: Socket): void {
    const write = socket.write.bind(socket) as (...all: unknown[]) => boolean;
    socket.write = (bytes: Buffer, ...rest: unknown[]) => {
      if (this.#when === null || bytes.readInt16BE(4) !== this.#question) return write(bytes, ...rest);
      const end = (): void => void socket.destroy(new Error('The connection was cut.'));
      this.broken += 1;
      const isUnsent = this.#when === 'asked';
      this.#when = null;
      if (isUnsent) {
        end();
        return false;
      }
      socket.removeAllListeners('data');
      socket.once('data', end);
      return write(bytes, ...rest);
    };
  }
}

/** Tells the group, in the only member's name, that it leaves. */
async function evict({ brokers }: KafkaBroker, group: string): Promise<void> {
  const admin = kafkaClient({ brokers }).admin();
  await admin.connect();
  const { groups } = await admin.describeGroups([group]);
  await admin.disconnect();
  const text = (value: string): Buffer => {
    const length = Buffer.alloc(2);
    length.writeInt16BE(Buffer.byteLength(value));
    return Buffer.concat([length, Buffer.from(value)]);
  };
  const head = Buffer.alloc(8);
  head.writeInt16BE(leaveGroup); // version 0, correlation 0
  const question = Buffer.concat([head, text('test'), text(group), text(groups[0]!.members[0]!.memberId)]);
  const length = Buffer.alloc(4);
  length.writeInt32BE(question.length);
  const [host, port] = brokers[0]!.split(':');
  const socket = connect(Number(port), host);
  socket.write(Buffer.concat([length, question]));
  await once(socket, 'data');
  socket.destroy();
}

describe('a member whose connection breaks while the group gives out its partitions', () => {
  let broker: KafkaBroker;
  const clients: ReachableLog[] = [];

  beforeAll(async () => {
    broker = await kafkaBroker();
  }, 180_000);
  afterAll(() => broker.stop(), patience);
  afterEach(async () => {
    await Promise.all(clients.splice(0).map(({ log }) => log.close()));
  }, patience);

  const open = (): ReachableLog => {
    const client = new ReachableLog({ ...broker, sessionMs: 30_000 });
    clients.push(client);
    return client;
  };

  const joined = (client: ReachableLog, topic: string, got: Set<number>) =>
    client.log.consume({
      group: topic,
      topics: [topic],
      onBatch: async (batch: Batch) => {
        for (const each of batch.records) got.add(numberOf(each));
        await commitAll(batch);
      },
    });

  it(
    'joins again when the group knows it no more and the first attempt does not get through',
    async () => {
      const topic = `test.${randomUUID()}`;
      const breaker = new Breaker();
      const client = open();
      client.onSocket = (socket) => breaker.watch(socket);
      await client.log.ensureTopics([{ topic, partitions: 1 }]);
      const got = new Set<number>();
      await joined(client, topic, got);
      breaker.arm(joinGroup, 'asked');
      await evict(broker, topic);
      await until(() => breaker.broken === 1, soon);
      await client.log.append(topic, 0, [record(0)], 10_000);
      await until(async () => got.size === 1 && (await client.log.lag(topic)) === 0, soon);
    },
    patience,
  );

  it.each(['asked', 'answered'] as const)(
    'joins again when it has %s: everybody goes on reading and commits what was read',
    async (when) => {
      const topic = `test.${randomUUID()}`;
      const breaker = new Breaker();
      const [first, second] = [open(), open()];
      first.onSocket = (socket) => breaker.watch(socket);
      await first.log.ensureTopics([{ topic, partitions: 2 }]);
      const got = new Set<number>();
      await joined(first, topic, got);
      await first.log.append(topic, 0, [record(0)], 10_000);
      await until(() => got.size === 1, soon);

      breaker.arm(syncGroup, when);
      let isIn = false;
      await Promise.all([joined(second, topic, got).then(() => (isIn = true)), until(() => isIn, soon)]);
      expect(breaker.broken).toBe(1);
      for (const partition of [0, 1]) await second.log.append(topic, partition, [record(1 + partition)], 10_000);
      await until(async () => got.size === 3 && (await second.log.lag(topic)) === 0, soon);
    },
    patience,
  );
});
