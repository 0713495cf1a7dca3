/** A row of the outbox, oldest first within its shard. */
export interface OutboxRow {
  readonly shard: number;
  readonly seq: string;
  readonly event_id: string;
  readonly topic: string;
  readonly key: string;
  readonly headers: Record<string, string>;
  readonly payload: Buffer | null;
}

/** One relay at a time sends a shard's rows, so that a later batch never overtakes an earlier one. */
export const lockShard = `SELECT shard FROM outbox_shard s WHERE EXISTS (SELECT FROM outbox o WHERE o.shard = s.shard)
  ORDER BY random() LIMIT 1 FOR UPDATE OF s SKIP LOCKED`;

/** A statement of its own after the lock: only a fresh snapshot shows what the last holder deleted before it let go. */
export const readShard = `SELECT shard, seq, event_id, topic, key, headers, payload FROM outbox WHERE shard = $1 ORDER BY seq LIMIT $2`;

/** By list, never by "up to": a row with a lower number may have been committed after this batch was read. */
export const deleteSent = `DELETE FROM outbox WHERE shard = $1 AND seq = ANY ($2)`;

/** Rows in a shard that no relay looks at, because the number of shards was changed while they waited. */
export const strandedRows = `SELECT count(*)::int AS rows FROM outbox o WHERE NOT EXISTS (SELECT FROM outbox_shard s WHERE s.shard = o.shard)`;

/** An outbox that nobody empties grows without end, and it is then that it is asked for most: each shard is counted so far. */
export const countedRows = 10_000;

export const outboxFigures = `
  SELECT s.shard, (SELECT count(*)::int FROM (SELECT FROM outbox o WHERE o.shard = s.shard LIMIT ${countedRows}) c) AS rows,
         extract(epoch FROM clock_timestamp() - oldest.created_at)::float8 AS age
    FROM outbox_shard s CROSS JOIN LATERAL (SELECT created_at FROM outbox o WHERE o.shard = s.shard ORDER BY seq LIMIT 1) oldest`;
