import type { Pool, PoolClient } from 'pg';

const chunk = 5000;
/** A relay may send a batch again after a crash; what is younger is not compacted, so that the log still knows it as sent. */
const compactionLag = '1 hour';

/** Removes what is over its time, and of compacted topics all but the newest record of each key. One process at a time does it. */
export class Housekeeping {
  #timer: NodeJS.Timeout | null = null;
  #running: Promise<void> = Promise.resolve();

  constructor(
    private readonly pool: Pool,
    private readonly retentionDays: number,
    everyMs: number,
    private readonly lag = compactionLag,
  ) {
    if (everyMs > 0) {
      this.#timer = setInterval(() => {
        this.#running = this.run().catch(() => undefined);
      }, everyMs);
      this.#timer.unref();
    }
  }

  async run(): Promise<void> {
    const client = await this.pool.connect();
    let failure: Error | undefined;
    try {
      const { rows } = await client.query<{ mine: boolean }>(
        "SELECT pg_try_advisory_lock(hashtext('log_housekeeping')) AS mine",
      );
      if (!rows[0]!.mine) return;
      const partitions = await client.query<{ topic: string; partition: number; compacted: boolean }>(
        'SELECT topic, partition, compacted FROM log_topic JOIN log_partition USING (topic)',
      );
      for (const { topic, partition, compacted } of partitions.rows) {
        await (compacted ? this.#compact(client, topic, partition) : this.#expire(client, topic, partition));
      }
      await client.query("SELECT pg_advisory_unlock(hashtext('log_housekeeping'))");
      await client.query("DELETE FROM log_member WHERE lease_until < clock_timestamp() - interval '1 hour'");
    } catch (error) {
      failure = error as Error;
      throw error;
    } finally {
      client.release(failure);
    }
  }

  async close(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    await this.#running;
  }

  async #expire(client: PoolClient, topic: string, partition: number): Promise<void> {
    let removed: number | null;
    do {
      ({ rowCount: removed } = await client.query(
        `DELETE FROM log_event WHERE topic = $1 AND partition = $2 AND at < clock_timestamp() - make_interval(days => $3)
            AND position IN (SELECT position FROM log_event WHERE topic = $1 AND partition = $2 ORDER BY position LIMIT ${chunk})`,
        [topic, partition, this.retentionDays],
      ));
    } while (removed === chunk);
  }

  // By sequence before position: a batch that was sent again late must not make an old state the newest one.
  async #compact(client: PoolClient, topic: string, partition: number): Promise<void> {
    await client.query(
      `WITH ranked AS (
         SELECT position, value IS NULL AND at < clock_timestamp() - make_interval(days => $3) AS forgotten,
                row_number() OVER (PARTITION BY key ORDER BY coalesce(headers ->> 'ce_sequence', '') DESC, position DESC) AS age
           FROM log_event WHERE topic = $1 AND partition = $2 AND at < clock_timestamp() - $4::interval)
       DELETE FROM log_event e USING ranked r
        WHERE e.topic = $1 AND e.partition = $2 AND e.position = r.position AND (r.age > 1 OR r.forgotten)`,
      [topic, partition, this.retentionDays, this.lag],
    );
  }
}
