import { Database, platformMigrations, provisionService, withDatabase } from '@tributary/persistence';
import { dropTestDatabase, testServer } from '@tributary/testing';
import pg from 'pg';
import { example } from './reservation.js';

const { adminUrl, prefix } = testServer();
// Roles belong to the whole server, and other suites log in with this password meanwhile.
const passwords = { owner: 'tributary', vendor: 'tributary', partner: 'tributary' };
const database = `${prefix}_provisioned`;

it('makes roles, database and tables once, however often and by how many at once it is asked', async () => {
  const provision = () => provisionService(adminUrl, 'gateway', { database, passwords });
  const [urls] = await Promise.all([provision(), provision(), provision()]);
  const open = () => Database.open({ service: 'gateway', urls: urls, schemas: [], migrations: platformMigrations });
  const replicas = await Promise.all([open(), open(), open()]);
  await Promise.all(replicas.map((each) => each.migrate()));
  const { rows } = await replicas[0]
    .pool('vendor')
    .query<{ user: string; shards: string }>('select current_user as user, count(*) as shards from outbox_shard');
  expect(rows).toEqual([{ user: 'gateway_vendor', shards: '16' }]);
  await Promise.all(replicas.map((each) => each.close()));
  await dropTestDatabase(urls);
});

it('keeps others out of the database', async () => {
  const urls = await provisionService(adminUrl, 'gateway', { database, passwords });
  await provisionService(adminUrl, 'presales', { database: `${database}_other`, passwords }).then(async (other) => {
    const stranger = new pg.Client({ connectionString: withDatabase(other.vendor, database) });
    await expect(stranger.connect()).rejects.toThrow(/permission denied for database/);
    await dropTestDatabase(other);
  });
  await dropTestDatabase(urls);
});

it('refuses to migrate as anybody but the owner', async () => {
  const urls = await provisionService(adminUrl, 'gateway', { database, passwords });
  const wrong = await Database.open({
    service: 'gateway',
    urls: { ...urls, owner: adminUrl },
    schemas: example.schemas,
    migrations: platformMigrations,
  });
  await expect(wrong.migrate()).rejects.toThrow(/owner role/);
  await wrong.close();
  await dropTestDatabase(urls);
});
