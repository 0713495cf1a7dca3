import { randomUUID } from 'node:crypto';
import { shardOf } from '@tributary/persistence';
import { testDatabase, type TestDatabase } from '@tributary/testing';
import { Client } from 'pg';
import { RecordingLog } from '../../test/recording-log.js';
import { scratchDatabase } from '../../test/scratch-database.js';
import { until } from '../../test/until.js';
import { Relay } from './relay.js';

// Numbers are given out when rows are inserted, transactions when they first write, and neither in the order of the commits.
describe('the numbers of the outbox', () => {
  const key = 'a key';
  let db: TestDatabase;
  let log: RecordingLog;
  let relay: Relay;
  const writers: Client[] = [];

  const writer = async (url = db.urls.vendor): Promise<Client> => {
    const client = new Client({ connectionString: url });
    writers.push(client);
    await client.connect();
    await client.query('BEGIN');
    return client;
  };
  const write = (client: Client, n: number) =>
    client.query(
      `INSERT INTO outbox (shard, event_id, topic, key, type, aggregate_version, payload) VALUES ($1, $2, 'tributary.test.thing', $3, 'T', $4, $5)`,
      [shardOf(key), randomUUID(), key, n, Buffer.from(String(n))],
    );
  const commit = async (n: number) => {
    const client = await writer();
    await write(client, n);
    await client.query('COMMIT');
  };
  const sent = () => log.records.map(({ value }) => Number(value));
  const isSent = (n: number) => until(() => sent().includes(n));

  beforeAll(async () => {
    db = await testDatabase({ name: 'sales', schemas: [], migrations: [] });
  });
  afterAll(() => db.close());
  beforeEach(() => {
    log = new RecordingLog();
    relay = new Relay({ database: db, log, concurrency: 1 });
  });
  afterEach(async () => {
    await Promise.all([relay.stop(), ...writers.splice(0).map((client) => client.end())]);
    await db.adminQuery('DELETE FROM outbox');
  });

  it('lose no row that commits under an early number when later numbers are long gone', async () => {
    const late = await writer();
    await write(late, 1);
    await commit(2);
    await relay.start();
    await isSent(2);
    await until(async () => (await db.adminQuery('SELECT FROM outbox')).length === 0);
    await late.query('COMMIT');
    await commit(3);
    await isSent(3);
    expect(sent()).toEqual([2, 1, 3]);
  });

  it('put the rows of a key in their order, whichever transaction was begun first', async () => {
    const early = await writer();
    await early.query('SELECT pg_current_xact_id()');
    await commit(1);
    await write(early, 2);
    await early.query('COMMIT');
    await relay.start();
    await isSent(2);
    await isSent(1);
    expect(sent()).toEqual([1, 2]);
  });

  it('are not held up by a transaction that is open in another database of the server', async () => {
    const elsewhere = await scratchDatabase();
    const idle = await writer(elsewhere.url);
    await idle.query('SELECT pg_current_xact_id()');
    await commit(1);
    await relay.start();
    await isSent(1);
    await idle.end();
    writers.splice(writers.indexOf(idle), 1);
    await elsewhere.drop();
  });
});
