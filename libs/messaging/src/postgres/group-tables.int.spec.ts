import { randomUUID } from 'node:crypto';
import { Pool } from 'pg';
import { scratchDatabase, type ScratchDatabase } from '../../test/scratch-database.js';
import { GroupTables } from './group-tables.js';
import { PostgresEventLog } from './postgres-event-log.js';

describe('a member of a group', () => {
  let database: ScratchDatabase;
  let pool: Pool;
  let log: PostgresEventLog;
  let topic: string;

  beforeAll(async () => {
    database = await scratchDatabase();
    await PostgresEventLog.migrate(database.url);
    pool = new Pool({ connectionString: database.url });
    log = new PostgresEventLog(database.url, { housekeepingMs: 0 });
  });
  afterAll(async () => {
    await Promise.all([log.close(), pool.end()]);
    await database.drop();
  });
  beforeEach(async () => {
    topic = `test.${randomUUID()}`;
    await log.ensureTopics([{ topic, partitions: 2 }]);
  });

  const member = async (leaseMs = 60_000) => {
    const tables = new GroupTables(pool, 'group', randomUUID(), [topic], leaseMs);
    await tables.enter();
    await tables.renew();
    return tables;
  };
  const position = async () =>
    (
      await database.query<{ next_position: string }>(
        'SELECT next_position FROM log_group WHERE topic = $1 ORDER BY partition LIMIT 1',
        [topic],
      )
    )[0]!.next_position;

  it('that lost a partition and has it again commits nothing that it began before', async () => {
    const tables = await member();
    const [before] = await tables.claim(1);
    await tables.release(before!);
    const [now] = await tables.claim(1);
    expect(await tables.commit(before!, 5)).toBe(false);
    expect(await tables.commit(now!, 3)).toBe(true);
    expect(await position()).toBe('3');
  });

  it('does not set back what it has committed', async () => {
    const tables = await member();
    const [place] = await tables.claim(1);
    expect(await tables.commit(place!, 5)).toBe(true);
    expect(await tables.commit(place!, 3)).toBe(false);
    expect(await position()).toBe('5');
  });

  it('takes no partition from one whose lease runs, and each that is free for itself alone', async () => {
    const [one, other] = [await member(), await member()];
    expect(await one.claim(1)).toHaveLength(1);
    const [mine, theirs] = await Promise.all([one.claim(2), other.claim(2)]);
    expect(mine.length + theirs.length).toBe(1);
  });

  it('takes the partitions of one whose lease is over, who then commits nothing', async () => {
    const asleep = await member(1);
    const [place] = await asleep.claim(1);
    await database.query(`UPDATE log_group SET lease_until = clock_timestamp() - interval '1 s' WHERE topic = $1`, [
      topic,
    ]);
    expect(await (await member()).claim(2)).toHaveLength(2);
    expect(await asleep.commit(place!, 5)).toBe(false);
  });
});
