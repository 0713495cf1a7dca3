import { randomBytes } from 'node:crypto';
import { withDatabase } from '@tributary/persistence';
import { testServer } from '@tributary/testing';
import { Client } from 'pg';

export interface ScratchDatabase {
  readonly url: string;
  query<Row extends object>(sql: string, values?: unknown[]): Promise<Row[]>;
  /** Ends every other connection to it, as a restart of the server does. */
  breakConnections(): Promise<void>;
  drop(): Promise<void>;
}

/** An empty database on the server that the tests run on. */
export async function scratchDatabase(): Promise<ScratchDatabase> {
  const { adminUrl, prefix } = testServer();
  const name = `${prefix}_${randomBytes(6).toString('hex')}`;
  const admin = new Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name}`);
  const url = withDatabase(adminUrl, name);
  const client = new Client({ connectionString: url });
  await client.connect();
  // A server that goes away under a failed test must not end the run.
  for (const each of [admin, client]) each.on('error', () => undefined);
  const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
  return {
    url,
    query: async <Row extends object>(sql: string, values: unknown[] = []) =>
      (await client.query<Row>(sql, values)).rows,
    breakConnections: async () => {
      await admin.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND pid <> $2', [
        name,
        rows[0]!.pid,
      ]);
    },
    drop: async () => {
      await client.end();
      await admin.query(`DROP DATABASE ${name} WITH (FORCE)`);
      await admin.end();
    },
  };
}
