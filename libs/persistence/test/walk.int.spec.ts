import { randomUUID } from 'node:crypto';
import { Malformed, Unavailable } from '@tributary/kernel';
import { Walk, type ListSpec, type PageAsk } from '@tributary/persistence';
import { partner, testDatabase, vendor, type TestDatabase } from '@tributary/testing';
import { reserved } from './command.js';
import { example } from './reservation.js';

const owner = randomUUID();
const rival = randomUUID();
const row = (n: number): string => `row ${String(n).padStart(5, '0')}`;
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase(example, { poolSize: 4 });
  await reserved(db.unitOfWork, { partnerId: rival, title: 'theirs' });
  for (let n = 0; n < 3; n += 1) await reserved(db.unitOfWork, { partnerId: owner, score: n, title: row(n) });
});
afterAll(() => db.close());

const numbers: ListSpec = {
  select: 'SELECT n::text AS id, n FROM generate_series(1, 1200) n',
  id: 'n',
  sorts: { createdAt: 'n' },
  branches: [
    { where: ['n % 2 = ?'], params: [0] },
    { where: ['n % 2 = ?'], params: [1] },
  ],
  cursorSalt: '',
};
const own: ListSpec = {
  select: 'SELECT r.id, r.title FROM reservation r',
  id: 'r.id',
  sorts: { createdAt: 'r.created_at', title: 'r.title' },
  branches: [{ where: ['r.score >= ?'], params: [1] }],
  cursorSalt: '',
};

async function everything<Row>(list: ListSpec, ask: PageAsk = {}, actor = vendor()): Promise<Row[]> {
  const rows: Row[] = [];
  for await (const one of db.reads.all<Row>(actor, list, ask)) rows.push(one);
  return rows;
}

describe('everything that a list holds', () => {
  it('comes in the order of the list, from all of its branches', async () => {
    const rows = await everything<{ id: string }>(numbers, { sort: 'createdAt' });
    expect(rows).toHaveLength(1200);
    expect(rows[0]).toEqual({ id: '1', n: 1 });
    expect(rows.map(({ id }) => Number(id))).toEqual(Array.from({ length: 1200 }, (_, index) => index + 1));
  });

  it('has the filters of the list, and its refusals', async () => {
    const rows = await everything<{ title: string }>(own, { sort: '-title' });
    expect(rows.map(({ title }) => title)).toEqual([row(2), row(1)]);
    await expect(everything(own, { sort: 'shoeSize' })).rejects.toThrow(Malformed);
  });

  it('of a partner is its own', async () => {
    const rows = await everything<{ title: string }>(
      { ...own, branches: [{ where: [], params: [] }] },
      {},
      partner(owner),
    );
    expect(rows).toHaveLength(3);
  });

  it('is walked part by part over one snapshot: what is written meanwhile is not in it', async () => {
    const manyTimes: ListSpec = {
      ...own,
      select: 'SELECT n::text AS id, r.title FROM reservation r CROSS JOIN generate_series(1, 400) n',
      id: 'n',
    };
    const walk = new Walk();
    const parts: number[] = [];
    try {
      for (;;) {
        const { items, nextCursor } = await db.reads.page(vendor(), manyTimes, { walk });
        if (parts.length === 0) await reserved(db.unitOfWork, { partnerId: rival, score: 9, title: 'meanwhile' });
        parts.push(items.length);
        if (nextCursor === null) break;
      }
    } finally {
      await walk.close();
    }
    expect(parts).toEqual([500, 300, 0]);
  });

  it('takes half of the connections at most; the next reader is told to come again', async () => {
    const walks = [new Walk(), new Walk()];
    for (const walk of walks) await db.reads.page(vendor(), numbers, { walk });
    await expect(everything(numbers)).rejects.toThrow(Unavailable);
    expect(await everything(own, {}, partner(owner))).toHaveLength(2);
    await walks[0]?.close();
    expect(await everything(numbers)).toHaveLength(1200);
    await walks[1]?.close();
  });
});
