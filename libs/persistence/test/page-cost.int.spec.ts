import { randomUUID } from 'node:crypto';
import type { ListSpec } from '@tributary/persistence';
import { partner, testDatabase, vendor, type TestDatabase } from '@tributary/testing';
import { pageQuery } from '../src/page.js';
import { example } from './reservation.js';

let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase(example);
});
afterAll(() => db.close());

const list: Omit<ListSpec, 'branches'> = {
  select: 'SELECT r.id, r.title FROM reservation r',
  id: 'r.id',
  sorts: { createdAt: 'r.created_at' },
  cursorSalt: '',
};

it('a page of a long list walks the index of its scope, whoever asks', async () => {
  const distributor = randomUUID();
  await db.adminQuery(
    `insert into reservation(id, partner_id, distributor_id, hidden_from_distributor, title, contact_email, lines, status, day, version, created_at, updated_at)
     select gen_random_uuid(), case when n % 5 = 0 then $1::uuid else gen_random_uuid() end, case when n % 5 = 1 then $1::uuid end, false,
            'bulk ' || n, '', '[]', 'open', now(), 1, timestamptz '2025-01-01' + n * interval '1 second', now() from generate_series(1, 100000) n`,
    [distributor],
  );
  await db.adminQuery('analyze reservation');
  const own = { where: ['r.partner_id = ?'], params: [distributor] };
  const named = { where: ['r.distributor_id = ?', 'NOT r.hidden_from_distributor'], params: [distributor] };
  for (const [actor, branches] of [
    [vendor(), [{ where: [], params: [] }]],
    [partner(distributor), [own]],
    [partner(distributor), [own, named]],
  ] as const) {
    const spec = { ...list, branches };
    const { nextCursor } = await db.reads.page(actor, spec, { limit: 200 });
    const blocks = await blocksRead(actor, spec, nextCursor ?? '');
    expect(blocks).toBeLessThan(300);
  }
});

it('a page of one partner among a hundred costs its rows, not all rows of the partner', async () => {
  const mine = randomUUID();
  await db.adminQuery(
    `insert into reservation(id, partner_id, distributor_id, hidden_from_distributor, title, contact_email, lines, status, day, version, created_at, updated_at)
     select gen_random_uuid(), case when n % 100 = 0 then $1::uuid else md5((n % 100)::text)::uuid end, null, false,
            'share ' || n, '', '[]', 'open', now(), 1, timestamptz '2024-01-01' + n * interval '1 second', now() from generate_series(1, 100000) n`,
    [mine],
  );
  await db.adminQuery('analyze reservation');
  const spec = { ...list, branches: [{ where: ['r.partner_id = ?'], params: [mine] }] };
  const { nextCursor } = await db.reads.page(partner(mine), spec, { limit: 50 });
  expect(await blocksRead(partner(mine), spec, nextCursor ?? '', 50)).toBeLessThan(150);
});

/** Pages of 8 KiB that one page of the list touches. */
async function blocksRead(
  actor: Parameters<TestDatabase['reads']['page']>[0],
  spec: ListSpec,
  cursor: string,
  limit = 200,
): Promise<number> {
  const { text, values } = pageQuery(spec, { limit, cursor }).statement;
  const [row] = await db.reads.query<{
    'QUERY PLAN': [{ Plan: { 'Shared Hit Blocks': number; 'Shared Read Blocks': number } }];
  }>(actor, `EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) ${text}`, values);
  const plan = row?.['QUERY PLAN'][0].Plan;
  return (plan?.['Shared Hit Blocks'] ?? Infinity) + (plan?.['Shared Read Blocks'] ?? Infinity);
}
