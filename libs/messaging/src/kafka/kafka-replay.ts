import type { Kafka } from 'kafkajs';
import { randomUUID } from 'node:crypto';
import type { Extent, LogRecord, ReplayOptions } from '../event-log.js';
import { recordOf } from './kafka-record.js';

/**
 * Walks every partition from its oldest record, or from where an earlier walk ended, to where `extents` say that it ends. kafkajs reads only as a member of
 * a group, so the walk is a group of its own that commits nothing.
 */
export async function replay(
  kafka: Kafka,
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
    const consumer = kafka.consumer({ groupId, allowAutoTopicCreation: false, maxWaitTimeInMs: 100 });
    try {
      await new Promise<void>((resolve, reject) => {
        consumer.on('consumer.crash', ({ payload: { error, restart } }) => {
          if (!restart) reject(error);
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
              resolveOffset(messages[messages.length - 1]?.offset ?? batch.lastOffset());
              if (one === undefined) return;
              one.position = Math.max(one.position, Number(batch.lastOffset()) + 1);
              if (one.position >= one.next) open.delete(one);
              if (open.size === 0) resolve();
            },
          });
        };
        begin().catch(reject);
      });
    } finally {
      await consumer.disconnect().catch(() => undefined);
      await forget(kafka, groupId);
    }
  }
}

function* piecesOf(records: readonly LogRecord[], size: number): Generator<readonly LogRecord[]> {
  for (let from = 0; from < records.length; from += size) yield records.slice(from, from + size);
}

async function forget(kafka: Kafka, groupId: string): Promise<void> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    await admin.deleteGroups([groupId]);
  } catch {
    // The brokers forget a group without members by themselves, in time.
  } finally {
    await admin.disconnect().catch(() => undefined);
  }
}
