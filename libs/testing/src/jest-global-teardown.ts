import pg from 'pg';

interface Shared {
  readonly stop: (() => Promise<void>) | null;
  projects: number;
}

export default async function tearDown(): Promise<void> {
  const shared = (globalThis as { tributaryTestRun?: Shared }).tributaryTestRun;
  if (shared === undefined) return;
  shared.projects -= 1;
  if (shared.projects > 0) return;
  if (shared.stop === null) await dropDatabases();
  else await shared.stop();
}

async function dropDatabases(): Promise<void> {
  const prefix = process.env['TRIBUTARY_TEST_RUN'];
  const admin = new pg.Client({ connectionString: process.env['TRIBUTARY_TEST_SERVER'] });
  await admin.connect();
  try {
    await admin.query('update pg_database set datistemplate = false where starts_with(datname, $1)', [prefix]);
    const { rows } = await admin.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [prefix],
    );
    for (const { datname } of rows)
      await admin.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(datname)} WITH (FORCE)`);
  } finally {
    await admin.end();
  }
}
