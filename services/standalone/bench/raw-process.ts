import { randomUUID } from 'node:crypto';
import { partitionOf, type NewRecord } from '@tributary/messaging';
import { Kafka, logLevel, type Consumer, type Message, type Producer } from 'kafkajs';
import { setTimeout as sleep } from 'node:timers/promises';
import { obey } from './child.js';
import type { Tell } from './teller-process.js';

/** A program on kafkajs alone, with nothing of Tributary: it writes copies of a record, or reads them. */
export interface StartRaw {
  readonly do: 'start';
  readonly role: 'writer' | 'reader';
  readonly brokers: readonly string[];
  /** The writer brings each record to all of them; the reader reads the last one. */
  readonly topics: readonly string[];
  readonly partitions: number;
  /** Records that the writer sends at a time to all partitions together, and that the reader acknowledges at a time. */
  readonly together: number;
  /** What the records are copies of, as text. */
  readonly model: Pick<NewRecord, 'headers'> & { readonly value: string };
}

export type RawOrder = StartRaw | Tell | { readonly do: 'moments' };

/** Milliseconds since 1970 by record: when it was about to be sent, or when it was acknowledged. */
export type Moments = readonly (readonly [id: string, at: number])[];

const turnsAtOnce = 2; // as many as a relay has
const now = (): number => performance.timeOrigin + performance.now();

let started: StartRaw | null = null;
let producer: Producer | null = null;
let consumer: Consumer | null = null;
let moments: [string, number][] = [];

async function start(order: StartRaw): Promise<void> {
  started = order;
  const kafka = new Kafka({ brokers: [...order.brokers], clientId: `raw-${order.role}`, logLevel: logLevel.ERROR });
  if (order.role === 'reader') return read(kafka, order);
  producer = kafka.producer({
    allowAutoTopicCreation: false,
    maxInFlightRequests: 1,
    createPartitioner:
      () =>
      ({ message }) =>
        message.partition ?? 0,
  });
  await producer.connect();
}

async function read(kafka: Kafka, { topics, together }: StartRaw): Promise<void> {
  const topic = topics.at(-1) ?? '';
  const reading = (consumer = kafka.consumer({ groupId: `${topic}.reader`, maxWaitTimeInMs: 250 }));
  await reading.connect();
  await reading.subscribe({ topics: [topic], fromBeginning: true });
  await reading.run({
    autoCommit: false,
    eachBatchAutoResolve: false,
    partitionsConsumedConcurrently: 4,
    eachBatch: async ({ batch: { partition, messages }, resolveOffset, heartbeat }) => {
      for (let from = 0; from < messages.length; from += together) {
        const some = messages.slice(from, from + together);
        const last = some.at(-1)?.offset ?? '0';
        await reading.commitOffsets([{ topic, partition, offset: String(Number(last) + 1) }]);
        resolveOffset(last);
        for (const { key } of some) moments.push([String(key), now()]);
        await heartbeat();
      }
    },
  });
}

async function tell({ events, perSecond }: Tell): Promise<void> {
  const { topics, together } = started!;
  const startedAt = performance.now();
  const perTurn = perSecond === null ? together / topics.length : 1;
  const turns = Array.from({ length: Math.ceil(events / perTurn) }, (_, at) =>
    Math.min(perTurn, events - at * perTurn),
  );
  if (perSecond !== null) {
    const sent: Promise<void>[] = [];
    for (const [at, size] of turns.entries()) {
      await sleep(Math.max(0, startedAt + (at / perSecond) * 1000 - performance.now()));
      sent.push(send(size));
    }
    await Promise.all(sent);
    return;
  }
  const work = async (): Promise<void> => {
    for (let size = turns.pop(); size !== undefined; size = turns.pop()) await send(size);
  };
  await Promise.all(Array.from({ length: turnsAtOnce }, work));
}

/** Every partition's records of a turn in one request of their own, acknowledged by all copies. */
async function send(size: number): Promise<void> {
  const { topics, partitions, model } = started!;
  const value = Buffer.from(model.value);
  const byPartition = new Map<number, Message[]>();
  for (let at = 0; at < size; at += 1) {
    const key = randomUUID();
    const partition = partitionOf(key, partitions);
    const message = { key, value, partition, headers: { ...model.headers, ce_id: key } };
    byPartition.set(partition, [...(byPartition.get(partition) ?? []), message]);
    moments.push([key, now()]);
  }
  const sends = topics.flatMap((topic) =>
    [...byPartition.values()].map((messages) => producer!.send({ topic, acks: -1, messages })),
  );
  await Promise.all(sends);
}

function carryOut(order: RawOrder): Promise<unknown> {
  if (order.do === 'start') return start(order);
  if (order.do === 'tell') return tell(order);
  const taken: Moments = moments;
  moments = [];
  return Promise.resolve(taken);
}

obey<RawOrder>(carryOut, async () => {
  await producer?.disconnect();
  await consumer?.disconnect();
});
