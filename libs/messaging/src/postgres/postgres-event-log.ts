import { partitionsPerTopic } from '@tributary/contracts';
import { Client, Pool } from 'pg';
import {
  type ConsumeOptions,
  EventLog,
  type Extent,
  type LogHealth,
  type NewRecord,
  type ReplayOptions,
  type Subscription,
  type TopicSpec,
  UnknownTopic,
} from '../event-log.js';
import { Appends } from './appends.js';
import { GroupMember } from './group-member.js';
import { Housekeeping } from './housekeeping.js';
import { logSchema } from './log-schema.js';
import { replay } from './replay.js';
import { WakeChannel } from './wake-channel.js';

export interface PostgresEventLogOptions {
  /** Partitions of a topic that is created without saying; 12 if not given. */
  readonly partitions?: number;
  /** How long a silent member keeps its partitions, in milliseconds; 10 s if not given. */
  readonly leaseMs?: number;
  /** How long an event is kept, in days; 30 if not given. The last record of each key of a compacted topic stays. */
  readonly retentionDays?: number;
  /** How often old records are removed, in milliseconds; 10 minutes if not given, 0 for never. */
  readonly housekeepingMs?: number;
}

/**
 * The event log in a PostgreSQL database of its own. For one PostgreSQL server and up to about 4,000 events a second;
 * beyond that, or for more than one reader outside of Tributary, use Kafka.
 */
export class PostgresEventLog extends EventLog {
  readonly #appends: Pool;
  readonly #appending: Appends;
  readonly #reads: Pool;
  readonly #wake: WakeChannel;
  readonly #members = new Set<GroupMember>();
  readonly #partitions = new Map<string, number>();
  readonly #housekeeping: Housekeeping;

  constructor(
    url: string,
    private readonly options: PostgresEventLogOptions = {},
  ) {
    super();
    this.#appends = openPool(url, 4, '-c statement_timeout=30000');
    this.#appending = new Appends(this.#appends);
    // A commit that is lost in a crash only means that its records come again, so readers need not wait for the disk.
    this.#reads = openPool(url, 4, '-c statement_timeout=30000 -c synchronous_commit=off');
    this.#wake = new WakeChannel(url, this.#reads);
    this.#housekeeping = new Housekeeping(this.#reads, options.retentionDays ?? 30, options.housekeepingMs ?? 600_000);
  }

  /** Creates the tables where they are missing; any number of processes may do so at once. */
  static async migrate(url: string): Promise<void> {
    const client = new Client({ connectionString: url });
    await client.connect();
    try {
      await client.query(`BEGIN; SELECT pg_advisory_xact_lock(hashtext('tributary_log')); ${logSchema} COMMIT;`);
    } finally {
      await client.end();
    }
  }

  async ensureTopics(topics: readonly TopicSpec[]): Promise<void> {
    const missing = topics.filter(({ topic }) => !this.#partitions.has(topic));
    if (missing.length === 0) return;
    const { rows } = await this.#reads.query<{ topic: string; partitions: number }>(
      `WITH wanted AS (SELECT * FROM unnest($1::text[], $2::int[], $3::boolean[]) AS w(topic, partitions, compacted) ORDER BY topic),
            made AS (INSERT INTO log_topic SELECT * FROM wanted ON CONFLICT DO NOTHING RETURNING topic, partitions),
            parts AS (INSERT INTO log_partition (topic, partition) SELECT topic, generate_series(0, partitions - 1) FROM made RETURNING 1)
       SELECT topic, partitions FROM made UNION SELECT topic, t.partitions FROM log_topic t JOIN wanted USING (topic)`,
      [
        missing.map(({ topic }) => topic),
        missing.map(({ partitions }) => partitions ?? this.options.partitions ?? partitionsPerTopic),
        missing.map(({ topic, compacted }) => compacted ?? topic.endsWith('.state')),
      ],
    );
    for (const { topic, partitions } of rows) this.#partitions.set(topic, partitions);
    // Another process may have created a topic after our snapshot: then the statement above could not see it.
    for (const { topic } of missing) await this.partitions(topic);
  }

  async partitions(topic: string): Promise<number> {
    const known = this.#partitions.get(topic);
    if (known !== undefined) return known;
    const { rows } = await this.#reads.query<{ partitions: number }>(
      'SELECT partitions FROM log_topic WHERE topic = $1',
      [topic],
    );
    if (!rows[0]) throw new UnknownTopic(topic);
    this.#partitions.set(topic, rows[0].partitions);
    return rows[0].partitions;
  }

  async append(topic: string, partition: number, records: readonly NewRecord[], deadlineMs: number): Promise<void> {
    if (records.length === 0) return;
    await this.#appending.add({ topic, partition, records, deadlineMs });
    this.#wake.ring([topic]);
  }

  async consume(options: ConsumeOptions): Promise<Subscription> {
    await this.ensureTopics(options.topics.map((topic) => ({ topic })));
    const member = new GroupMember(this.#reads, options, this.options.leaseMs ?? 10_000);
    await member.join();
    const unwatch = this.#wake.add(options.topics, () => member.wake());
    this.#members.add(member);
    return {
      close: async () => {
        unwatch();
        await member.close();
        this.#members.delete(member);
        this.#wake.ring(options.topics);
      },
    };
  }

  replay(options: ReplayOptions): Promise<readonly Extent[]> {
    return replay(this.#reads, options);
  }

  async lagByTopic(group: string): Promise<ReadonlyMap<string, number>> {
    const { rows } = await this.#reads.query<{ topic: string; lag: string }>(
      `SELECT topic, sum(p.next_offset - g.next_position) AS lag
         FROM log_group g JOIN log_partition p USING (topic, partition) WHERE g.consumer_group = $1 GROUP BY topic`,
      [group],
    );
    return new Map(rows.map(({ topic, lag }) => [topic, Number(lag)]));
  }

  async health(): Promise<LogHealth> {
    try {
      await this.#reads.query('SELECT 1 FROM log_topic LIMIT 1');
    } catch (error) {
      return { ok: false, detail: error instanceof Error ? error.message : String(error) };
    }
    const failing = [...this.#members].find((member) => member.failure !== null);
    return failing ? { ok: false, detail: failing.failure! } : { ok: true };
  }

  /** Removes what compaction and retention allow, as the timer does. */
  housekeep(): Promise<void> {
    return this.#housekeeping.run();
  }

  async close(): Promise<void> {
    await Promise.all([...this.#members].map((member) => member.close()));
    await this.#housekeeping.close();
    await this.#wake.close();
    await Promise.all(
      [this.#appends, this.#reads].map(async (pool) => {
        if (!pool.ended) await pool.end();
      }),
    );
  }
}

function openPool(url: string, max: number, options: string): Pool {
  const pool = new Pool({ connectionString: url, max, options, connectionTimeoutMillis: 5000, keepAlive: true });
  pool.on('error', () => undefined);
  // The pool listens only to idle connections; one that breaks while it is lent out would end the process.
  pool.on('connect', (client) => client.on('error', () => undefined));
  return pool;
}
