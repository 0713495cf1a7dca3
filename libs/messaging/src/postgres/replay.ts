import type { Pool } from 'pg';
import { type Extent, type LogRecord, type ReplayOptions, UnknownTopic } from '../event-log.js';

interface ExtentRow {
  topic: string;
  partition: number;
  first: string;
  next: string;
}

interface RecordRow extends Omit<LogRecord, 'id' | 'position'> {
  event_id: string;
  position: string;
}

/** Walks every partition of the topics from its oldest record, or from where an earlier walk ended, to where it ends now. */
export async function replay(
  pool: Pool,
  { topics, after = [], batchSize = 500, onBatch }: ReplayOptions,
): Promise<readonly Extent[]> {
  const extents: Extent[] = [];
  for (const { topic, partition, next, ...now } of await extentsOf(pool, topics)) {
    const earlier = after.find((place) => place.topic === topic && place.partition === partition);
    let first = earlier?.first ?? now.first;
    for (let position = earlier?.next ?? first; position < next;) {
      const records = await read(pool, topic, partition, [position, next, batchSize]);
      // Retention may take the oldest while we walk: what was not read is not there.
      const [oldest] = records;
      if (earlier === undefined && position === first) first = oldest?.position ?? next;
      if (oldest === undefined) break;
      await onBatch({ topic, partition, records });
      position = records[records.length - 1]!.position + 1;
    }
    extents.push({ topic, partition, first, next });
  }
  return extents;
}

async function extentsOf(pool: Pool, topics: readonly string[]): Promise<Extent[]> {
  const { rows } = await pool.query<ExtentRow>(
    `SELECT p.topic, p.partition, p.next_offset AS next,
            coalesce((SELECT e.position FROM log_event e WHERE e.topic = p.topic AND e.partition = p.partition ORDER BY e.position LIMIT 1), p.next_offset) AS first
       FROM log_partition p WHERE p.topic = ANY ($1) ORDER BY p.topic, p.partition`,
    [topics],
  );
  const missing = topics.find((topic) => !rows.some((row) => row.topic === topic));
  if (missing !== undefined) throw new UnknownTopic(missing);
  return rows.map(({ first, next, ...place }) => ({ ...place, first: Number(first), next: Number(next) }));
}

async function read(
  pool: Pool,
  topic: string,
  partition: number,
  bounds: readonly [from: number, before: number, limit: number],
): Promise<LogRecord[]> {
  const { rows } = await pool.query<RecordRow>(
    `SELECT position, event_id, key, headers, value, at FROM log_event
      WHERE topic = $1 AND partition = $2 AND position >= $3 AND position < $4 ORDER BY position LIMIT $5`,
    [topic, partition, ...bounds],
  );
  return rows.map(({ event_id: id, position, ...record }) => ({ id, position: Number(position), ...record }));
}
