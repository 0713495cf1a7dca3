import type { Transaction } from '@tributary/persistence';
import type { ClientBase, Pool } from 'pg';

/** What a stopped handler has left on one partition: everything from `next` on, up to `until` as far as the others have gone by now. */
export interface Backlog {
  readonly handler: string;
  readonly topic: string;
  readonly partition: number;
  readonly next: number;
  readonly until: number;
}

type Place = Pick<Backlog, 'handler' | 'topic' | 'partition'>;

const ofPlace = 'handler = $1 AND topic = $2 AND partition = $3';

/** Thrown inside a handler's transaction: it has a backlog on this partition, so what comes now belongs behind it. */
export class BehindItself extends Error {}

export async function refuseBehindItself(tx: Transaction, place: Place): Promise<void> {
  const rows = await tx.read(`SELECT FROM backlog WHERE ${ofPlace}`, valuesOf(place));
  if (rows.length > 0) throw new BehindItself();
}

/** The handler goes on at `next` when it is well again; its partition goes on without it. */
export async function leaveBehind(pool: Pool, { next, until, ...place }: Backlog): Promise<void> {
  await pool.query(
    `INSERT INTO backlog (handler, topic, partition, next_position, until_position) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (handler, topic, partition) DO UPDATE SET next_position = least(backlog.next_position, excluded.next_position),
       until_position = greatest(backlog.until_position, excluded.until_position)`,
    [...valuesOf(place), next, until],
  );
}

/** The partition has gone on to `until`; false if there is no backlog any more, so that the handler takes its events itself. */
export async function extendBacklog(pool: Pool, { until, ...place }: Omit<Backlog, 'next'>): Promise<boolean> {
  const { rowCount } = await pool.query(
    `UPDATE backlog SET until_position = greatest(until_position, $4) WHERE ${ofPlace}`,
    [...valuesOf(place), until],
  );
  return rowCount === 1;
}

export async function backlogsOf(pool: Pool, handlers: readonly string[]): Promise<Backlog[]> {
  const { rows } = await pool.query<Place & { next: string; until: string }>(
    `SELECT handler, topic, partition, next_position AS next, until_position AS until FROM backlog WHERE handler = ANY ($1) ORDER BY since`,
    [handlers],
  );
  return rows.map(({ next, until, ...place }) => ({ ...place, next: Number(next), until: Number(until) }));
}

/** Everything before `next` is done; false if somebody else has moved it meanwhile. */
export async function moveBacklog(
  client: ClientBase,
  { next: from, ...place }: Backlog,
  next: number,
): Promise<boolean> {
  const { rowCount } = await client.query(
    `UPDATE backlog SET next_position = $5 WHERE ${ofPlace} AND next_position = $4`,
    [...valuesOf(place), from, next],
  );
  return rowCount === 1;
}

/** How far the partition has gone; nobody adds to the backlog before the transaction ends. */
export async function holdBacklog(client: ClientBase, place: Place): Promise<number | null> {
  const { rows } = await client.query<{ until: string }>(
    `SELECT until_position AS until FROM backlog WHERE ${ofPlace} FOR UPDATE`,
    valuesOf(place),
  );
  return rows[0] === undefined ? null : Number(rows[0].until);
}

export async function endBacklog(client: ClientBase, place: Place): Promise<void> {
  await client.query(`DELETE FROM backlog WHERE ${ofPlace}`, valuesOf(place));
}

/** One at a time gives a backlog to its handler; null if somebody does already. Lasts as long as the connection. */
export async function claimBacklog(client: ClientBase, { handler, topic, partition }: Place): Promise<boolean> {
  const { rows } = await client.query<{ mine: boolean }>(
    `SELECT pg_try_advisory_lock(hashtextextended('backlog ' || $1, 0)) AS mine`,
    [`${handler} ${topic} ${partition}`],
  );
  return rows[0]!.mine;
}

function valuesOf({ handler, topic, partition }: Place): unknown[] {
  return [handler, topic, partition];
}
