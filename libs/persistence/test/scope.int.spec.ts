import { randomUUID } from 'node:crypto';
import { NotFound, type Actor } from '@tributary/kernel';
import { historyOf } from '@tributary/persistence';
import {
  overprivilegedRoles,
  partner,
  testDatabase,
  unprotectedTables,
  vendor,
  type TestDatabase,
} from '@tributary/testing';
import { reserved } from './command.js';
import { example, Reservation, reservations } from './reservation.js';

let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase(example, { poolSize: 2 });
});
afterAll(() => db.close());

const ids = (actor: Parameters<TestDatabase['reads']['query']>[0], of: readonly string[]) =>
  db.reads
    .query<{ id: string }>(actor, 'select id from reservation where id = any($1) order by id', [of])
    .then((rows) => rows.map((row) => row.id));

it('a partner sees its own rows, the vendor every row', async () => {
  const [mine, theirs] = [randomUUID(), randomUUID()];
  const [a, b] = [
    await reserved(db.unitOfWork, { partnerId: mine }),
    await reserved(db.unitOfWork, { partnerId: theirs }),
  ];
  expect(await ids(partner(mine), [a, b])).toEqual([a]);
  expect(await ids(vendor(), [a, b])).toEqual([a, b].sort());
});

describe('a distributor', () => {
  const distributor = partner(randomUUID());
  const distributorId = distributor.partnerId ?? '';

  it('also sees rows that name it and what happened to them, unless they are hidden from it', async () => {
    const shown = await reserved(db.unitOfWork, { distributorId });
    const hidden = await reserved(db.unitOfWork, { distributorId, hiddenFromDistributor: true });
    expect(await ids(distributor, [shown, hidden])).toEqual([shown]);
    expect((await historyOf(db.reads, distributor, reservations, shown)).items).toMatchObject([{ type: 'Reserved' }]);
    await expect(historyOf(db.reads, distributor, reservations, hidden)).rejects.toThrow(NotFound);
    await expect(historyOf(db.reads, partner(randomUUID()), reservations, shown)).rejects.toThrow(NotFound);
  });

  it('is told that it may not change them, and does not even if nobody asks', async () => {
    const shown = await reserved(db.unitOfWork, { distributorId });
    const hidden = await reserved(db.unitOfWork, { distributorId, hiddenFromDistributor: true });
    const load = (id: string, as = distributor) => db.unitOfWork.run(as, (tx) => tx.load(reservations, id));
    await expect(load(shown)).rejects.toMatchObject({ code: 'NOT_YOUR_RESERVATION' });
    await expect(load(hidden)).rejects.toThrow(NotFound);
    await expect(load(shown, partner(randomUUID()))).rejects.toThrow(NotFound);
    await db.unitOfWork.run(distributor, async (tx) =>
      tx.execute(`update reservation set title = 'taken over' where id = $1`, [shown]),
    );
    const [row] = await db.adminQuery<{ title: string }>('select title from reservation where id = $1', [shown]);
    expect(row?.title).toBe(shown);
  });
});

it('a partner whose id is missing sees nothing', async () => {
  const id = await reserved(db.unitOfWork);
  const { partnerId: _, ...nobody } = partner(randomUUID());
  expect(await ids(nobody, [id])).toEqual([]);
});

it('a partner cannot write a row in the name of another, nor give its own away', async () => {
  const [mine, theirs] = [randomUUID(), randomUUID()];
  await expect(reserved(db.unitOfWork, { partnerId: theirs }, partner(mine))).rejects.toThrow(/row-level security/);
  const id = await reserved(db.unitOfWork, { partnerId: mine });
  await expect(
    db.unitOfWork.run(partner(mine), async (tx) =>
      tx.execute('update reservation set partner_id = $1 where id = $2', [theirs, id]),
    ),
  ).rejects.toThrow(/row-level security/);
});

it('a scope never outlives its transaction on a pooled connection', async () => {
  const partners = await Promise.all(
    Array.from({ length: 8 }, async () => {
      const partnerId = randomUUID();
      return { actor: partner(partnerId), id: await reserved(db.unitOfWork, { partnerId }) };
    }),
  );
  const all = partners.map((each) => each.id);
  const seen = await Promise.all(
    Array.from({ length: 400 }, async (_, index) => {
      const { actor, id } = partners[index % partners.length]!;
      if (index % 7 === 0)
        await db.unitOfWork.run(actor, () => Promise.reject(new Error('refused'))).catch(() => undefined);
      return { id, seen: await ids(actor, all) };
    }),
  );
  for (const each of seen) expect(each.seen).toEqual([each.id]);
  expect((await db.database.pool('partner').query('select id from reservation')).rows).toEqual([]);
});

it('a partner’s login reads neither outbox nor inbox nor what is parked, and no answer of another subject', async () => {
  const login = db.database.pool('partner');
  for (const table of ['outbox', 'inbox', 'parked', 'parked_key', 'dead_letter', 'due_attempt']) {
    await expect(login.query(`select * from ${table}`)).rejects.toThrow(/permission denied/);
  }
  await db.adminQuery(`insert into idempotency(subject, key, hash) values ('somebody', 'k', 'h')`);
  expect((await login.query('select * from idempotency')).rows).toEqual([]);
});

it('a partner can enter in the history only what it did itself, and change nothing there', async () => {
  const forged = `insert into history(id, noun, entity_id, version, type, subject, kind, at, before, after, correlation_id)
    values ($1, 'reservation', $1, 1, 'Approved', 'vendor-user', 'vendor', now(), '{}', '{}', '')`;
  await expect(
    db.unitOfWork.run(partner(randomUUID()), async (tx) => tx.execute(forged, [randomUUID()])),
  ).rejects.toThrow(/row-level security/);
  await expect(
    db.unitOfWork.run(partner(randomUUID()), async (tx) => tx.execute('delete from history')),
  ).rejects.toThrow(/permission denied/);
});

it('no table with a partner’s column is open, no runtime role owns or bypasses', async () => {
  expect(await unprotectedTables(db)).toEqual([]);
  expect(await overprivilegedRoles(db)).toEqual([]);
});

it('data migrations of the owner reach every row: no FORCE', async () => {
  await reserved(db.unitOfWork);
  const [, changed] = await db.database.dataSource.query<[unknown, number]>('update reservation set title = title');
  expect(changed).toBeGreaterThan(0);
});

describe('the history of an aggregate', () => {
  it('tells the partner without the vendor’s own fields, the vendor all, and nobody the personal ones', async () => {
    const mine = partner(randomUUID());
    const id = await reserved(db.unitOfWork, { partnerId: mine.partnerId ?? '' });
    await db.unitOfWork.run(vendor(), async (tx) => {
      const reservation = await tx.load(reservations, id);
      reservation.note(7, 'other@example.com');
      tx.save(reservations, reservation);
    });
    const [toVendor] = (await historyOf(db.reads, vendor(), reservations, id)).items;
    expect(toVendor).toMatchObject({
      type: 'Noted',
      version: 2,
      subject: 'vendor-user',
      before: { score: null, contactEmail: 'changed' },
      after: { score: 7, contactEmail: 'changed' },
    });
    const [toPartner] = (await historyOf(db.reads, mine, reservations, id)).items;
    expect(toPartner).toMatchObject({
      type: 'Noted',
      before: { contactEmail: 'changed' },
      after: { contactEmail: 'changed' },
    });
    expect(toPartner?.after).not.toHaveProperty('score');
    await expect(historyOf(db.reads, partner(randomUUID()), reservations, id)).rejects.toThrow(NotFound);
  });

  it('is silent to the partner about what is the business of the vendor alone', async () => {
    const mine = partner(randomUUID());
    const id = await reserved(db.unitOfWork, { partnerId: mine.partnerId ?? '' });
    await db.unitOfWork.run(vendor(), async (tx) => {
      const reservation = await tx.load(reservations, id);
      reservation.flag();
      reservation.rename('after it');
      tx.save(reservations, reservation);
    });
    const seenBy = async (actor: Actor) =>
      (await historyOf(db.reads, actor, reservations, id)).items.map(({ version, type }) => `${version} ${type}`);
    expect(await seenBy(vendor())).toEqual(['3 Renamed', '2 Flagged', '1 Reserved']);
    expect(await seenBy(mine)).toEqual(['3 Renamed', '1 Reserved']);
  });

  it('comes page by page, the newest first', async () => {
    const id = await reserved(db.unitOfWork);
    await db.unitOfWork.run(vendor(), async (tx) => {
      const reservation = await tx.load(reservations, id);
      for (let score = 1; score <= 4; score += 1) reservation.note(score, 'a@example.com');
      tx.save(reservations, reservation);
    });
    const first = await historyOf(db.reads, vendor(), reservations, id, { limit: 3 });
    const second = await historyOf(db.reads, vendor(), reservations, id, { limit: 3, cursor: first.nextCursor ?? '' });
    expect([...first.items, ...second.items].map((entry) => entry.version)).toEqual([5, 4, 3, 2, 1]);
    expect(second.nextCursor).toBeNull();
    expect(second.items[1]?.after).toMatchObject({ title: id, status: 'open', score: null });
  });
});

it('a new reservation of a numbered store without its number is our mistake', async () => {
  const save = db.unitOfWork.run(vendor(), async (tx) =>
    tx.save(reservations, Reservation.reserve({ id: randomUUID(), partnerId: randomUUID(), title: 'x' })),
  );
  await expect(save).rejects.toThrow(/needs its number/);
});
