import type { Kafka, ProducerConfig, ProducerRecord, RecordMetadata } from 'kafkajs';
import type { NewRecord } from '../event-log.js';
import { KafkaAppender } from './kafka-appender.js';
import { KafkaConnections } from './kafka-connections.js';
import { KafkaSender } from './kafka-sender.js';

type Answer = (sent: ProducerRecord) => Promise<RecordMetadata[]>;

const stored: Answer = (sent) =>
  Promise.resolve([{ topicName: sent.topic, partition: sent.messages[0]!.partition!, errorCode: 0 }]);

function brokers(answer: Answer) {
  const seen = { sends: [] as ProducerRecord[], producers: [] as ProducerConfig[], disconnected: 0 };
  const producer = (config: ProducerConfig) => {
    seen.producers.push(config);
    return {
      connect: () => Promise.resolve(),
      disconnect: () => Promise.resolve(void (seen.disconnected += 1)),
      send: (sent: ProducerRecord) => {
        seen.sends.push(sent);
        return answer(sent);
      },
    };
  };
  const kafka = { producer } as unknown as Kafka;
  return { seen, appender: new KafkaAppender(() => new KafkaSender(kafka, new KafkaConnections())) };
}

const record = (n: number, size = 10): NewRecord => ({
  id: `event-${n}`,
  key: 'k',
  headers: { ce_type: 'T' },
  value: Buffer.alloc(size, n),
});

describe('an append to Kafka', () => {
  it.each<[string, RecordMetadata[]]>([
    ['nothing', []],
    ['another partition', [{ topicName: 't', partition: 2, errorCode: 0 }]],
    ['another topic', [{ topicName: 'u', partition: 3, errorCode: 0 }]],
    ['an error', [{ topicName: 't', partition: 3, errorCode: 6 }]],
  ])('is refused, and so nothing is lost, when the brokers answer for %s', async (_, answers) => {
    const { appender } = brokers(() => Promise.resolve(answers));
    await expect(appender.append('t', 3, [record(1)], 1_000)).rejects.toThrow('No broker has acknowledged');
  });

  it('sends for one partition at a time, to every copy that the brokers demand, and says which event it is', async () => {
    const { appender, seen } = brokers(stored);
    await Promise.all([appender.append('t', 0, [record(1)], 1_000), appender.append('t', 1, [record(2)], 1_000)]);
    expect(seen.sends.map(({ acks, messages }) => [acks, messages.map(({ partition }) => partition)])).toEqual([
      [-1, [0]],
      [-1, [1]],
    ]);
    expect(seen.sends[0]!.messages[0]!.headers).toEqual({ ce_type: 'T', ce_id: 'event-1' });
    expect(seen.producers).toHaveLength(1);
    expect(seen.producers[0]).toMatchObject({ maxInFlightRequests: 1, idempotent: false });
  });

  it('goes in pieces that the brokers take, one after the other', async () => {
    let under = 0;
    const { appender, seen } = brokers(async (sent) => {
      expect((under += 1)).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      under -= 1;
      return stored(sent);
    });
    await appender.append(
      't',
      0,
      [1, 2, 3, 4].map((n) => record(n, 500_000)),
      1_000,
    );
    expect(seen.sends.map(({ messages }) => messages.map(({ headers }) => headers!['ce_id']))).toEqual(
      [1, 2, 3, 4].map((n) => [`event-${n}`]),
    );
  });

  it('ends with its deadline, and the next one does not go through a producer that hangs', async () => {
    let hangs = true;
    const { appender, seen } = brokers((sent) => (hangs ? new Promise(() => undefined) : stored(sent)));
    await expect(appender.append('t', 0, [record(1)], 50)).rejects.toThrow('did not answer within 50 ms');
    hangs = false;
    await appender.append('t', 0, [record(1)], 1_000);
    expect([seen.producers.length, seen.disconnected]).toEqual([2, 1]);
  });
});
