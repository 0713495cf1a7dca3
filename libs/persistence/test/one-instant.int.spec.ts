import { randomUUID } from 'node:crypto';
import { eventually, testDatabase, vendor, type TestDatabase } from '@tributary/testing';
import { reserved } from './command.js';
import { example } from './reservation.js';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase(example);
});
afterAll(() => db.close());

it('a page and what is read beside it speak of the same instant, whatever is committed meanwhile', async () => {
  const owner = randomUUID();
  for (let each = 0; each < 3; each += 1) await reserved(db.unitOfWork, { partnerId: owner });
  const reading = db.reads.pageBeside<{ id: string }, { count: string }>(
    vendor(),
    {
      select: 'SELECT r.id FROM reservation r',
      id: 'r.id',
      sorts: { createdAt: 'r.created_at' },
      branches: [{ where: ['r.partner_id = ?', '(SELECT pg_sleep(0.5)) IS NOT NULL'], params: [owner] }],
      cursorSalt: '',
    },
    { limit: 2 },
    { sql: 'SELECT count(*) AS count FROM reservation WHERE partner_id = $1', parameters: [owner] },
  );
  await eventually(
    () => db.adminQuery(`SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()`),
    (asleep) => asleep.length === 1,
  );
  await reserved(db.unitOfWork, { partnerId: owner });
  const { page, beside } = await reading;
  expect(page.items).toHaveLength(2);
  expect(beside).toEqual([{ count: '3' }]);
});
