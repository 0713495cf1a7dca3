import { randomUUID } from 'node:crypto';
import { ManualClock, NotFound, Stale, type Actor } from '@tributary/kernel';
import { CommandContext, defineStore, type CommandFacts } from '@tributary/persistence';
import { partner, testDatabase, vendor, type TestDatabase } from '@tributary/testing';
import { example, Reservation, reservations, reservedV1 } from './reservation.js';

const partnerId = randomUUID();
const clock = new ManualClock(new Date('2026-03-01T10:00:00.000Z'));
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase(example, { clock });
});
afterAll(() => db.close());

async function reserved(actor: Actor = vendor(), owner = partnerId): Promise<string> {
  const id = randomUUID();
  await db.unitOfWork.run(actor, async (tx) => {
    await tx.number(reservations);
    tx.save(reservations, Reservation.reserve({ id, partnerId: owner, title: id }));
  });
  return id;
}

function facts(more: Partial<CommandFacts> = {}): CommandFacts {
  return { correlationId: 'correlation', replayed: false, ...more };
}

describe('a command', () => {
  it('takes a number for each row that a query answers, in the flight of the reads', async () => {
    const ids = [randomUUID(), randomUUID(), randomUUID()];
    const before = db.unitOfWork.flights;
    const saved = await db.unitOfWork.run(vendor(), async (tx) => {
      await Promise.all([tx.read('select 1'), tx.numberEach(reservations, 'SELECT FROM unnest($1::uuid[]) id', [ids])]);
      return ids.map((id) => tx.save(reservations, Reservation.reserve({ id, partnerId, title: id })).number);
    });
    expect(new Set(saved).size).toBe(3);
    expect(db.unitOfWork.flights - before).toBe(2);
  });

  it('saves state, history and events together', async () => {
    const id = randomUUID();
    const saved = await CommandContext.run(facts({ causationId: 'cause' }), () =>
      db.unitOfWork.run(partner(partnerId), async (tx) => {
        await tx.number(reservations);
        return tx.save(
          reservations,
          Reservation.reserve({ id, partnerId, title: id, lines: [{ sku: 'a', quantity: 2 }] }),
        );
      }),
    );
    expect(saved).toMatchObject({
      version: 1,
      number: expect.stringMatching(/^RS-2026-\d{6}$/),
      createdAt: clock.now(),
      status: 'open',
    });

    const [row] = await db.adminQuery<Record<string, unknown>>('select * from reservation where id = $1', [id]);
    expect(row).toMatchObject({
      version: 1,
      number: saved.number,
      partner_id: partnerId,
      lines: [{ sku: 'a', quantity: 2 }],
    });
    const history = await db.adminQuery('select * from history where entity_id = $1', [id]);
    expect(history).toMatchObject([
      {
        type: 'Reserved',
        version: 1,
        partner_id: partnerId,
        kind: 'partner',
        correlation_id: 'correlation',
        after: { title: id, contactEmail: 'changed' },
      },
    ]);
    const outbox = await db.adminQuery<{ topic: string; headers: Record<string, string>; payload: Buffer }>(
      'select * from outbox where key = $1 order by seq',
      [id],
    );
    expect(outbox.map((each) => each.topic)).toEqual([
      'tributary.sales.reservation',
      'tributary.sales.reservation.state',
    ]);
    expect(outbox[0]).toMatchObject({
      type: 'tributary.sales.Reserved.v1',
      headers: {
        ce_type: 'tributary.sales.Reserved.v1',
        ce_sequence: '00000000000000000001',
        ce_subject: id,
        ce_causationid: 'cause',
        ce_source: '/tributary/sales',
      },
    });
    expect(JSON.parse(outbox[0]!.payload.toString())).toEqual({ reservation: { id, title: id, version: 1 } });
  });

  it('is two flights: the reads, and everything written with COMMIT', async () => {
    const id = await reserved();
    const before = db.unitOfWork.flights;
    await CommandContext.run(facts({ idempotencyKey: id, requestHash: 'x' }), () =>
      db.unitOfWork.run(vendor(), async (tx) => {
        const [reservation] = await Promise.all([tx.load(reservations, id), tx.read('select 1')]);
        reservation.approve('me', new Date('2026-04-01T00:00:00Z'));
        return tx.save(reservations, reservation);
      }),
    );
    expect(db.unitOfWork.flights - before).toBe(2);
  });

  it('restores the state that it saved', async () => {
    const id = await reserved();
    const until = new Date('2026-04-01T00:00:00.123Z');
    await db.unitOfWork.run(vendor(), async (tx) => {
      const reservation = await tx.load(reservations, id);
      reservation.approve('me', until);
      tx.save(reservations, reservation);
    });
    const state = await db.unitOfWork.run(vendor(), async (tx) => (await tx.load(reservations, id)).state);
    expect(state).toMatchObject({
      id,
      until,
      day: '2026-03-29',
      status: 'approved',
      hiddenFromDistributor: false,
      distributorId: null,
      lines: [],
    });
  });

  it('grows the version by the number of events', async () => {
    const id = await reserved();
    const saved = await db.unitOfWork.run(vendor(), async (tx) => {
      const reservation = await tx.load(reservations, id);
      reservation.rename(`${id} renamed`);
      reservation.approve('me', new Date());
      return tx.save(reservations, reservation);
    });
    expect(saved.version).toBe(3);
    const history = await db.adminQuery(
      'select version, type, reason from history where entity_id = $1 order by version',
      [id],
    );
    expect(history).toEqual([
      { version: 1, type: 'Reserved', reason: null },
      { version: 2, type: 'Renamed', reason: 'a better name' },
      { version: 3, type: 'Approved', reason: null },
    ]);
    const outbox = await db.adminQuery(
      'select aggregate_version from outbox where key = $1 and topic not like $2 order by seq',
      [id, '%.state'],
    );
    expect(outbox).toEqual([{ aggregate_version: '1' }, { aggregate_version: '3' }]);
  });

  it('does not find what belongs to another partner', async () => {
    const id = await reserved();
    await expect(db.unitOfWork.run(partner(randomUUID()), (tx) => tx.load(reservations, id))).rejects.toThrow(NotFound);
  });

  it('refuses an If-Match that is not the current version', async () => {
    const id = await reserved();
    await expect(
      CommandContext.run(facts({ ifMatch: 7 }), () => db.unitOfWork.run(vendor(), (tx) => tx.load(reservations, id))),
    ).rejects.toThrow(Stale);
  });

  it('compares If-Match with what a command loads first, whoever takes part in it', async () => {
    const [first, second] = [await reserved(), await reserved()];
    const change = (id: string) =>
      db.unitOfWork.run(vendor(), async (tx) => {
        const reservation = await tx.load(reservations, id);
        reservation.rename(randomUUID(), 'moved');
        tx.save(reservations, reservation);
      });
    await change(second);
    const both = (ids: readonly string[]) =>
      CommandContext.run(facts({ ifMatch: 1 }), () =>
        db.unitOfWork.run(vendor(), async () => {
          for (const id of ids) await change(id);
        }),
      );
    await both([first, second]);
    await expect(both([second])).rejects.toThrow(Stale);
  });

  it('refuses to publish two facts under one sequence: readers would drop the second', async () => {
    const doubled = defineStore({ ...reservations, publish: (state) => [one(state.id), one(state.id)] });
    const one = (id: string) => reservedV1.of(id, { reservation: { id, title: 't', version: 1 } });
    const save = db.unitOfWork.run(vendor(), async (tx) => {
      await tx.number(doubled);
      tx.save(doubled, Reservation.reserve({ id: randomUUID(), partnerId, title: randomUUID() }));
    });
    await expect(save).rejects.toThrow(/at most one contract event per topic and key/);
  });

  it.each([1, 2, 3, 40])('keeps the order of %s aggregates and of their events', async (count) => {
    const ids = Array.from({ length: count }, () => randomUUID());
    await db.unitOfWork.run(vendor(), async (tx) => {
      await Promise.all(ids.map(() => tx.number(reservations)));
      for (const id of ids) {
        const reservation = Reservation.reserve({ id, partnerId, title: `"${id}", \\ and {more}` });
        reservation.approve('me', clock.now());
        tx.save(reservations, reservation);
      }
    });
    const outbox = await db.adminQuery<{ key: string; aggregate_version: string; payload: Buffer }>(
      `select key, aggregate_version, payload from outbox where key = any($1) and topic not like '%.state' order by seq`,
      [ids],
    );
    expect(outbox.map((row) => [row.key, row.aggregate_version])).toEqual(ids.flatMap((id) => [[id, '1'], [id, '2']])); // prettier-ignore
    expect(JSON.parse(outbox[0]!.payload.toString())).toMatchObject({
      reservation: { title: `"${ids[0]!}", \\ and {more}` },
    });
    expect(await db.adminQuery('select from history where entity_id = any($1)', [ids])).toHaveLength(2 * count);
  });
});
