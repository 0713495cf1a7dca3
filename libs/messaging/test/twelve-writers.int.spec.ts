import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { PostgresRigLogs } from './rig-logs.js';
import { Rig, tester } from './rig.js';
import { stories, Story } from './story.js';
import { twelveWriters } from './twelve-writers.js';

twelveWriters('PostgreSQL', PostgresRigLogs.make);

describe('rule 1: the outbox row is inserted after the aggregate is locked', () => {
  let rig: Rig;
  const key = randomUUID();

  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig.close());
  afterEach(() => rig.reset());

  const begin = () => rig.db.unitOfWork.run(tester, async (tx) => void tx.save(stories, Story.begin(key)));
  const inOutbox = async (key: string) =>
    (
      await rig.db.adminQuery<{ version: string }>(
        'SELECT aggregate_version AS version FROM outbox WHERE key = $1 ORDER BY seq',
        [key],
      )
    ).map(({ version }) => Number(version));

  it('eight commands on one aggregate leave their events in the order of their versions', async () => {
    await begin();
    await Promise.all(
      Array.from({ length: 8 }, () =>
        rig.db.unitOfWork.run(tester, async (tx) => {
          const story = await tx.load(stories, key);
          story.tell();
          tx.save(stories, story);
        }),
      ),
    );
    expect(await inOutbox(key)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  it('and two would not, if the row came before the lock', async () => {
    await begin();
    const insert = `INSERT INTO outbox (shard, event_id, topic, key, type, aggregate_version) VALUES (0, gen_random_uuid(), 't', $1, 'T', 0)`;
    const lock = `UPDATE story SET version = version + 1 WHERE id = $1 RETURNING version`;
    const clients = [
      new Client({ connectionString: rig.db.urls.vendor }),
      new Client({ connectionString: rig.db.urls.vendor }),
    ] as const;
    for (const client of clients) {
      await client.connect();
      await client.query('BEGIN');
      await client.query(insert, [key]);
    }
    for (const client of [clients[1], clients[0]]) {
      const { rows } = await client.query<{ version: number }>(lock, [key]);
      await client.query(`UPDATE outbox SET aggregate_version = $2 WHERE key = $1 AND aggregate_version = 0`, [
        key,
        rows[0]!.version,
      ]);
      await client.query('COMMIT');
      await client.end();
    }
    expect(await inOutbox(key)).toEqual([1, 3, 2]);
  });
});
