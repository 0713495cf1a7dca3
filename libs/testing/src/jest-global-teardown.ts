import pg from 'pg';
import { started } from './jest-global-setup.js';
import { testServer } from './test-server.js';

export default async function tearDown(): Promise<void> {
  started.users -= 1;
  if (started.users > 0) return;
  if (started.cluster === null) await dropDatabases();
  else await started.cluster.stop();
}

async function dropDatabases(): Promise<void> {
  const { adminUrl, prefix } = testServer();
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  try {
    const { rows } = await admin.query<{ datname: string }>('select datname from pg_database where starts_with(datname, $1)', [prefix]);
    await admin.query('update pg_database set datistemplate = false where starts_with(datname, $1)', [prefix]);
    for (const { datname } of rows) await admin.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(datname)} WITH (FORCE)`);
  } finally {
    await admin.end();
  }
}
