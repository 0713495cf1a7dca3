import { Controller } from '@nestjs/common';
import type { ReceivedEvent } from '@tributary/contracts';
import { UnitOfWork } from '@tributary/persistence';
import { On } from '../src/on.decorator.js';
import type { NewRecord } from '../src/event-log.js';
import { HandedLog } from './handed-log.js';
import { Rig, tester } from './rig.js';
import { toldV1 } from './told.events.js';
import { until } from './until.js';

type Told = ReceivedEvent<{ n: number }>;

/** What the handlers below do after their effect; each test sets its own. */
let mood: (handler: string, n: number) => void | Promise<void> = () => undefined;
let ran: string[] = [];

async function react(unitOfWork: UnitOfWork, handler: string, { subject, data }: Told): Promise<void> {
  ran.push(`${handler} ${data.n}`);
  await unitOfWork.run(tester, async (tx) =>
    tx.execute('INSERT INTO effect (handler, key, n) VALUES ($1, $2, $3)', [handler, subject, data.n]),
  );
  await mood(handler, data.n);
}

@Controller()
class First {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @On(toldV1, 'first')
  react(event: Told): Promise<void> {
    return react(this.unitOfWork, 'first', event);
  }
}

@Controller()
class Second {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @On(toldV1, 'second')
  react(event: Told): Promise<void> {
    return react(this.unitOfWork, 'second', event);
  }
}

describe('a batch that the log hands over', () => {
  let rig: Rig;
  let log: HandedLog;

  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig.close());
  beforeEach(() => {
    log = new HandedLog();
    ran = [];
  });
  afterEach(async () => {
    mood = () => undefined;
    await rig.reset();
  });

  /** What a service would have published, on its way to the log. */
  const told = async (...numbers: number[]): Promise<NewRecord[]> => {
    await rig.publish(toldV1, 'a', ...numbers);
    const rows = await rig.db.adminQuery<{ id: string; headers: Record<string, string>; value: Buffer }>(
      'SELECT event_id AS id, headers, payload AS value FROM outbox ORDER BY seq',
    );
    return rows.map((row) => ({ ...row, key: 'a' }));
  };
  const hand = (records: NewRecord[]) => log.hand(toldV1.topic, records);
  const noDatabase = Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });

  it('is acknowledged when its effects are committed, not before: what is lost with the process comes again', async () => {
    await rig.serve([First], { log });
    const during: unknown[] = [];
    mood = () => void during.push(log.committed);
    await hand(await told(1, 2));
    expect(during).toEqual([0, 0]);
    expect(log.committed).toBe(2);
  });

  it('is not acknowledged while the database is away, so that no event of it is lost', async () => {
    await rig.serve([First], { log });
    mood = () => {
      throw noDatabase;
    };
    const records = await told(1);
    await expect(hand(records)).rejects.toThrow('ECONNREFUSED');
    expect([log.committed, await rig.numbers('first', 'a')]).toEqual([0, []]);
    mood = () => undefined;
    await hand(records);
    expect([log.committed, await rig.numbers('first', 'a')]).toEqual([1, [1]]);
  });

  // A member that was asleep past its lease, and the one that has its partition now.
  describe('to two at once', () => {
    const race = async (outcome: () => void): Promise<void> => {
      await rig.serve([First], { log });
      const records = await told(1);
      let wake: () => void = () => undefined;
      const asleep = new Promise<void>((resolve) => (wake = resolve));
      mood = async () => {
        if (ran.length > 1) return;
        await asleep;
        outcome();
      };
      const one = hand(records).catch(() => undefined);
      await until(() => ran.length === 1);
      const other = hand(records);
      await until(async () => ran.length === 2 || (await waitsForInbox()));
      wake();
      await Promise.all([one, other]);
    };
    const waitsForInbox = async () =>
      (
        await rig.db.adminQuery(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE 'INSERT INTO inbox%'`,
        )
      ).length > 0;

    it('takes effect once: the second waits at the inbox until the first is done, and does nothing', async () => {
      await race(() => undefined);
      expect([ran, await rig.numbers('first', 'a')]).toEqual([['first 1'], [1]]);
    });

    it('takes effect once: what the first had to take back the second does', async () => {
      await race(() => {
        throw noDatabase;
      });
      expect([ran, await rig.numbers('first', 'a')]).toEqual([['first 1', 'first 1'], [1]]);
    });
  });

  it('takes effect once, though it holds an event twice and comes three times', async () => {
    const { server } = await rig.serve([First], { log });
    const records = await told(1, 2);
    for (let time = 0; time < 3; time += 1) await hand([...records, ...records]);
    expect(await rig.numbers('first', 'a')).toEqual([1, 2]);
    expect(await server.figures()).toMatchObject({ handled: 2, duplicates: 10 });
  });

  it('is done with few transactions, though some of its events fail at first: those alone, what is between them together, all in order', async () => {
    const { server } = await rig.serve([First], { log });
    const numbers = Array.from({ length: 100 }, (_, at) => at + 1);
    const refused = new Map([
      [30, 2],
      [70, 1],
    ]);
    mood = (_, n) => {
      const left = refused.get(n) ?? 0;
      refused.set(n, left - 1);
      if (left > 0) throw new Error('not yet');
    };
    const records = await told(...numbers);
    let commits = 0;
    rig.db.unitOfWork.onCommit(() => (commits += 1));
    await hand(records);
    expect(await rig.numbers('first', 'a')).toEqual(numbers);
    expect(commits).toBe(5);
    expect(await server.figures()).toMatchObject({ handled: 100, parkedEvents: 0 });
  });

  it('finds by halves the event with which the transaction fails in the end', async () => {
    await rig.db.adminQuery('ALTER TABLE effect ADD CONSTRAINT no_seven CHECK (n <> 7)');
    try {
      await rig.serve([First], { log, retrySchedule: [3600] });
      await hand(await told(1, 2, 3, 4, 5, 6, 7, 8));
      expect(await rig.numbers('first', 'a')).toEqual([1, 2, 3, 4, 5, 6]);
      const parked = await rig.db.adminQuery<{ n: number }>(
        `SELECT (convert_from(value, 'UTF8')::jsonb ->> 'n')::int AS n FROM parked ORDER BY place`,
      );
      expect(parked.map(({ n }) => n)).toEqual([7, 8]);
    } finally {
      await rig.db.adminQuery('ALTER TABLE effect DROP CONSTRAINT no_seven');
    }
  });

  it('takes effect in every handler of an event: what one has done says nothing of the others', async () => {
    await rig.serve([First, Second], { log });
    await hand(await told(1, 2));
    expect([await rig.numbers('first', 'a'), await rig.numbers('second', 'a')]).toEqual([
      [1, 2],
      [1, 2],
    ]);
  });

  it.each([
    ['first', 'second'],
    ['second', 'first'],
  ])('takes effect once in a handler whose neighbor fails (%s fails)', async (failing, well) => {
    await rig.serve([First, Second], { log, retrySchedule: [3600] });
    mood = (handler) => {
      if (handler === failing) throw new Error('not this one');
    };
    await hand(await told(1));
    expect(ran.filter((each) => each === `${well} 1`)).toHaveLength(1);
    expect([await rig.numbers(well, 'a'), await rig.numbers(failing, 'a')]).toEqual([[1], []]);
  });
});
