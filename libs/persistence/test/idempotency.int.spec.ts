import { randomUUID } from 'node:crypto';
import { Conflict, RuleViolation } from '@tributary/kernel';
import { partner, testDatabase, vendor, type TestDatabase } from '@tributary/testing';
import { reserved, withKey } from './command.js';
import { example, Reservation, reservations } from './reservation.js';

let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase(example);
});
afterAll(() => db.close());

function reserve(key: string, title: string, actor = vendor(), hash?: string) {
  const id = randomUUID();
  return withKey(
    key,
    async (facts) => {
      const saved = await db.unitOfWork.run(actor, async (tx) => {
        await tx.number(reservations);
        return tx.save(
          reservations,
          Reservation.reserve({
            id,
            partnerId: actor.partnerId ?? randomUUID(),
            title,
            until: new Date('2026-05-01T00:00:00.001Z'),
          }),
        );
      });
      return { saved, replayed: facts.replayed };
    },
    hash,
  );
}

async function count(title: string): Promise<number> {
  return (await db.adminQuery('select from reservation where title = $1', [title])).length;
}

it('the same request again gets the first answer again, instants included', async () => {
  const [key, title] = [randomUUID(), randomUUID()];
  const first = await reserve(key, title);
  const second = await reserve(key, title);
  expect(first.replayed).toBe(false);
  expect(second).toEqual({ saved: first.saved, replayed: true });
  expect(second.saved.until).toBeInstanceOf(Date);
  expect(await count(title)).toBe(1);
});

it('a key used for another request is refused', async () => {
  const key = randomUUID();
  await reserve(key, randomUUID());
  const other = reserve(key, randomUUID(), vendor(), 'another request');
  await expect(other).rejects.toThrow(RuleViolation);
  await expect(other).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
});

it('a key belongs to one subject', async () => {
  const key = randomUUID();
  const [one, other] = [
    await reserve(key, randomUUID(), partner(randomUUID())),
    await reserve(key, randomUUID(), partner(randomUUID())),
  ];
  expect(one.saved.id).not.toBe(other.saved.id);
});

it('one subject under two partners never gets the answer of the other', async () => {
  const key = randomUUID();
  const [one, other] = [partner(randomUUID()), partner(randomUUID())].map((actor) => ({
    ...actor,
    subject: 'works for both',
  }));
  await reserve(key, randomUUID(), one);
  await expect(reserve(key, randomUUID(), other)).rejects.toMatchObject({ code: 'IDEMPOTENCY_KEY_REUSED' });
});

it('a refusal is not stored: the key is free again', async () => {
  const key = randomUUID();
  const refused = withKey(key, () => db.unitOfWork.run(vendor(), () => Promise.reject(new RuleViolation('NO', 'no'))));
  await expect(refused).rejects.toThrow('no');
  expect((await reserve(key, randomUUID())).replayed).toBe(false);
});

it('what is refused today is still answered as it was when it succeeded', async () => {
  const key = randomUUID();
  const first = await reserve(key, randomUUID());
  const again = withKey(key, () =>
    db.unitOfWork.run(vendor(), () => Promise.reject(new RuleViolation('TOO_LATE', 'too late'))),
  );
  await expect(again).resolves.toEqual(first.saved);
});

it('a request whose key is in flight is told so at once, and does not queue behind the row', async () => {
  const id = await reserved(db.unitOfWork);
  const key = randomUUID();
  const note = (until: Promise<unknown>) =>
    withKey(key, () =>
      db.unitOfWork.run(vendor(), async (tx) => {
        const reservation = await tx.load(reservations, id);
        await until;
        reservation.note(1, 'someone@example.com');
        return tx.save(reservations, reservation).version;
      }),
    );
  let finish: (value?: unknown) => void = () => undefined;
  const first = note(new Promise((resolve) => (finish = resolve)));
  await new Promise((resolve) => setTimeout(resolve, 100));
  const started = performance.now();
  const second = note(Promise.resolve());
  await expect(second).rejects.toThrow(Conflict);
  await expect(second).rejects.toMatchObject({ code: 'IDEMPOTENCY_IN_FLIGHT', facts: { retryAfterSeconds: 1 } });
  expect(performance.now() - started).toBeLessThan(1_000);
  finish();
  expect(await first).toBe(2);
});

it('the key goes with the first transaction of a request; a second one of the same request is carried out', async () => {
  const key = randomUUID();
  const versions = await withKey(key, async () => {
    const id = await reserved(db.unitOfWork);
    return db.unitOfWork.run(vendor(), async (tx) => {
      const reservation = await tx.load(reservations, id);
      reservation.note(1, 'someone@example.com');
      return tx.save(reservations, reservation).version;
    });
  });
  expect(versions).toBe(2);
});

it('eight racers with one key have one effect', async () => {
  for (let round = 0; round < 10; round += 1) {
    const id = await reserved(db.unitOfWork);
    const key = randomUUID();
    const race = await Promise.allSettled(
      Array.from({ length: 8 }, () =>
        withKey(key, async (facts) => {
          const version = await db.unitOfWork.run(vendor(), async (tx) => {
            const reservation = await tx.load(reservations, id);
            reservation.note(1, 'someone@example.com');
            return tx.save(reservations, reservation).version;
          });
          return { version, replayed: facts.replayed };
        }),
      ),
    );
    const [row] = await db.adminQuery<{ version: number }>('select version from reservation where id = $1', [id]);
    expect(row?.version).toBe(2);
    const done = race.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
    expect(done.filter((each) => !each.replayed)).toEqual([{ version: 2, replayed: false }]);
    expect(done.filter((each) => each.replayed).every((each) => each.version === 2)).toBe(true);
    for (const each of race)
      if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'IDEMPOTENCY_IN_FLIGHT' });
  }
});

it('eight racers with their own keys on one aggregate: all happen, versions without a gap', async () => {
  for (let round = 0; round < 10; round += 1) {
    const id = await reserved(db.unitOfWork);
    const versions = await Promise.all(
      Array.from({ length: 8 }, (_, score) =>
        withKey(randomUUID(), () =>
          db.unitOfWork.run(vendor(), async (tx) => {
            const reservation = await tx.load(reservations, id);
            reservation.note(score, 'someone@example.com');
            return tx.save(reservations, reservation).version;
          }),
        ),
      ),
    );
    expect(versions.sort((one, other) => one - other)).toEqual([2, 3, 4, 5, 6, 7, 8, 9]);
    const history = await db.adminQuery<{ version: number }>(
      'select version from history where entity_id = $1 order by version',
      [id],
    );
    expect(history.map((each) => each.version)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
  }
});

it('eight racers to approve one: one approval, seven are told the state', async () => {
  for (let round = 0; round < 10; round += 1) {
    const id = await reserved(db.unitOfWork);
    const race = await Promise.allSettled(
      Array.from({ length: 8 }, () =>
        withKey(randomUUID(), () =>
          db.unitOfWork.run(vendor(), async (tx) => {
            const reservation = await tx.load(reservations, id);
            reservation.approve('me', new Date());
            return tx.save(reservations, reservation);
          }),
        ),
      ),
    );
    expect(race.filter((each) => each.status === 'fulfilled')).toHaveLength(1);
    expect(await db.adminQuery(`select from outbox where key = $1 and type like '%.Approved.v1'`, [id])).toHaveLength(
      1,
    );
  }
});

it('answers are kept for a day and then cleaned', async () => {
  await db.adminQuery(
    `insert into idempotency(subject, key, hash, at) values ('old', 'old', '', now() - interval '25 hours'), ('new', 'new', '', now() - interval '23 hours')`,
  );
  await db.database.pool('vendor').query('select clean_idempotency()');
  expect(await db.adminQuery(`select subject from idempotency where subject in ('old', 'new')`)).toEqual([
    { subject: 'new' },
  ]);
});
