import { randomUUID } from 'node:crypto';
import { Conflict, InvalidTransition, Malformed, Stale, Unavailable } from '@tributary/kernel';
import { ProtectionConflict } from '@tributary/persistence';
import { testDatabase, vendor, type TestDatabase } from '@tributary/testing';
import { reserved, withKey } from './command.js';
import { example, Reservation, reservations } from './reservation.js';

let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase(example, { poolSize: 2, lockTimeout: 1_000, statementTimeout: 3_000 });
});
afterAll(() => db.close());

/** Everything that a command writes, to compare before and after. */
async function everything(): Promise<unknown> {
  const [counts] =
    await db.adminQuery(`select (select count(*) from history) history, (select count(*) from outbox) outbox,
    (select count(*) from idempotency) keys, (select coalesce(sum(version), 0) from reservation) versions`);
  return counts;
}

async function leavesNothing(command: () => Promise<unknown>, error: unknown): Promise<void> {
  const before = await everything();
  await expect(command()).rejects.toThrow(error as Error);
  expect(await everything()).toEqual(before);
  const [idle] = await db.adminQuery<{ open: string }>(
    `select count(*) as open from pg_stat_activity where datname = current_database() and state like 'idle in%'`,
  );
  expect(idle?.open).toBe('0');
}

describe('a command that fails leaves nothing behind', () => {
  it('when somebody changed the row since it was read', async () => {
    const id = await reserved(db.unitOfWork);
    const stale = await db.unitOfWork.run(vendor(), (tx) => tx.load(reservations, id));
    await db.unitOfWork.run(vendor(), async (tx) => {
      const reservation = await tx.load(reservations, id);
      reservation.note(1, 'first@example.com');
      tx.save(reservations, reservation);
    });
    stale.note(2, 'second@example.com');
    await leavesNothing(
      () => withKey(randomUUID(), () => db.unitOfWork.run(vendor(), async (tx) => tx.save(reservations, stale))),
      Stale,
    );
  });

  it('when a staged statement fails at the server', async () => {
    const id = await reserved(db.unitOfWork);
    const command = () =>
      withKey(randomUUID(), () =>
        db.unitOfWork.run(vendor(), async (tx) => {
          const reservation = await tx.load(reservations, id);
          reservation.rename(`${id} renamed`);
          tx.save(reservations, reservation);
          tx.execute('select 1 / $1::int', [0]);
        }),
      );
    await leavesNothing(command, /division by zero/);
  });

  it('when a read failed and the work went on as if nothing were', async () => {
    const command = () =>
      db.unitOfWork.run(vendor(), async (tx) => {
        await tx.number(reservations);
        await tx.read('select 1 / $1::int', [0]).catch(() => []);
        tx.save(reservations, Reservation.reserve({ id: randomUUID(), partnerId: randomUUID(), title: randomUUID() }));
      });
    await leavesNothing(command, /division by zero/);
  });

  it('when a value cannot be serialised, even if the work swallows that', async () => {
    const id = await reserved(db.unitOfWork);
    const command = () =>
      withKey(randomUUID(), () =>
        db.unitOfWork.run(vendor(), async (tx) => {
          const reservation = await tx.load(reservations, id);
          reservation.rename(`${id} renamed`);
          reservation.order([{ sku: 'a', quantity: 1n as unknown as number }]);
          try {
            tx.save(reservations, reservation);
          } catch {
            return 'as if nothing were';
          }
          return 'saved';
        }),
      );
    await leavesNothing(command, TypeError);
  });

  it('when the answer cannot be stored', async () => {
    const id = await reserved(db.unitOfWork);
    const command = () =>
      withKey(randomUUID(), () =>
        db.unitOfWork.run(vendor(), async (tx) => {
          const reservation = await tx.load(reservations, id);
          reservation.rename(`${id} renamed`);
          tx.save(reservations, reservation);
          return 1n;
        }),
      );
    await leavesNothing(command, TypeError);
  });

  it('when a constraint that is checked at COMMIT refuses', async () => {
    await db.adminQuery(
      'create table parent(id int primary key); create table child(id int references parent deferrable initially deferred); grant insert on child to sales_vendor',
    );
    const id = await reserved(db.unitOfWork);
    const command = () =>
      db.unitOfWork.run(
        vendor(),
        async (tx) => {
          const reservation = await tx.load(reservations, id);
          reservation.rename(`${id} renamed`);
          tx.save(reservations, reservation);
          tx.execute('insert into child values ($1)', [1]);
        },
        { conflicts: { child_id_fkey: () => new Conflict('NO_PARENT', 'There is no parent.') } },
      );
    await leavesNothing(command, /no parent/);
  });

  it('when the business says no, and the connection is clean for the next one', async () => {
    const id = await reserved(db.unitOfWork);
    for (let each = 0; each < 5; each += 1) {
      const command = () =>
        withKey(randomUUID(), () =>
          db.unitOfWork.run(vendor(), async (tx) => {
            const reservation = await tx.load(reservations, id);
            reservation.rename(`${id} renamed`);
            tx.save(reservations, reservation);
            throw new InvalidTransition('open', []);
          }),
        );
      await leavesNothing(command, InvalidTransition);
    }
  });
});

describe('what the database says no to, in business terms', () => {
  const save = (more: Parameters<typeof Reservation.reserve>[0]) => () =>
    db.unitOfWork.run(vendor(), async (tx) => {
      await tx.number(reservations);
      return tx.save(reservations, Reservation.reserve(more));
    });
  const fresh = () => ({ id: randomUUID(), partnerId: randomUUID(), title: randomUUID() });

  it('a unique constraint that the store knows', async () => {
    const title = randomUUID();
    await reserved(db.unitOfWork, { title });
    await leavesNothing(save({ ...fresh(), title }), 'This title is taken.');
  });

  it('a unique constraint that nobody named is a duplicate', async () => {
    const id = await reserved(db.unitOfWork);
    await expect(save({ ...fresh(), id })()).rejects.toMatchObject({ code: 'DUPLICATE' });
  });

  it('a check', () => leavesNothing(save({ ...fresh(), score: -1 }), 'No score is below zero.'));

  it('a character or a number that cannot be stored', async () => {
    await leavesNothing(save({ ...fresh(), title: 'a\u0000b' }), Malformed);
    await leavesNothing(save({ ...fresh(), score: 99_999_999_999 }), Malformed);
  });

  it('the guard of protections', async () => {
    const raise = `do $$ begin raise exception 'protected' using errcode = 'TB409'; end $$`;
    await leavesNothing(() => db.unitOfWork.run(vendor(), async (tx) => tx.execute(raise)), ProtectionConflict);
  });

  it('a lock that is held too long, and a statement that takes too long', async () => {
    const id = await reserved(db.unitOfWork);
    await db.adminQuery('begin');
    await db.adminQuery('select from reservation where id = $1 for update', [id]);
    await leavesNothing(() => db.unitOfWork.run(vendor(), (tx) => tx.load(reservations, id)), Unavailable);
    await db.adminQuery('rollback');
    await leavesNothing(() => db.unitOfWork.run(vendor(), (tx) => tx.read('select pg_sleep(6)')), Unavailable);
  });

  it('leaves what is our own mistake as it is', () =>
    leavesNothing(() => db.unitOfWork.run(vendor(), (tx) => tx.read('select nonsense')), /nonsense/));
});

it('an insert that refers to the row does not wait for a command that has it locked', async () => {
  await db.adminQuery(
    'create table remark(id uuid references reservation); grant insert, select on remark to sales_vendor',
  );
  const id = await reserved(db.unitOfWork);
  await db.unitOfWork.run(vendor(), async (tx) => {
    await tx.load(reservations, id);
    await db.database.pool('vendor').query('insert into remark values ($1)', [id]);
  });
});
