import type { Actor } from '@tributary/kernel';
import pg from 'pg';
import type { TestDatabase } from './test-database.js';

interface Plan {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly Plans?: readonly Plan[];
}

/** What a query does to a table: whether it reads all of it, and how many of its rows it looks at. */
export interface Effort {
  readonly readsAll: boolean;
  readonly rows: number;
}

/** Runs a query, and then explains the statement that it really sent, in the actor's scope: the one that reads `from`, if that is another table. */
export async function effortOf(
  db: TestDatabase,
  actor: Actor,
  table: string,
  query: () => Promise<unknown>,
  from = table,
): Promise<Effort> {
  const { text, values } = await sentBy(from, query);
  const client = await db.database.pool(actor.kind === 'partner' ? 'partner' : 'vendor').connect();
  try {
    await client.query('BEGIN READ ONLY');
    await client.query(`SELECT set_config('app.partner_id', $1, true)`, [actor.partnerId ?? '']);
    const { rows } = await client.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
      `EXPLAIN (ANALYZE, FORMAT JSON) ${text}`,
      values,
    );
    await client.query('ROLLBACK');
    const scans = nodesOf(rows[0]!['QUERY PLAN'][0].Plan).filter((node) => node['Relation Name'] === table);
    return {
      readsAll: scans.some((node) => node['Node Type'] === 'Seq Scan'),
      rows: scans.reduce(
        (sum, node) => sum + (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'],
        0,
      ),
    };
  } finally {
    client.release();
  }
}

interface Asked {
  readonly text: string;
  readonly values?: readonly unknown[];
}

interface Flight {
  readonly statements?: readonly Asked[];
}

async function sentBy(table: string, query: () => Promise<unknown>): Promise<{ text: string; values: unknown[] }> {
  const sent: Asked[] = [];
  const prototype = pg.Client.prototype as unknown as { query: (flight: Flight, ...rest: unknown[]) => unknown };
  const send = prototype.query;
  prototype.query = function (flight, ...rest) {
    sent.push(...(flight.statements ?? []));
    return send.call(this, flight, ...rest);
  };
  try {
    await query();
  } finally {
    prototype.query = send;
  }
  const found = sent.find(({ text }) => text.includes(`FROM ${table}`));
  if (found === undefined) throw new Error(`Nothing was read from ${table}.`);
  return { text: found.text, values: [...(found.values ?? [])] };
}

function nodesOf(plan: Plan): Plan[] {
  return [plan, ...(plan.Plans ?? []).flatMap(nodesOf)];
}
