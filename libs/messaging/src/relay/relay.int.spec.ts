import { randomUUID } from 'node:crypto';
import { shardCount, shardOf } from '@tributary/persistence';
import { testDatabase, type TestDatabase } from '@tributary/testing';
import { Client } from 'pg';
import { RecordingLog } from '../../test/recording-log.js';
import { until } from '../../test/until.js';
import type { Relay as RelayClass } from './relay.js';
import type * as RelayStatements from './relay-statements.js';

type Statements = Partial<Record<keyof typeof RelayStatements, string>>;

/** The relay as it is, or with one of its statements replaced: what a rule is worth shows when it is broken. */
async function relayWith(broken: Statements): Promise<typeof RelayClass> {
  let relay: typeof RelayClass | undefined;
  await jest.isolateModulesAsync(async () => {
    jest.doMock('./relay-statements.js', () => ({
      ...jest.requireActual<object>('./relay-statements.js'),
      ...broken,
    }));
    relay = (await import('./relay.js')).Relay;
    jest.dontMock('./relay-statements.js');
  });
  return relay!;
}

describe('the relay', () => {
  let db: TestDatabase;
  let log: RecordingLog;
  const relays: RelayClass[] = [];

  const start = async (broken: Statements = {}, concurrency = 1): Promise<RelayClass> => {
    const Relay = await relayWith(broken);
    const relay = new Relay({ database: db, log, concurrency });
    relays.push(relay);
    await relay.start();
    return relay;
  };
  const insert = `INSERT INTO outbox (shard, event_id, topic, key, type, aggregate_version, headers, payload)
    VALUES ($1, $2, 'tributary.test.thing', $3, 'T', $4, '{}', $5)`;
  const row = (key: string, n: number): unknown[] => [shardOf(key), randomUUID(), key, n, Buffer.from(String(n))];
  const write = (key: string, n: number) => db.adminQuery(insert, row(key, n));
  const connect = async (): Promise<Client> => {
    const client = new Client({ connectionString: db.urls.vendor });
    await client.connect();
    return client;
  };
  const sent = (key?: string) =>
    log.records.filter((record) => key === undefined || record.key === key).map(({ value }) => Number(value));
  const waiting = async () => (await db.adminQuery('SELECT FROM outbox')).length;
  const relaysThat = (state: string) =>
    db.adminQuery<{ pid: number; at: string }>(
      `SELECT pid, query_start::text AS at FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'relay' AND ${state}`,
    );
  /** Some relay has ended a round since the call: it found nothing, or sent what it found. */
  const roundEnded = async () => {
    const ended = async () =>
      (await relaysThat(`query = 'COMMIT' AND state = 'idle'`)).map(({ pid, at }) => `${pid} ${at}`);
    const before = new Set(await ended());
    await until(async () => (await ended()).some((round) => !before.has(round)));
  };
  const [a, b] = ['key-a', 'key-a-neighbour', ...Array.from({ length: 99 }, (_, i) => `key-${i}`)].filter(
    (key) => shardOf(key) === shardOf('key-a'),
  ) as [string, string];

  beforeAll(async () => {
    db = await testDatabase({ name: 'sales', schemas: [], migrations: [] });
  });
  afterAll(() => db.close());
  beforeEach(() => {
    log = new RecordingLog();
  });
  afterEach(async () => {
    await Promise.all(relays.splice(0).map((relay) => relay.stop()));
    await db.adminQuery('DELETE FROM outbox');
  });

  it('sends what is in the outbox, each key in order, and empties it', async () => {
    for (let n = 1; n <= 30; n += 1) await write(`key-${n % 3}`, n);
    const relay = await start({}, 3);
    await until(async () => (await waiting()) === 0);
    for (const key of ['key-0', 'key-1', 'key-2']) expect(sent(key)).toEqual([...sent(key)].sort((x, y) => x - y));
    expect(log.records).toHaveLength(30);
    expect(await relay.figures()).toEqual({ sent: 30, failures: 0, oldestAgeSeconds: 0, rowsByShard: {} });
  });

  it('keeps what the log refused, sends it later in order, and does not send the rest of the batch again', async () => {
    let refusing = true;
    log.refuse = (_, partition) => refusing && partition === 0;
    for (const n of [1, 2]) for (let key = 0; key < 8; key += 1) await write(`key-${key}`, n);
    const relay = await start();
    await until(async () => log.records.length > 0 && (await relay.figures()).failures > 1);
    expect((await relay.figures()).oldestAgeSeconds).toBeGreaterThan(0);
    refusing = false;
    await until(async () => (await waiting()) === 0);
    expect(new Set(log.records.map(({ id }) => id)).size).toBe(log.records.length);
    for (let key = 0; key < 8; key += 1) expect(sent(`key-${key}`)).toEqual([1, 2]);
  });

  it('sends again, and goes on, after the database refused to let the rows go', async () => {
    await db.adminQuery(
      `CREATE FUNCTION stay() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''stay''; END'`,
    );
    await db.adminQuery('CREATE TRIGGER stay BEFORE DELETE ON outbox FOR EACH ROW EXECUTE FUNCTION stay()');
    await write('key-a', 1);
    const relay = await start({}, 1);
    await until(async () => (await relay.figures()).failures > 0);
    await db.adminQuery('DROP FUNCTION stay CASCADE');
    await until(async () => (await waiting()) === 0);
    expect(new Set(log.records.map(({ id }) => id)).size).toBe(1);
    expect((await relay.figures()).sent).toBe(1);
  });

  it('wakes on a signal instead of waiting for the poll', async () => {
    const relay = await start();
    await new Promise((resolve) => setTimeout(resolve, 50));
    const delays: number[] = [];
    for (let n = 0; n < 5; n += 1) {
      await write('key-a', n);
      const before = performance.now();
      relay.wake();
      await until(() => log.records.length === n + 1);
      delays.push(performance.now() - before);
    }
    expect(Math.min(...delays)).toBeLessThan(100);
  });

  describe('rule 2: numbers are given out one at a time', () => {
    const scenario = async () => {
      const [one, two] = [await connect(), await connect()];
      for (const [n, client] of [one, two, one].entries()) await client.query(insert, row(a, n));
      await Promise.all([one.end(), two.end()]);
      await start();
      await until(async () => (await waiting()) === 0);
      return sent(a);
    };
    it('two who write one key in turn stay in their order', async () => {
      expect(await scenario()).toEqual([0, 1, 2]);
    });
    it('and would not, if each had a supply of numbers', async () => {
      await db.adminQuery('ALTER TABLE outbox ALTER COLUMN seq SET CACHE 50');
      expect(await scenario()).toEqual([0, 2, 1]);
      await db.adminQuery('ALTER TABLE outbox ALTER COLUMN seq SET CACHE 1');
    });
  });

  describe('rule 3: the rows are read by a statement after the lock', () => {
    // The relay that comes second has its snapshot from before the first one's deletes, and its lock from after them.
    const scenario = async (broken: Statements) => {
      await write(a, 1);
      const gate = log.holdNext();
      const first = await start();
      await gate.reached;
      await start(broken);
      await until(async () => (await relaysThat(`wait_event_type = 'Lock'`)).length === 1);
      gate.open();
      await first.stop();
      await roundEnded();
      return sent(a);
    };
    const patient = { lockShard: `SELECT shard FROM outbox_shard WHERE shard = ${shardOf(a)} FOR UPDATE` };
    it('a relay that waited for the lock does not send again what its predecessor sent', async () => {
      expect(await scenario(patient)).toEqual([1]);
    });
    it('and would, if one statement did both', async () => {
      const both = {
        lockShard: `SELECT ${shardOf(a)}::smallint AS shard`,
        readShard: `SELECT o.shard, o.seq, o.event_id, o.topic, o.key, o.headers, o.payload FROM
          (SELECT shard FROM outbox_shard WHERE shard = $1 FOR UPDATE) s JOIN outbox o ON o.shard = s.shard ORDER BY o.seq LIMIT $2`,
      };
      expect(await scenario(both)).toEqual([1, 1]);
    });
  });

  describe('rule 4: exactly what was acknowledged is deleted', () => {
    // A row that took its number before the batch was read, and commits while the batch is on its way.
    const scenario = async (broken: Statements) => {
      const late = await connect();
      await late.query('BEGIN');
      await late.query(insert, row(b, 1));
      await write(a, 2);
      const gate = log.holdNext();
      await start(broken);
      await gate.reached;
      await late.query('COMMIT');
      await late.end();
      gate.open();
      await until(async () => (await waiting()) === 0);
      return [...sent(a), ...sent(b)];
    };
    it('a row that commits late under an early number is sent', async () => {
      expect(await scenario({})).toEqual([2, 1]);
    });
    it('and would be lost, if everything up to the last number went', async () => {
      const upTo = {
        deleteSent: 'DELETE FROM outbox WHERE shard = $1 AND seq <= (SELECT max(x) FROM unnest($2::bigint[]) AS t(x))',
      };
      expect(await scenario(upTo)).toEqual([2]);
    });
  });

  describe('rule 5: one batch of a shard is on its way at a time', () => {
    const scenario = async (broken: Statements) => {
      await write(a, 1);
      const gate = log.holdNext();
      await start(broken);
      await gate.reached;
      await write(a, 2);
      await start(broken);
      await roundEnded();
      await roundEnded();
      const early = sent(a);
      gate.open();
      await until(async () => (await waiting()) === 0);
      return [early, sent(a)];
    };
    it('a second relay leaves the shard alone until the first batch is acknowledged', async () => {
      expect(await scenario({})).toEqual([[], [1, 2]]);
    });
    it('and a batch would be overtaken, if the shard were not locked', async () => {
      const unlocked = {
        lockShard:
          'SELECT shard FROM outbox_shard s WHERE EXISTS (SELECT FROM outbox o WHERE o.shard = s.shard) LIMIT 1',
      };
      expect(await scenario(unlocked)).toEqual([
        [1, 2],
        [1, 2, 1],
      ]);
    });
  });

  it('rule 6: it refuses to start while rows wait in a shard that was taken away', async () => {
    await db.adminQuery(insert, [shardCount, randomUUID(), 'key', 1, null]);
    await expect(start()).rejects.toThrow('no longer exist');
    await db.adminQuery('INSERT INTO outbox_shard VALUES ($1)', [shardCount]);
    await start();
    await until(async () => (await waiting()) === 0);
    await db.adminQuery('DELETE FROM outbox_shard WHERE shard = $1', [shardCount]);
  });
});
