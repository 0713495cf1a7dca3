import { randomUUID } from 'node:crypto';
import { scratchDatabase, type ScratchDatabase } from '../../test/scratch-database.js';
import { PostgresEventLog } from './postgres-event-log.js';

describe('an append', () => {
  let database: ScratchDatabase;

  beforeAll(async () => {
    database = await scratchDatabase();
    await PostgresEventLog.migrate(database.url);
  });
  afterAll(() => database.drop());

  it('reads nothing of what the topic holds, even in tables that nobody has analyzed yet', async () => {
    await database.query('ALTER TABLE log_event SET (autovacuum_enabled = off)');
    await database.query("INSERT INTO log_topic VALUES ('test', 1, false)");
    await database.query("INSERT INTO log_partition (topic, partition) VALUES ('test', 0)");
    await database.query('BEGIN');
    for (let batch = 0; batch < 30; batch += 1) {
      const ids = Array.from({ length: 20 }, () => randomUUID());
      const texts = ids.map(() => '{}');
      await database.query("SELECT log_append('test', 0, $1, $2, $3, $4)", [ids, texts, texts, ids.map(() => null)]);
    }
    const [fetched] = await database.query<{ rows: string }>(
      "SELECT seq_tup_read + idx_tup_fetch AS rows FROM pg_stat_xact_user_tables WHERE relname = 'log_event'",
    );
    await database.query('COMMIT');
    expect(await database.query('SELECT FROM log_event')).toHaveLength(600);
    expect(Number(fetched?.rows)).toBe(0);
  });
});
