import { randomUUID } from 'node:crypto';
import { Stale } from '@tributary/kernel';
import { CommandContext } from '@tributary/persistence';
import { partner, testDatabase, vendor, type TestDatabase } from '@tributary/testing';
import { example, Reservation, reservations } from './reservation.js';

let db: TestDatabase;
const [partnerId, id] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  db = await testDatabase(example);
  await db.unitOfWork.run(vendor(), async (tx) => {
    await tx.number(reservations);
    tx.save(reservations, Reservation.reserve({ id, partnerId, title: id }));
  });
});
afterAll(() => db.close());

it('an aggregate is found by a column that names another one, within the actor’s scope', async () => {
  const find = (actor = vendor(), value = partnerId) =>
    db.unitOfWork.run(actor, (tx) => tx.findBy(reservations, 'partnerId', value));
  expect((await find())?.state.id).toBe(id);
  expect((await find(partner(partnerId)))?.state.id).toBe(id);
  expect(await find(partner(randomUUID()))).toBeNull();
  expect(await find(vendor(), randomUUID())).toBeNull();
});

it('a key of another kind than an id is found too, and what is no id names nothing', async () => {
  const title = 'The room with a view';
  const other = randomUUID();
  await db.unitOfWork.run(vendor(), async (tx) => {
    await tx.number(reservations);
    tx.save(reservations, Reservation.reserve({ id: other, partnerId: randomUUID(), title }));
  });
  const byTitle = await db.unitOfWork.run(vendor(), (tx) => tx.findBy(reservations, 'title', title));
  expect(byTitle?.state.id).toBe(other);
  expect(await db.unitOfWork.run(vendor(), (tx) => tx.findBy(reservations, 'partnerId', title))).toBeNull();
});

it('If-Match is about what the command loads, not about what it finds beside', async () => {
  const command = (ifMatch: number) =>
    CommandContext.run({ correlationId: 'c', replayed: false, ifMatch }, () =>
      db.unitOfWork.run(vendor(), async (tx) => {
        const [beside] = await Promise.all([
          tx.findBy(reservations, 'partnerId', partnerId),
          tx.load(reservations, id),
        ]);
        return beside?.state.id;
      }),
    );
  expect(await command(1)).toBe(id);
  await expect(command(2)).rejects.toBeInstanceOf(Stale);
});
