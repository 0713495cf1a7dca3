import { randomUUID } from 'node:crypto';
import { RandomIds, SystemClock, Unavailable } from '@tributary/kernel';
import { Database, UnitOfWork } from '@tributary/persistence';
import { testDatabase, vendor, wireProxy, type TestDatabase, type WireProxy } from '@tributary/testing';
import { reserved, withKey } from './command.js';
import { example, reservations } from './reservation.js';

let db: TestDatabase;
let wire: WireProxy;
let database: Database;
let unitOfWork: UnitOfWork;

beforeAll(async () => {
  db = await testDatabase(example);
  wire = await wireProxy(db.urls.vendor);
  const urls = { ...db.urls, vendor: wire.url };
  database = await Database.open({ service: 'sales', urls, schemas: example.schemas, migrations: [], poolSize: 1 });
  unitOfWork = new UnitOfWork({ database, clock: new SystemClock(), ids: new RandomIds() });
});
afterAll(async () => {
  wire.delay(0);
  await database.close();
  await wire.close();
  await db.close();
});
beforeEach(() => wire.delay(0));

function note(id: string, score: number, key: string): Promise<number> {
  return withKey(key, () =>
    unitOfWork.run(vendor(), async (tx) => {
      const reservation = await tx.load(reservations, id);
      reservation.note(score, 'someone@example.com');
      return tx.save(reservations, reservation).version;
    }),
  );
}

async function versionOf(id: string): Promise<number | undefined> {
  return (await db.adminQuery<{ version: number }>('select version from reservation where id = $1', [id]))[0]?.version;
}

it('a command is two round trips on the wire', async () => {
  const id = await reserved(db.unitOfWork);
  await note(id, 1, randomUUID()); // prepares the statements, which takes no round trip of its own either
  wire.reset();
  await note(id, 2, randomUUID());
  expect(wire.roundTrips).toBe(2);
});

it('a new aggregate with a key and a number is two round trips too', async () => {
  await reserved(unitOfWork);
  await new Promise((resolve) => setTimeout(resolve, 100)); // the signal to other processes is none of the command's
  wire.reset();
  await withKey(randomUUID(), () => reserved(unitOfWork));
  expect(wire.roundTrips).toBe(2);
});

it('on a slow wire a command takes less than the four round trips of a driver that awaits BEGIN and COMMIT', async () => {
  const id = await reserved(db.unitOfWork);
  await note(id, 1, randomUUID());
  wire.delay(40);
  const started = performance.now();
  await note(id, 2, randomUUID());
  expect(performance.now() - started).toBeLessThan(4 * 80);
});

it('when the answer to COMMIT is lost nobody knows, and the retry with the key tells', async () => {
  const id = await reserved(db.unitOfWork);
  const key = randomUUID();
  wire.loseAnswerTo('COMMIT');
  await expect(note(id, 1, key)).rejects.toThrow(Unavailable);
  const version = await withKey(key, async (facts) => {
    const answer = await unitOfWork.run(vendor(), () => Promise.reject(new Error('It was done already.')));
    expect(facts.replayed).toBe(true);
    return answer;
  });
  expect(version).toBe(2);
  expect(await versionOf(id)).toBe(2);
});

it('when COMMIT itself is lost nothing happened, and the retry with the key does it', async () => {
  const id = await reserved(db.unitOfWork);
  const key = randomUUID();
  wire.loseRequest('COMMIT');
  await expect(note(id, 1, key)).rejects.toThrow(Unavailable);
  expect(await versionOf(id)).toBe(1);
  expect(await note(id, 1, key)).toBe(2);
  expect(await versionOf(id)).toBe(2);
});

it('a connection that broke is not used again', async () => {
  const id = await reserved(db.unitOfWork);
  await expect(
    unitOfWork.run(vendor(), async (tx) => {
      await tx.load(reservations, id);
      wire.cut();
      await tx.read('select 1');
    }),
  ).rejects.toThrow(Unavailable);
  expect(await note(id, 1, randomUUID())).toBe(2);
});

it('a server that ends the session is unavailable for this command only', async () => {
  const id = await reserved(db.unitOfWork);
  await expect(
    unitOfWork.run(vendor(), async (tx) => {
      const [session] = await tx.read<{ pid: number }>('select pg_backend_pid() as pid');
      await db.adminQuery('select pg_terminate_backend($1)', [session?.pid]);
      await tx.load(reservations, id);
    }),
  ).rejects.toThrow(Unavailable);
  expect(await note(id, 1, randomUUID())).toBe(2);
});
