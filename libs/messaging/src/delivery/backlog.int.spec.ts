import { Client } from 'pg';
import { Rig } from '../../test/rig.js';
import { until } from '../../test/until.js';
import { type Backlog, backlogsOf, endBacklog, extendBacklog, holdBacklog, leaveBehind } from './backlog.js';

describe('what a stopped handler has left', () => {
  let rig: Rig;
  const backlog: Backlog = { handler: 'h', topic: 't', partition: 0, next: 10, until: 20 };

  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig.close());
  afterEach(() => rig.db.adminQuery('DELETE FROM backlog'));

  const pool = () => rig.db.database.pool('vendor');

  it('begins at the first event that it has not done, and grows with its partition', async () => {
    await leaveBehind(pool(), backlog);
    await leaveBehind(pool(), { ...backlog, next: 15, until: 30 });
    expect(await extendBacklog(pool(), { ...backlog, until: 40 })).toBe(true);
    expect(await extendBacklog(pool(), { ...backlog, until: 35 })).toBe(true);
    expect(await backlogsOf(pool(), ['h'])).toEqual([{ ...backlog, until: 40 }]);
  });

  // Or the events of that moment would be left behind and nobody would come for them.
  it('ends for good: a partition that goes on in that moment learns that the handler takes its events itself', async () => {
    await leaveBehind(pool(), backlog);
    const client = new Client({ connectionString: rig.db.urls.vendor });
    await client.connect();
    await client.query('BEGIN');
    expect(await holdBacklog(client, backlog)).toBe(20);
    const going = { on: null as boolean | null };
    const extending = extendBacklog(pool(), { ...backlog, until: 25 }).then((done) => (going.on = done));
    await until(async () => {
      const waiting = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'UPDATE backlog%'`;
      return going.on !== null || (await rig.db.adminQuery(waiting)).length > 0;
    });
    await endBacklog(client, backlog);
    await client.query('COMMIT');
    await client.end();
    expect(await extending).toBe(false);
  });
});
