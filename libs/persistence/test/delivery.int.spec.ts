import { randomUUID } from 'node:crypto';
import { InvalidTransition, systemActor } from '@tributary/kernel';
import type { Commit } from '@tributary/persistence';
import { partner, testDatabase, vendor, type TestDatabase } from '@tributary/testing';
import { reserved } from './command.js';
import { example, Reservation, reservations } from './reservation.js';

let db: TestDatabase;
const system = systemActor('consumer');

beforeAll(async () => {
  db = await testDatabase(example);
});
afterAll(() => db.close());

function note(id: string, score: number): Promise<number> {
  return db.unitOfWork.run(system, async (tx) => {
    const reservation = await tx.load(reservations, id);
    reservation.note(score, 'someone@example.com');
    return tx.save(reservations, reservation).version;
  });
}

async function versionOf(id: string): Promise<number | undefined> {
  return (await db.adminQuery<{ version: number }>('select version from reservation where id = $1', [id]))[0]?.version;
}

describe('a delivery', () => {
  it('is one transaction for all that its handlers do', async () => {
    const id = await reserved(db.unitOfWork);
    const commits: Commit[] = [];
    const stop = db.unitOfWork.onCommit((commit) => commits.push(commit));
    await db.unitOfWork.deliver(async (tx) => {
      const entered = await tx.read(
        `insert into inbox(handler, source, event_id) values ('h', 's', $1) on conflict do nothing returning event_id`,
        [id],
      );
      expect(entered).toHaveLength(1);
      expect(await note(id, 1)).toBe(2);
      expect(await note(id, 2)).toBe(3);
      expect(await versionOf(id)).toBe(1);
    });
    stop();
    expect(await versionOf(id)).toBe(3);
    expect(commits).toHaveLength(1);
  });

  it('takes back everything when one handler fails', async () => {
    const id = await reserved(db.unitOfWork);
    const delivery = db.unitOfWork.deliver(async (tx) => {
      await tx.read(`insert into inbox(handler, source, event_id) values ('h', 's', $1)`, [id]);
      await note(id, 1);
      throw new Error('the second handler');
    });
    await expect(delivery).rejects.toThrow('the second handler');
    expect(await versionOf(id)).toBe(1);
    expect(await db.adminQuery('select from inbox where event_id = $1', [id])).toEqual([]);
  });

  it('goes on after a command that was refused before it sent anything', async () => {
    const id = await reserved(db.unitOfWork);
    await db.unitOfWork.deliver(async () => {
      await db.unitOfWork
        .run(system, async (tx) => {
          const reservation = await tx.load(reservations, id);
          reservation.rename(`${id} renamed`);
          tx.save(reservations, reservation);
          throw new InvalidTransition('open', []);
        })
        .catch(() => undefined);
      await note(id, 1);
    });
    expect(await versionOf(id)).toBe(2);
    expect(await db.adminQuery(`select type from history where entity_id = $1 order by version`, [id])).toEqual([
      { type: 'Reserved' },
      { type: 'Noted' },
    ]);
  });

  it('cannot commit the half that a failed command had sent already', async () => {
    const [one, other] = [await reserved(db.unitOfWork), await reserved(db.unitOfWork)];
    const delivery = db.unitOfWork.deliver(async () => {
      await db.unitOfWork
        .run(system, async (tx) => {
          const reservation = await tx.load(reservations, one);
          reservation.rename(`${one} renamed`);
          tx.save(reservations, reservation);
          await tx.load(reservations, other); // sends what is staged
          throw new Error('half');
        })
        .catch(() => undefined);
      await note(other, 1);
    });
    await expect(delivery).rejects.toThrow('half');
    expect([await versionOf(one), await versionOf(other)]).toEqual([1, 1]);
  });

  it('does not take part in an Idempotency-Key', async () => {
    const id = await reserved(db.unitOfWork);
    const { withKey } = await import('./command.js');
    await withKey('a key', () => db.unitOfWork.deliver(() => note(id, 1)));
    expect(await db.adminQuery(`select from idempotency where key = 'a key'`)).toEqual([]);
  });
});

describe('a command within a command', () => {
  it('is part of it', async () => {
    const [one, other] = [await reserved(db.unitOfWork), await reserved(db.unitOfWork)];
    const outer = db.unitOfWork.run(vendor(), async (tx) => {
      const reservation = await tx.load(reservations, one);
      reservation.rename(`${one} renamed`);
      tx.save(reservations, reservation);
      await note(other, 1);
      throw new Error('all of it');
    });
    await expect(outer).rejects.toThrow('all of it');
    expect([await versionOf(one), await versionOf(other)]).toEqual([1, 1]);
  });

  it('cannot be the vendor’s within a partner’s', async () => {
    const inner = db.unitOfWork.run(partner(randomUUID()), () => db.unitOfWork.run(vendor(), () => Promise.resolve()));
    await expect(inner).rejects.toThrow(/cannot act as the vendor/);
  });
});

it('a second load sees what was saved before it', async () => {
  const id = await reserved(db.unitOfWork);
  await db.unitOfWork.run(vendor(), async (tx) => {
    const reservation = await tx.load(reservations, id);
    reservation.rename(`${id} renamed`);
    tx.save(reservations, reservation);
    expect((await tx.load(reservations, id)).state.title).toBe(`${id} renamed`);
  });
});

it('a save without an event writes nothing; a new one without an event is a mistake', async () => {
  const id = await reserved(db.unitOfWork);
  const saved = await db.unitOfWork.run(vendor(), async (tx) => tx.save(reservations, await tx.load(reservations, id)));
  expect(saved.version).toBe(1);
  const mute = new Reservation({ ...saved, id: randomUUID() });
  await expect(db.unitOfWork.run(vendor(), async (tx) => tx.save(reservations, mute))).rejects.toThrow(/no event/);
});

it('tells other processes of new events, once for many commits and outside of them', async () => {
  const { Client } = await import('pg');
  const listener = new Client({ connectionString: db.urls.vendor });
  await listener.connect();
  let rings = 0;
  listener.on('notification', () => (rings += 1));
  await listener.query('LISTEN tributary_outbox');
  await Promise.all(Array.from({ length: 10 }, () => reserved(db.unitOfWork)));
  await new Promise((resolve) => setTimeout(resolve, 300));
  await listener.end();
  expect(rings).toBeGreaterThanOrEqual(1);
  expect(rings).toBeLessThan(10);
});
