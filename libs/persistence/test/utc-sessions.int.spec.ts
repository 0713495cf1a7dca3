import { Database, roleNames } from '@tributary/persistence';
import { createTestDatabase, dropTestDatabase, testServer } from '@tributary/testing';
import pg from 'pg';
import { example } from './reservation.js';

const opened: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const each of opened.splice(0).reverse()) await each.close();
});

/** A database of a server that lives in New York, as its own settings and those of the service's roles have it. */
async function newYork() {
  const urls = await createTestDatabase(example);
  opened.push({ close: () => dropTestDatabase(urls) });
  const admin = new pg.Client({ connectionString: testServer().adminUrl });
  await admin.connect();
  const name = pg.escapeIdentifier(new URL(urls.owner).pathname.slice(1));
  await admin.query(`ALTER DATABASE ${name} SET timezone = 'America/New_York'`);
  for (const role of Object.values(roleNames(example.name)))
    await admin.query(`ALTER ROLE ${role} IN DATABASE ${name} SET timezone = 'America/New_York'`);
  await admin.end();
  return urls;
}

async function opensOn(urls: Awaited<ReturnType<typeof newYork>>): Promise<Database> {
  const database = await Database.open({ service: example.name, urls, schemas: example.schemas, migrations: [] });
  opened.push(database);
  return database;
}

it('sessions of every role are in UTC, whatever the database and the role say', async () => {
  const database = await opensOn(await newYork());
  const utc = [{ TimeZone: 'UTC' }];
  for (const kind of ['vendor', 'partner'] as const)
    expect((await database.pool(kind).query('SHOW TimeZone')).rows).toEqual(utc);
  expect(await database.dataSource.query('SHOW TimeZone')).toEqual(utc);
});

it('what else an address asks of its sessions stays', async () => {
  const urls = await newYork();
  const vendor = `${urls.vendor}?options=-c%20work_mem%3D7MB%20-c%20TimeZone%3DAsia/Tokyo`;
  const database = await opensOn({ ...urls, vendor });
  const { rows } = await database
    .pool('vendor')
    .query(`SELECT current_setting('work_mem') AS memory, current_setting('TimeZone') AS zone`);
  expect(rows).toEqual([{ memory: '7MB', zone: 'UTC' }]);
});
