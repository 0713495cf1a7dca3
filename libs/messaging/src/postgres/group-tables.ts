import type { Pool } from 'pg';
import type { LogRecord } from '../event-log.js';

/** A partition in the hands of a member. Each change of hands raises the epoch. */
export interface Place {
  readonly topic: string;
  readonly partition: number;
  readonly epoch: string;
}

interface Fetched {
  readonly place: { topic: string; partition: number };
  /** Where the partition ended when it was read. */
  readonly end: number;
  readonly records: LogRecord[];
}

interface FetchedRow {
  topic: string;
  partition: number;
  next_offset: string;
  position: string | null;
  event_id: string;
  key: string;
  headers: Record<string, string>;
  value: Buffer | null;
  at: Date;
}

interface PlaceRow {
  topic: string;
  partition: number;
  next_position: string;
  epoch: string;
}

/** The statements of one member of a consumer group. */
export class GroupTables {
  constructor(
    private readonly pool: Pool,
    private readonly group: string,
    private readonly owner: string,
    private readonly topics: readonly string[],
    private readonly leaseMs: number,
  ) {}

  /** Makes the group known at the start of every partition it has not met; answers how many partitions there are. */
  async enter(): Promise<number> {
    await this.pool.query(
      `INSERT INTO log_group (consumer_group, topic, partition)
       SELECT $1, topic, partition FROM log_partition WHERE topic = ANY ($2) ORDER BY topic, partition ON CONFLICT DO NOTHING`,
      [this.group, this.topics],
    );
    const { rows } = await this.pool.query<{ count: number }>(
      'SELECT count(*)::int AS count FROM log_partition WHERE topic = ANY ($1)',
      [this.topics],
    );
    return rows[0]!.count;
  }

  async renew(): Promise<{ members: number; places: (Place & { position: number })[] }> {
    const { rows: beat } = await this.pool.query<{ members: number }>(
      "SELECT log_heartbeat($1, $2, $3 * interval '1 ms') AS members",
      [this.group, this.owner, this.leaseMs],
    );
    const { rows } = await this.pool.query<PlaceRow>(
      'SELECT topic, partition, next_position, epoch FROM log_group WHERE consumer_group = $1 AND owner = $2',
      [this.group, this.owner],
    );
    return { members: Math.max(1, beat[0]!.members), places: rows.map(placeOf) };
  }

  async claim(wanted: number): Promise<(Place & { position: number })[]> {
    const { rows } = await this.pool.query<PlaceRow>("SELECT * FROM log_claim($1, $2, $3, $4 * interval '1 ms', $5)", [
      this.group,
      this.owner,
      this.topics,
      this.leaseMs,
      wanted,
    ]);
    return rows.map(placeOf);
  }

  async release({ topic, partition, epoch }: Place): Promise<void> {
    await this.pool.query(
      `UPDATE log_group SET owner = NULL, lease_until = NULL
        WHERE consumer_group = $1 AND topic = $2 AND partition = $3 AND owner = $4 AND epoch = $5`,
      [this.group, topic, partition, this.owner, epoch],
    );
  }

  async leave(): Promise<void> {
    await this.pool.query(
      'UPDATE log_group SET owner = NULL, lease_until = NULL WHERE consumer_group = $1 AND owner = $2',
      [this.group, this.owner],
    );
    await this.pool.query('DELETE FROM log_member WHERE consumer_group = $1 AND owner = $2', [this.group, this.owner]);
  }

  /** False: the partition changed hands, nothing was written. */
  async commit({ topic, partition, epoch }: Place, next: number): Promise<boolean> {
    const { rowCount } = await this.pool.query({
      name: 'log_commit',
      text: `UPDATE log_group SET next_position = $6
              WHERE consumer_group = $1 AND topic = $2 AND partition = $3 AND owner = $4 AND epoch = $5 AND next_position <= $6`,
      values: [this.group, topic, partition, this.owner, epoch, next],
    });
    return rowCount === 1;
  }

  /** One statement looks at all idle partitions and reads those that have something, at most `room` of them. */
  async fetch(
    places: readonly { topic: string; partition: number; position: number }[],
    room: number,
    limit: number,
  ): Promise<Fetched[]> {
    const { rows } = await this.pool.query<FetchedRow>({
      name: 'log_fetch',
      text: `SELECT c.topic, c.partition, c.next_offset, e.*
               FROM (SELECT w.*, p.next_offset FROM unnest($1::text[], $2::int[], $3::bigint[]) AS w(topic, partition, position)
                       JOIN log_partition p USING (topic, partition) WHERE p.next_offset > w.position ORDER BY random() LIMIT $4) c
               LEFT JOIN LATERAL (SELECT position, event_id, key, headers, value, at FROM log_event
                                   WHERE topic = c.topic AND partition = c.partition AND position >= c.position
                                   ORDER BY position LIMIT $5) e ON true
              ORDER BY c.topic, c.partition, e.position`,
      values: [
        places.map(({ topic }) => topic),
        places.map(({ partition }) => partition),
        places.map(({ position }) => position),
        room,
        limit,
      ],
    });
    const fetched = new Map<string, Fetched>();
    for (const row of rows) {
      const name = `${row.partition}/${row.topic}`;
      const entry = fetched.get(name) ?? {
        place: { topic: row.topic, partition: row.partition },
        end: Number(row.next_offset),
        records: [],
      };
      fetched.set(name, entry);
      if (row.position !== null) {
        entry.records.push({
          id: row.event_id,
          key: row.key,
          headers: row.headers,
          value: row.value,
          at: row.at,
          position: Number(row.position),
        });
      }
    }
    return [...fetched.values()];
  }
}

function placeOf(row: PlaceRow): Place & { position: number } {
  return { topic: row.topic, partition: row.partition, epoch: row.epoch, position: Number(row.next_position) };
}
