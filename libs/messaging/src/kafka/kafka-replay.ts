import type { Kafka } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import type { Extent, LogRecord, ReplayOptions } from '../event-log.js';
import { before } from './before.js';
import type { KafkaConnections } from './kafka-connections.js';
import { recordOf } from './kafka-record.js';

const leaveMs = 10_000;

/** A client for one walk. */
export interface Walker {
  readonly kafka: Kafka;
  readonly connections: KafkaConnections;
  /** Lets the brokers forget a group; without, they do so by themselves, in time. */
  forget(group: string): Promise<void>;
}

/**
 * Walks every partition from its oldest record, or from where an earlier walk ended, to where `extents` say that it ends. kafkajs reads only as a member of
 * a group, so the walk is a group of its own that commits nothing.
 */
export async function replay(
  { kafka, connections, forget }: Walker,
  extents: readonly Extent[],
  { after = [], batchSize = 500, onBatch }: ReplayOptions,
): Promise<readonly Extent[]> {
  const walks = extents.map((extent) => {
    const earlier = after.find(({ topic, partition }) => topic === extent.topic && partition === extent.partition);
    return { ...extent, first: earlier?.first ?? extent.first, position: Math.max(earlier?.next ?? 0, extent.first) };
  });
  const open = new Set(walks.filter(({ position, next }) => position < next));
  if (open.size > 0) await walk();
  return walks.map(({ topic, partition, first, next }) => ({ topic, partition, first, next }));

  async function walk(): Promise<void> {
    const groupId = `replay.${randomUUID()}`;
    const consumer = kafka.consumer({
      groupId,
      allowAutoTopicCreation: false,
      maxWaitTimeInMs: 100,
      retry: { retries: 8, initialRetryTime: 100 },
    });
    try {
      await new Promise<void>((resolve, reject) => {
        consumer.on('consumer.crash', ({ payload: { error, restart } }) => {
          if (!restart) reject(error);
        });
        const passed = (topic: string, partition: number, next: number): void => {
          for (const one of open) {
            if (one.topic !== topic || one.partition !== partition) continue;
            one.position = Math.max(one.position, next);
            if (one.position >= one.next) open.delete(one);
          }
          if (open.size === 0) resolve();
        };
        // A batch of nothing but marks of transactions is not given to `eachBatch`.
        consumer.on('consumer.end_batch_process', ({ payload: { batchSize: size, topic, partition, lastOffset } }) => {
          if (size === 0) passed(topic, partition, Number(lastOffset) + 1);
        });
        // At every join, not once after `run`: that also ends when the group could not be joined at first and is tried again.
        consumer.on('consumer.group_join', () => {
          for (const { topic, partition, position } of open)
            consumer.seek({ topic, partition, offset: String(position) });
        });
        const begin = async (): Promise<void> => {
          await consumer.connect();
          await consumer.subscribe({ topics: [...new Set([...open].map(({ topic }) => topic))], fromBeginning: true });
          await consumer.run({
            autoCommit: false,
            eachBatchAutoResolve: false,
            eachBatch: async ({ batch, resolveOffset, heartbeat }) => {
              const { topic, partition, messages } = batch;
              const one = [...open].find((each) => each.topic === topic && each.partition === partition);
              const records = messages
                .map((message) => recordOf(message, topic, partition))
                .filter(({ position }) => one !== undefined && position >= one.position && position < one.next);
              for (const piece of piecesOf(records, batchSize)) {
                await onBatch({ topic, partition, records: piece }).catch((error: unknown) => {
                  reject(error instanceof Error ? error : new Error(String(error)));
                  throw error;
                });
                // Before anything that may fail: then the rest of the batch is fetched again, and only the rest is given.
                if (one !== undefined) one.position = piece[piece.length - 1]!.position + 1;
                await heartbeat();
              }
              resolveOffset(batch.lastOffset());
              passed(topic, partition, Number(batch.lastOffset()) + 1);
            },
          });
        };
        begin().catch(reject);
      });
    } finally {
      await before(
        leaveMs,
        consumer.disconnect().catch(() => undefined),
      );
      connections.cut();
      await forget(groupId).catch(() => undefined);
    }
  }
}

function* piecesOf(records: readonly LogRecord[], size: number): Generator<readonly LogRecord[]> {
  for (let from = 0; from < records.length; from += size) yield records.slice(from, from + size);
}
