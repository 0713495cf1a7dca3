import { randomUUID } from 'node:crypto';
import { Malformed, ManualClock, NotFound } from '@tributary/kernel';
import type { ListSpec, PageAsk } from '@tributary/persistence';
import { partner, testDatabase, vendor, type TestDatabase } from '@tributary/testing';
import { reserved } from './command.js';
import { example } from './reservation.js';

interface Row {
  readonly id: string;
  readonly title: string;
}

const clock = new ManualClock(new Date('2026-03-01T00:00:00Z'));
const owner = randomUUID();
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase(example, { clock, poolSize: 2 });
  for (let each = 0; each < 25; each += 1) {
    if (each % 3 === 0) clock.advance(1000); // several rows share an instant
    await reserved(db.unitOfWork, {
      partnerId: owner,
      score: each % 4,
      title: `title ${String(each).padStart(2, '0')}`,
    });
  }
});
afterAll(() => db.close());

const list: ListSpec = {
  select: 'SELECT r.id, r.title FROM reservation r',
  id: 'r.id',
  sorts: { createdAt: 'r.created_at', title: 'r.title', score: 'coalesce(r.score, 0)' },
  branches: [{ where: ['r.partner_id = ?'], params: [owner] }],
  cursorSalt: '',
};

async function walk(
  spec: ListSpec,
  ask: PageAsk,
  between: () => Promise<unknown> = () => Promise.resolve(),
): Promise<Row[]> {
  const rows: Row[] = [];
  let cursor: string | undefined;
  do {
    const page = await db.reads.page<Row>(vendor(), spec, { ...ask, ...(cursor === undefined ? {} : { cursor }) });
    rows.push(...page.items);
    cursor = page.nextCursor ?? undefined;
    await between();
  } while (cursor !== undefined);
  return rows;
}

describe('a list', () => {
  it.each(['createdAt', '-createdAt', 'title', '-title', 'score', '-score'])(
    'by %s shows each row once, in order, whatever the page size',
    async (sort) => {
      const whole = await walk(list, { sort, limit: 200 });
      expect(whole).toHaveLength(25);
      for (const limit of [1, 7, 24, 25]) expect(await walk(list, { sort, limit })).toEqual(whole);
      const column = sort.replace('-', '').replace('createdAt', 'created_at');
      const direction = sort.startsWith('-') ? 'desc' : 'asc';
      const expected = await db.adminQuery<Row>(
        `select id, title from reservation where partner_id = $1 order by ${column} ${direction}, id ${direction}`,
        [owner],
      );
      expect(whole).toEqual(expected);
    },
  );

  it('neither repeats nor skips rows when others are added meanwhile', async () => {
    const before = await walk(list, {});
    const other = { ...list, branches: [{ where: ['r.partner_id = ANY(?)'], params: [[owner, randomUUID()]] }] };
    const added: string[] = [];
    const walked = await walk(other, { limit: 5 }, async () => {
      clock.advance(1000);
      added.push(await reserved(db.unitOfWork, { partnerId: owner }));
    });
    expect(walked).toEqual(before);
    await db.adminQuery('delete from reservation where id = any($1)', [added]);
  });

  it('of a distributor merges its branches in order', async () => {
    const [distributor, reseller] = [randomUUID(), randomUUID()];
    const ids: string[] = [];
    for (let each = 0; each < 9; each += 1) {
      clock.advance(1000);
      ids.push(
        await reserved(
          db.unitOfWork,
          each % 2 === 0 ? { partnerId: distributor } : { partnerId: reseller, distributorId: distributor },
        ),
      );
    }
    const merged = {
      ...list,
      branches: [
        { where: ['r.partner_id = ?'], params: [distributor] },
        { where: ['r.distributor_id = ?', 'NOT r.hidden_from_distributor'], params: [distributor] },
      ],
    };
    for (const limit of [1, 2, 9, 50])
      expect((await walk(merged, { limit })).map((row) => row.id)).toEqual([...ids].reverse());
  });

  it('keeps instants finer than a millisecond apart', async () => {
    const partnerId = randomUUID();
    for (let each = 0; each < 4; each += 1) await reserved(db.unitOfWork, { partnerId });
    await db.adminQuery(
      `update reservation set created_at = '2026-01-01'::timestamptz + (row_number * interval '1 microsecond')
      from (select id as of, row_number() over () from reservation where partner_id = $1) x where id = x.of`,
      [partnerId],
    );
    const spec = { ...list, branches: [{ where: ['r.partner_id = ?'], params: [partnerId] }] };
    expect(new Set((await walk(spec, { limit: 1 })).map((row) => row.id)).size).toBe(4);
  });

  it('refuses an unknown sort and says which there are', async () => {
    const asked = db.reads.page(vendor(), list, { sort: 'price' });
    await expect(asked).rejects.toThrow(Malformed);
    await expect(asked).rejects.toMatchObject({
      facts: { allowed: ['createdAt', '-createdAt', 'title', '-title', 'score', '-score'] },
    });
    await expect(db.reads.page(vendor(), list, { sort: '-constructor' })).rejects.toThrow(Malformed);
  });

  it.each([0, -1, 201, 1.5, Number.NaN])('refuses a limit of %s', async (limit) => {
    await expect(db.reads.page(vendor(), list, { limit })).rejects.toThrow(Malformed);
  });

  it('refuses a cursor that is broken or belongs to another list, order or filter', async () => {
    const cursor = (await db.reads.page(vendor(), list, { limit: 5 })).nextCursor ?? '';
    const forged = Buffer.from(
      JSON.stringify([
        'not an instant',
        'not an id',
        (JSON.parse(Buffer.from(cursor, 'base64url').toString()) as string[])[2],
      ]),
    );
    const refused: [ListSpec, PageAsk][] = [
      [list, { cursor: 'nonsense' }],
      [list, { cursor: '' }],
      [list, { cursor: forged.toString('base64url') }],
      [list, { cursor, sort: 'createdAt' }],
      [{ ...list, cursorSalt: 'another filter' }, { cursor }],
    ];
    for (const [spec, ask] of refused) await expect(db.reads.page(vendor(), spec, ask)).rejects.toThrow(Malformed);
  });
});

describe('a query', () => {
  it('that finds nothing is NotFound', async () => {
    await expect(
      db.reads.one(vendor(), 'reservation', 'select from reservation where id = $1', [randomUUID()]),
    ).rejects.toThrow(NotFound);
  });

  it('cannot write', async () => {
    await expect(db.reads.query(vendor(), 'delete from reservation')).rejects.toThrow(/read-only/);
  });

  it('gives days as days and large numbers as strings', async () => {
    const [row] = await db.reads.query(
      vendor(),
      `select '2026-03-29'::date as day, 9007199254740993::bigint as large, 1.10::numeric as exact`,
    );
    expect(row).toEqual({ day: '2026-03-29', large: '9007199254740993', exact: '1.10' });
  });

  it('takes arrays with any characters in them', async () => {
    const texts = ['plain', 'with "quotes"', 'back\\slash', '{braces}', 'comma,', '', 'NULL'];
    expect(await db.reads.query(vendor(), 'select unnest($1::text[]) as text', [texts])).toEqual(
      texts.map((text) => ({ text })),
    );
  });
});

describe('a stream', () => {
  const series = 'select n from generate_series(1, $1::int) n';

  it('gives all rows in order', async () => {
    for (const rows of [0, 1, 500, 1234]) {
      const seen: number[] = [];
      for await (const row of db.reads.stream<{ n: number }>(vendor(), series, [rows])) seen.push(row.n);
      expect(seen).toEqual(Array.from({ length: rows }, (_, index) => index + 1));
    }
  });

  it('gives its connection back when the reader stops early or the query fails', async () => {
    for (let each = 0; each < 5; each += 1) {
      for await (const row of db.reads.stream<{ n: number }>(vendor(), series, [100_000])) if (row.n === 10) break;
      await expect(db.reads.stream(vendor(), 'select nonsense')[Symbol.asyncIterator]().next()).rejects.toThrow(
        /nonsense/,
      );
    }
    expect(db.database.pool('vendor').idleCount).toBe(db.database.pool('vendor').totalCount);
  });

  it('shows a partner its own rows only', async () => {
    const mine = partner(randomUUID());
    const id = await reserved(db.unitOfWork, { partnerId: mine.partnerId ?? '' });
    const seen: unknown[] = [];
    for await (const row of db.reads.stream(mine, 'select id from reservation')) seen.push(row);
    expect(seen).toEqual([{ id }]);
  });
});
