import { Pool, type PoolClient, type QueryResult } from 'pg';
import { AppendedInPart, type EventLog, type NewRecord } from '../event-log.js';
import { partitionOf } from '../partitioner.js';
import { Listener } from '../postgres/listener.js';
import { outboxChannel } from '@tributary/persistence';
import { sentenceOf } from '../delivery/failure.js';
import { Doorbell } from '../doorbell.js';
import { deleteSent, lockShard, outboxFigures, type OutboxRow, readShard, strandedRows } from './relay-statements.js';

const pollMs = 250;
const longestPauseMs = 10_000;

export interface RelayOptions {
  /** The database with the outbox. The relay opens a small pool of its own there, as the vendor's login. */
  readonly database: { readonly urls: { readonly vendor: string } };
  readonly log: EventLog;
  /** Shards that are sent at a time by this process, 2 if not given. */
  readonly concurrency?: number;
  /** Rows per batch, 500 if not given. */
  readonly batchSize?: number;
  /** For every acknowledgement of a batch together, 10 s if not given. */
  readonly deadlineMs?: number;
  readonly onFailure?: (error: unknown) => void;
}

export interface RelayFigures {
  readonly sent: number;
  readonly failures: number;
  readonly oldestAgeSeconds: number;
  /** Waiting rows by shard, each counted up to 10,000; a shard with none is left out. */
  readonly rowsByShard: Readonly<Record<number, number>>;
}

/** Carries committed outbox rows to the log, each key's in order. Any number of relays may work on one outbox. */
export class Relay {
  readonly #pool: Pool;
  readonly #listener: Listener;
  readonly #bells: Doorbell[] = [];
  readonly #topics = new Map<string, number>();
  #loops: Promise<void>[] = [];
  #stopping = false;
  readonly #troubles = new Map<Doorbell, string>();
  #sent = 0;
  #failures = 0;

  constructor(private readonly options: RelayOptions) {
    this.#pool = new Pool({
      connectionString: options.database.urls.vendor,
      max: (options.concurrency ?? 2) + 1,
      connectionTimeoutMillis: 5000,
      keepAlive: true,
      application_name: 'relay',
      // What it deletes is on the log, durably: lost in a crash, the rows are only sent again. So it need not wait for the disk.
      options: '-c synchronous_commit=off',
    });
    // Commits of this process wake it directly; this is for those of others.
    this.#listener = new Listener(options.database.urls.vendor, outboxChannel, () => this.wake());
    this.#pool.on('error', () => undefined);
    this.#pool.on('connect', (client) => client.on('error', () => undefined));
  }

  /** Refuses to start while rows wait in a shard that does not exist: the number of shards may change only with an empty outbox. */
  async start(): Promise<void> {
    const { rows } = await this.#pool.query<{ rows: number }>(strandedRows);
    if (rows[0]!.rows > 0) {
      throw new Error(
        `${rows[0]!.rows} events wait in outbox shards that no longer exist. Bring the shards back, let the outbox drain, then change their number.`,
      );
    }
    this.#bells.push(...Array.from({ length: this.options.concurrency ?? 2 }, () => new Doorbell()));
    this.#listener.open();
    this.#loops = this.#bells.map((bell, at) => this.#run(bell, this.#bells[at + 1]));
  }

  /** Something was committed: look at once. One loop is enough to begin with, see `#run`. */
  wake(): void {
    this.#bells[0]?.ring();
  }

  /** Lets the batches in flight end. What is still in the outbox waits for the next start. */
  async stop(): Promise<void> {
    this.#stopping = true;
    for (const bell of this.#bells) bell.ring();
    await Promise.all([...this.#loops, this.#listener.close()]);
    if (!this.#pool.ended) await this.#pool.end();
  }

  /** Why events stay in the outbox at the moment; null while they are sent. */
  get trouble(): string | null {
    return this.#troubles.values().next().value ?? null;
  }

  /** Since the start. */
  get counts(): Pick<RelayFigures, 'sent' | 'failures'> {
    return { sent: this.#sent, failures: this.#failures };
  }

  async figures(): Promise<RelayFigures> {
    const { rows } = await this.#pool.query<{ shard: number; rows: number; age: number }>(outboxFigures);
    return {
      ...this.counts,
      oldestAgeSeconds: Math.max(0, ...rows.map(({ age }) => age)),
      rowsByShard: Object.fromEntries(rows.map(({ shard, rows: waiting }) => [shard, waiting])),
    };
  }

  /** A loop that finds work twice running wakes the next one: there is more than one can send. */
  async #run(bell: Doorbell, next: Doorbell | undefined): Promise<void> {
    let [failed, sentBefore] = [0, 0];
    while (!this.#stopping) {
      try {
        const sent = await this.#sendShard(() => sentBefore > 0 && next?.ring());
        [failed, sentBefore] = [0, sent];
        this.#troubles.delete(bell);
        if (sent === 0) await bell.wait(pollMs);
      } catch (error) {
        this.#failures += 1;
        this.#troubles.set(bell, sentenceOf(error));
        this.options.onFailure?.(error);
        await bell.wait(Math.min(longestPauseMs, 100 * 2 ** failed) * (0.5 + Math.random()));
        failed = Math.min(failed + 1, 10);
      }
    }
  }

  /** Sends the next rows of a shard that nobody else is sending; answers how many went. */
  async #sendShard(onFound: () => unknown): Promise<number> {
    const client = await this.#pool.connect();
    let broken: Error | undefined;
    try {
      const [, locked] = (await client.query(`BEGIN; ${lockShard}`)) as unknown as QueryResult<{ shard: number }>[];
      const shard = locked!.rows[0]?.shard;
      if (shard !== undefined) onFound();
      const sent = shard === undefined ? 0 : await this.#send(client, shard);
      await client.query('COMMIT');
      this.#sent += sent;
      return sent;
    } catch (error) {
      broken = error as Error;
      throw error;
    } finally {
      client.release(broken);
    }
  }

  async #send(client: PoolClient, shard: number): Promise<number> {
    const { rows } = await client.query<OutboxRow>({
      name: 'read_shard',
      text: readShard,
      values: [shard, this.options.batchSize ?? 500],
    });
    const groups = await this.#byPartition(rows);
    const answers = await Promise.allSettled(
      groups.map(({ topic, partition, rows: group }) =>
        this.options.log.append(topic, partition, group.map(recordOf), this.options.deadlineMs ?? 10_000),
      ),
    );
    const sent = groups.flatMap(({ rows: group }, at) => group.slice(0, storedOf(answers[at]!)));
    if (sent.length > 0)
      await client.query({ name: 'delete_sent', text: deleteSent, values: [shard, sent.map(({ seq }) => seq)] });
    const refused = answers.find((answer) => answer.status === 'rejected');
    if (refused) {
      await client.query('COMMIT');
      this.#sent += sent.length;
      throw refused.reason;
    }
    return sent.length;
  }

  /** A key's rows of one topic stay together and in order: they are acknowledged, or fail, as one. */
  async #byPartition(rows: readonly OutboxRow[]): Promise<{ topic: string; partition: number; rows: OutboxRow[] }[]> {
    const groups = new Map<string, { topic: string; partition: number; rows: OutboxRow[] }>();
    for (const row of rows) {
      const partition = partitionOf(row.key, await this.#partitions(row.topic));
      const name = `${partition}/${row.topic}`;
      const group = groups.get(name) ?? { topic: row.topic, partition, rows: [] };
      groups.set(name, group);
      group.rows.push(row);
    }
    return [...groups.values()];
  }

  async #partitions(topic: string): Promise<number> {
    let partitions = this.#topics.get(topic);
    if (partitions === undefined) {
      await this.options.log.ensureTopics([{ topic }]);
      partitions = await this.options.log.partitions(topic);
      this.#topics.set(topic, partitions);
    }
    return partitions;
  }
}

/** How many from the first on the log has acknowledged. */
function storedOf(answer: PromiseSettledResult<void>): number {
  if (answer.status === 'fulfilled') return Infinity;
  return answer.reason instanceof AppendedInPart ? answer.reason.stored : 0;
}

function recordOf(row: OutboxRow): NewRecord {
  return { id: row.event_id, key: row.key, headers: row.headers, value: row.payload };
}
