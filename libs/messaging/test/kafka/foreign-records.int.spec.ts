import { kafkaBroker, type KafkaBroker } from '@tributary/testing';
import { randomUUID } from 'node:crypto';
import type { Admin, Producer } from 'kafkajs';
import type { LogRecord } from '../../src/event-log.js';
import { kafkaClient } from '../../src/kafka/kafka-client.js';
import { KafkaEventLog } from '../../src/kafka/kafka-event-log.js';
import { until } from '../until.js';
import { commitAll, numberOf, record } from './reachable-log.js';

const patience = 60_000;

describe('records that others have written', () => {
  let broker: KafkaBroker;
  let admin: Admin;
  let stranger: Producer;
  let log: KafkaEventLog;
  let topic: string;

  beforeAll(async () => {
    broker = await kafkaBroker();
    const kafka = kafkaClient(broker);
    admin = kafka.admin();
    stranger = kafka.producer({ transactionalId: 'erp', maxInFlightRequests: 1, idempotent: true });
    log = new KafkaEventLog({ ...broker, sessionMs: 6_000 });
    await Promise.all([admin.connect(), stranger.connect()]);
  }, 180_000);
  afterAll(async () => {
    await Promise.all([log.close(), admin.disconnect(), stranger.disconnect()]);
    await broker.stop();
  }, patience);

  const create = async (config: Record<string, string> = {}): Promise<void> => {
    topic = `erp.${randomUUID()}`;
    const configEntries = Object.entries(config).map(([name, value]) => ({ name, value }));
    await admin.createTopics({ topics: [{ topic, numPartitions: 1, configEntries }], waitForLeaders: false });
    await log.ensureTopics([{ topic }]);
  };
  const read = async (group: string = randomUUID()): Promise<{ got: LogRecord[]; group: string }> => {
    const got: LogRecord[] = [];
    await log.consume({
      group,
      topics: [topic],
      onBatch: async (batch) => {
        got.push(...batch.records);
        await commitAll(batch);
      },
    });
    return { got, group };
  };

  it('have the place on the log for a key and an id that are missing, and lose no header that has a value', async () => {
    await create();
    const headers = { erp: ['first', 'last'], plain: 'x' };
    const producer = kafkaClient(broker).producer();
    await producer.connect();
    await producer.send({
      topic,
      messages: [
        { value: '1', headers },
        { key: 'order-1', value: null },
      ],
    });
    await producer.disconnect();
    const { got } = await read();
    await until(() => got.length === 2, patience);
    expect(got[0]).toMatchObject({ id: `${topic}/0/0`, key: `${topic}/0/0`, headers: { erp: 'last', plain: 'x' } });
    expect(got[1]).toMatchObject({ id: `${topic}/0/1`, key: 'order-1', value: null });
  });

  it.each(['gzip', 'snappy', 'lz4'])('are read though they are compressed by %s', async (codec) => {
    await create({ 'compression.type': codec });
    const values = [Buffer.alloc(70_000, 'tributary '), Buffer.from('short'), Buffer.alloc(150_000, randomUUID())];
    await log.append(
      topic,
      0,
      [0, 1, 2].map((n) => record(n, 'k', values[n])),
      10_000,
    );
    await log.append(topic, 0, [record(3)], 10_000);
    const { got } = await read();
    await until(() => got.length === 4, patience);
    expect(got.map(numberOf)).toEqual([0, 1, 2, 3]);
    for (const [n, value] of values.entries()) expect(Buffer.compare(got[n]!.value!, value)).toBe(0);
  });

  it(
    'in transactions are read when they are committed, and the marks behind them hold up neither lag nor replay',
    async () => {
      await create();
      const { got, group } = await read();
      for (const [n, how] of (['commit', 'abort', 'commit', 'abort'] as const).entries()) {
        const transaction = await stranger.transaction();
        await transaction.send({ topic, messages: [{ key: 'k', value: String(n), headers: { number: String(n) } }] });
        await transaction[how]();
        // The brokers write the mark of a transaction a moment after its end.
        const marks = String(2 * n + 2);
        await until(async () => (await admin.fetchTopicOffsets(topic))[0]!.high === marks, patience);
        await until(async () => (await log.lag(group)) === 0, patience);
      }
      expect(got.map(numberOf)).toEqual([0, 2]);
      const again: number[] = [];
      const [extent] = await log.replay({
        topics: [topic],
        onBatch: ({ records }) => Promise.resolve(void again.push(...records.map(numberOf))),
      });
      expect(again).toEqual([0, 2]);
      expect(extent).toMatchObject({ first: 0, next: 8 });
      // From here on there is nothing but an aborted transaction.
      await log.replay({
        topics: [topic],
        after: [{ ...extent!, next: 6 }],
        onBatch: () => Promise.reject(new Error('records')),
      });
    },
    patience,
  );
});
