import { ManualClock, systemActor } from '@tributary/kernel';
import { DueWorker } from '@tributary/persistence';
import { testDatabase, type TestDatabase } from '@tributary/testing';
import { reserved } from './command.js';
import { example, reservations } from './reservation.js';

const due = new Date('2026-03-02T00:00:00Z');
const clock = new ManualClock(new Date('2026-03-01T00:00:00Z'));
let db: TestDatabase;

beforeAll(async () => {
  db = await testDatabase(example, { clock });
});
afterAll(() => db.close());
beforeEach(async () => {
  clock.set(new Date('2026-03-01T00:00:00Z'));
  await db.adminQuery('truncate reservation, due_attempt');
});

function worker(act: (id: string) => Promise<unknown> = approve, batch = 100): DueWorker {
  return new DueWorker('approve', {
    database: db.database,
    clock,
    every: 10,
    batch,
    due: `select id from reservation where status = 'open' and until <= $1 order by until, id limit $2`,
    act,
  });
}

function approve(id: string): Promise<boolean> {
  return db.unitOfWork.run(systemActor('worker'), async (tx) => {
    const reservation = await tx.loadDue(reservations, id);
    if (reservation === null || reservation.state.status !== 'open') return false;
    reservation.approve('time', clock.now());
    tx.save(reservations, reservation);
    return true;
  });
}

const approved = () =>
  db.adminQuery<{ id: string; version: number }>(`select id, version from reservation where status = 'approved'`);

it('does nothing before it is time, and all of it then', async () => {
  for (let each = 0; each < 5; each += 1) await reserved(db.unitOfWork, { until: due });
  expect(await worker().tick()).toEqual({ done: 0, failed: 0 });
  clock.set(due);
  expect(await worker().tick()).toEqual({ done: 5, failed: 0 });
  expect(await approved()).toHaveLength(5);
});

it('one that fails stops nobody, waits ever longer, and is done when it can be', async () => {
  const bad = await reserved(db.unitOfWork, { until: new Date(due.getTime() - 1000) });
  for (let each = 0; each < 3; each += 1) await reserved(db.unitOfWork, { until: due });
  let isBroken = true;
  let attempts = 0;
  const subject = worker((id) => {
    if (id !== bad || !isBroken) return approve(id);
    attempts += 1;
    return Promise.reject(new Error('cannot be approved'));
  });
  clock.set(due);
  expect(await subject.tick()).toEqual({ done: 3, failed: 1 });
  expect(await subject.tick()).toEqual({ done: 0, failed: 0 });
  clock.advance(5_000);
  expect(await subject.tick()).toEqual({ done: 0, failed: 1 });
  clock.advance(5_000);
  expect(await subject.tick()).toEqual({ done: 0, failed: 0 });
  expect(attempts).toBe(2);
  expect(await db.adminQuery('select attempts, last_error from due_attempt')).toEqual([
    { attempts: 2, last_error: 'Error: cannot be approved' },
  ]);
  isBroken = false;
  clock.advance(5_000);
  expect(await subject.tick()).toEqual({ done: 1, failed: 0 });
  expect(await db.adminQuery('select from due_attempt')).toEqual([]);
});

it('failing ones do not use up the round of the others', async () => {
  const bad = new Set<string>();
  for (let each = 0; each < 4; each += 1)
    bad.add(await reserved(db.unitOfWork, { until: new Date(due.getTime() - 1000) }));
  for (let each = 0; each < 4; each += 1) await reserved(db.unitOfWork, { until: due });
  const subject = worker((id) => (bad.has(id) ? Promise.reject(new Error('no')) : approve(id)), 4);
  clock.set(due);
  await subject.tick();
  expect(await subject.tick()).toEqual({ done: 4, failed: 0 });
});

it('eight workers do each piece of work once', async () => {
  for (let each = 0; each < 20; each += 1) await reserved(db.unitOfWork, { until: due });
  clock.set(due);
  const rounds = await Promise.all(Array.from({ length: 8 }, () => worker().tick()));
  expect(rounds.every((round) => round.failed === 0)).toBe(true);
  const all = await approved();
  expect(all).toHaveLength(20);
  expect(all.every((each) => each.version === 2)).toBe(true);
});

it('passes over a row that somebody else has locked', async () => {
  const id = await reserved(db.unitOfWork, { until: due });
  clock.set(due);
  await db.unitOfWork.run(systemActor('somebody'), async (tx) => {
    await tx.load(reservations, id);
    const started = performance.now();
    await new Promise((resolve) => setImmediate(resolve));
    expect(await outside(() => approve(id))).toBe(false);
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

/** Not within the transaction that is ambient here. */
function outside<T>(work: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => queue.push(() => void work().then(resolve, reject)));
}
const queue: (() => void)[] = [];
const pump = setInterval(() => queue.splice(0).forEach((each) => each()), 5);
afterAll(() => clearInterval(pump));

it('works by itself until it is stopped', async () => {
  clock.set(due);
  const subject = worker();
  subject.start();
  const id = await reserved(db.unitOfWork, { until: due });
  while ((await approved()).length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
  await subject.stop();
  expect((await approved()).map((each) => each.id)).toEqual([id]);
  await reserved(db.unitOfWork, { until: due });
  await new Promise((resolve) => setTimeout(resolve, 50));
  expect(await approved()).toHaveLength(1);
});
