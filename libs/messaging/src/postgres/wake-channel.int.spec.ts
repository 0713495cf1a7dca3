import { Pool } from 'pg';
import { scratchDatabase, type ScratchDatabase } from '../../test/scratch-database.js';
import { until } from '../../test/until.js';
import { WakeChannel } from './wake-channel.js';

describe('the wake channel', () => {
  let database: ScratchDatabase;
  let pool: Pool;
  let here: WakeChannel;
  let elsewhere: WakeChannel;
  let woken: Record<string, number>;

  const listening = async (): Promise<boolean> =>
    (
      await database.query(
        "SELECT FROM pg_stat_activity WHERE query LIKE 'LISTEN%' AND state = 'idle' AND datname = current_database()",
      )
    ).length === 2;
  const watch = (channel: WakeChannel, name: string, topics: string[]): void => {
    woken[name] = 0;
    channel.add(topics, () => (woken[name] = (woken[name] ?? 0) + 1));
  };

  beforeAll(async () => {
    database = await scratchDatabase();
    pool = new Pool({ connectionString: database.url });
  });
  afterAll(async () => {
    await pool.end();
    await database.drop();
  });
  beforeEach(async () => {
    woken = {};
    here = new WakeChannel(database.url, pool);
    elsewhere = new WakeChannel(database.url, pool);
    watch(here, 'deals here', ['deals']);
    watch(here, 'leads here', ['leads']);
    watch(elsewhere, 'deals and leads elsewhere', ['deals', 'leads']);
    watch(elsewhere, 'units elsewhere', ['units']);
    await until(listening);
  });
  afterEach(async () => {
    await Promise.all([here.close(), elsewhere.close()]);
  });

  it('wakes those who read the topic, here and elsewhere, and nobody twice for one append', async () => {
    here.ring(['deals']);
    expect(woken).toMatchObject({ 'deals here': 1, 'leads here': 0 });
    await until(() => woken['deals and leads elsewhere'] === 1);
    // What comes later says that the notice before it has been heard here too.
    elsewhere.ring(['leads']);
    await until(() => woken['leads here'] === 1);
    expect(woken).toEqual({
      'deals here': 1,
      'leads here': 1,
      'deals and leads elsewhere': 2,
      'units elsewhere': 0,
    });
  });

  it('wakes everybody when there are too many topics to name, or none is named', async () => {
    here.ring(Array.from({ length: 500 }, (_, at) => `topic-number-${at}`));
    await until(() => woken['units elsewhere'] === 1 && woken['deals here'] === 1);
    await pool.query('NOTIFY tributary_log');
    await until(() => woken['units elsewhere'] === 2 && woken['leads here'] === 2);
  });
});
