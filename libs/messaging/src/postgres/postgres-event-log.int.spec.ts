import { randomUUID } from 'node:crypto';
import { scratchDatabase, type ScratchDatabase } from '../../test/scratch-database.js';
import { until } from '../../test/until.js';
import { eventLogFromConfig } from '../event-log-from-config.js';
import { Fenced, UnknownTopic, type NewRecord } from '../event-log.js';
import { PostgresEventLog } from './postgres-event-log.js';

describe('the log in PostgreSQL', () => {
  let database: ScratchDatabase;
  let log: PostgresEventLog;
  let topic: string;

  const record = (key: string, headers: Record<string, string> = {}, value: string | null = key): NewRecord => ({
    id: randomUUID(),
    key,
    headers,
    value: value === null ? null : Buffer.from(value),
  });
  const stored = () =>
    database.query<{ position: string; key: string; value: Buffer | null }>(
      'SELECT position, key, value FROM log_event WHERE topic = $1 ORDER BY partition, position',
      [topic],
    );
  const open = (leaseMs = 1000) =>
    new PostgresEventLog(database.url, { leaseMs, housekeepingMs: 0, partitions: 2, retentionDays: 30 });

  beforeAll(async () => {
    database = await scratchDatabase();
    await Promise.all([1, 2, 3].map(() => PostgresEventLog.migrate(database.url)));
  });
  afterAll(() => database.drop());
  beforeEach(async () => {
    topic = `test.${randomUUID()}`;
    log = open();
    await log.ensureTopics([{ topic }]);
  });
  afterEach(() => log.close());

  it('stores what is appended together, whatever is refused beside it', async () => {
    const answers = await Promise.allSettled([
      log.append(topic, 1, [record('b')], 5000),
      log.append('test.nobody-made-it', 0, [record('lost')], 5000),
      log.append(topic, 0, [record('a')], 5000),
    ]);
    expect(answers).toMatchObject([
      { status: 'fulfilled' },
      { status: 'rejected', reason: expect.any(UnknownTopic) },
      { status: 'fulfilled' },
    ]);
    expect((await stored()).map(({ key }) => key)).toEqual(['a', 'b']);
  });

  it('lets nobody wait for ever who append to the same partitions in opposite order', async () => {
    const others = Array.from({ length: 7 }, () => open());
    const both = (client: PostgresEventLog, first: number) =>
      Promise.all([first, 1 - first].map((partition) => client.append(topic, partition, [record('k')], 5000)));
    await Promise.all([log, ...others].map((client, at) => both(client, at % 2)));
    await Promise.all(others.map((client) => client.close()));
    expect(await stored()).toHaveLength(16);
  });

  it('gives positions without gaps to eight who append at once', async () => {
    await Promise.all(
      Array.from({ length: 8 }, (_, i) => log.append(topic, 0, [record(`a${i}`), record(`b${i}`)], 5000)),
    );
    expect((await stored()).map(({ position }) => Number(position))).toEqual(Array.from({ length: 16 }, (_, i) => i));
  });

  it('keeps an event once, however often and by however many it is sent', async () => {
    const [one, two] = [record('one'), record('two')];
    await log.append(topic, 0, [one, one], 5000);
    await Promise.all(Array.from({ length: 8 }, () => log.append(topic, 0, [one, two], 5000)));
    expect((await stored()).map(({ position, key }) => [position, key])).toEqual([
      ['0', 'one'],
      ['1', 'two'],
    ]);
  });

  it('gives up at the deadline, and the connection with it', async () => {
    await database.query('BEGIN');
    await database.query('SELECT FROM log_partition WHERE topic = $1 FOR UPDATE', [topic]);
    await expect(log.append(topic, 0, [record('late')], 200)).rejects.toThrow('within 200 ms');
    await database.query('COMMIT');
    await log.append(topic, 0, [record('next')], 5000);
  });

  it('fences a member that slept while its partition changed hands', async () => {
    const outcome: unknown[] = [];
    await log.consume({
      group: topic,
      topics: [topic],
      onBatch: async ({ commit, signal }) => {
        await database.query(
          "UPDATE log_group SET owner = 'another', epoch = epoch + 1, lease_until = clock_timestamp() + interval '1 hour' WHERE topic = $1",
          [topic],
        );
        await commit(1).catch((error: unknown) => outcome.push(error));
        outcome.push(signal.aborted);
      },
    });
    await log.append(topic, 0, [record('k')], 5000);
    await until(() => outcome.length === 2);
    expect(outcome).toEqual([expect.any(Fenced), true]);
    const [group] = await database.query<{ next_position: string }>(
      'SELECT next_position FROM log_group WHERE topic = $1 AND partition = 0',
      [topic],
    );
    expect(group).toEqual({ next_position: '0' });
  });

  it('gives the partitions of a member that fell silent to another after the lease', async () => {
    await log.consume({ group: topic, topics: [topic], onBatch: async () => undefined });
    await until(
      async () =>
        (await database.query('SELECT FROM log_group WHERE topic = $1 AND owner IS NOT NULL', [topic])).length === 2,
    );
    await log.close();
    await database.query(
      "UPDATE log_group SET owner = 'silent', lease_until = clock_timestamp() + interval '500 ms' WHERE topic = $1",
      [topic],
    );
    await database.query("INSERT INTO log_member VALUES ($1, 'silent', clock_timestamp() + interval '500 ms')", [
      topic,
    ]);
    log = open();
    await log.append(topic, 1, [record('k')], 5000);
    const got: string[] = [];
    await log.consume({
      group: topic,
      topics: [topic],
      onBatch: async ({ records, commit }) => {
        got.push(...records.map(({ key }) => key));
        await commit(records.length);
      },
    });
    await until(async () => (await log.lag(topic)) === 0);
    expect(got).toEqual(['k']);
  });

  it('shares the partitions anew when a member joins', async () => {
    const other = open();
    const owners = async () =>
      (
        await database.query<{ n: number }>(
          'SELECT count(*)::int AS n FROM log_group WHERE topic = $1 AND owner IS NOT NULL GROUP BY owner',
          [topic],
        )
      ).map(({ n }) => n);
    await log.consume({ group: topic, topics: [topic], onBatch: async () => undefined });
    await until(async () => (await owners()).join() === '2');
    await other.consume({ group: topic, topics: [topic], onBatch: async () => undefined });
    await until(async () => (await owners()).join() === '1,1');
    await other.close();
    await until(async () => (await owners()).join() === '2');
  });

  it('keeps of a compacted topic the newest state of each key, even if an old one was sent again late', async () => {
    topic = `test.${randomUUID()}.state`;
    await log.ensureTopics([{ topic, partitions: 1 }]);
    const state = (key: string, sequence: number, value: string | null = `${key}${sequence}`) =>
      record(key, { ce_sequence: String(sequence).padStart(20, '0') }, value);
    await log.append(topic, 0, [state('a', 1), state('b', 1), state('a', 3), state('a', 2), state('b', 2, null)], 5000);
    await log.housekeep();
    expect(await stored()).toHaveLength(5);
    await database.query("UPDATE log_event SET at = at - interval '2 hours' WHERE topic = $1", [topic]);
    await log.housekeep();
    expect((await stored()).map(({ value }) => value && String(value))).toEqual(['a3', null]);
    await database.query("UPDATE log_event SET at = at - interval '40 days' WHERE topic = $1", [topic]);
    await log.housekeep();
    expect((await stored()).map(({ value }) => value && String(value))).toEqual(['a3']);
  });

  it('tells from which position on it can replay, when retention took the rest', async () => {
    await log.append(topic, 0, [record('a'), record('b'), record('c')], 5000);
    await log.append(topic, 1, [record('d')], 5000);
    await database.query(
      "UPDATE log_event SET at = at - interval '31 days' WHERE key IN ('a', 'b', 'd') AND topic = $1",
      [topic],
    );
    await log.housekeep();
    const extents = await log.replay({ topics: [topic], onBatch: () => Promise.resolve() });
    expect(extents.map(({ first, next }) => [first, next])).toEqual([
      [2, 3],
      [1, 1],
    ]);
  });

  it('removes what is older than the retention, and a reader goes on behind it', async () => {
    await log.append(topic, 0, [record('old'), record('older')], 5000);
    await database.query("UPDATE log_event SET at = at - interval '31 days' WHERE topic = $1", [topic]);
    await log.append(topic, 1, [record('young')], 5000);
    await log.housekeep();
    expect((await stored()).map(({ key }) => key)).toEqual(['young']);
    await log.consume({
      group: topic,
      topics: [topic],
      onBatch: async ({ commit, records }) => commit(records.length),
    });
    await until(async () => (await log.lag(topic)) === 0);
  });

  it('keeps events longer or shorter, as it is told', async () => {
    await log.append(topic, 0, [record('a')], 5000);
    await database.query("UPDATE log_event SET at = at - interval '60 days' WHERE topic = $1", [topic]);
    for (const [retentionDays, left] of [
      [61, 1],
      [59, 0],
    ] as const) {
      const other = await eventLogFromConfig({ url: database.url, housekeepingMs: 0, retentionDays });
      await (other as PostgresEventLog).housekeep();
      await other.close();
      expect([retentionDays, (await stored()).length]).toEqual([retentionDays, left]);
    }
  });

  it('says why it is not well', async () => {
    expect(await log.health()).toEqual({ ok: true });
    const lost = new PostgresEventLog(database.url.replace(/\/[^/]*$/, '/no_such_database'), { housekeepingMs: 0 });
    expect(await lost.health()).toEqual({ ok: false, detail: expect.stringContaining('no_such_database') });
    await lost.close();
  });
});
