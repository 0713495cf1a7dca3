import type { Pool } from 'pg';
import { OneHandler, pausingAfterFailures } from '../../test/one-handler.js';
import { Rig } from '../../test/rig.js';
import { until } from '../../test/until.js';
import { PermanentFailure } from './failure.js';
import type { DeliveryOptions } from './handler-delivery.js';
import { ParkedRetries } from './parked-retries.js';

const options: DeliveryOptions = { retrySchedule: [3600, 3600], coolDownMs: 1000, onIncident: () => undefined };

describe('a parked key', () => {
  let rig: Rig;
  let handler: OneHandler;
  const running: ParkedRetries[] = [];

  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig.close());
  beforeEach(() => {
    handler = new OneHandler(rig, options);
  });
  afterEach(async () => {
    await Promise.all(running.splice(0).map((retries) => retries.stop()));
    await rig.reset();
  });

  /** The events 1 to `count` of one key, all of them waiting because the first one failed. */
  const park = async (count: number) => {
    handler.mood = () => {
      throw new Error('not yet');
    };
    const events = await handler.told(...Array.from({ length: count }, (_, at) => at + 1));
    await handler.delivery().deliver(events, { isStopped: () => false });
    handler.ran.length = 0;
    await rig.db.adminQuery('UPDATE parked_key SET next_at = now()');
  };

  /** Retries as of one process; `between` comes after a failure, before it is written down. */
  const retry = (between: () => Promise<unknown> = () => Promise.resolve()) => {
    let rounds = 0;
    const { database, unitOfWork } = rig.db;
    const pool = {
      query: (sql: string, values: unknown[]) => {
        rounds += 1;
        return database.pool('vendor').query(sql, values);
      },
    } as unknown as Pool;
    const deliveries = new Map([['h', handler.delivery()]]);
    const retries = new ParkedRetries(deliveries, pausingAfterFailures(unitOfWork, between), pool, options, 5);
    running.push(retries);
    retries.start();
    return {
      roundEnded: async () => {
        const before = rounds;
        await until(() => rounds > before + 1);
      },
    };
  };
  const count = async (table: string) => (await rig.db.adminQuery(`SELECT FROM ${table}`)).length;

  it('is retried by one process at a time, so that no event of it takes effect twice', async () => {
    await park(2);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    handler.mood = () => (handler.ran.length === 1 ? held : undefined);
    retry();
    await until(() => handler.ran.length === 1);
    await retry().roundEnded();
    expect(handler.ran).toEqual([1]);
    release();
    await until(async () => (await count('parked_key')) === 0);
    expect(await rig.numbers('h', 'a')).toEqual([1, 2]);
  });

  it('that an operator has freed of an event while it failed for good does not lose the next one', async () => {
    await park(2);
    handler.mood = (n) => {
      if (n === 1) throw new PermanentFailure('never');
    };
    retry(() =>
      rig.db.adminQuery(`WITH gone AS (DELETE FROM parked WHERE place = (SELECT min(place) FROM parked))
        UPDATE parked_key SET attempts = 0, next_at = clock_timestamp(), version = version + 1`),
    );
    await until(async () => (await count('parked_key')) === 0);
    expect([await rig.numbers('h', 'a'), await count('dead_letter')]).toEqual([[2], 0]);
  });

  it('with an event that an operator has corrected while it failed for good tries the corrected one', async () => {
    await park(1);
    handler.mood = (n) => {
      if (n === 1) throw new PermanentFailure('never');
    };
    retry(() =>
      rig.db.adminQuery(`WITH edited AS (UPDATE parked SET value = '{"n":7}')
        UPDATE parked_key SET attempts = 0, next_at = clock_timestamp(), version = version + 1`),
    );
    await until(async () => (await count('parked_key')) === 0);
    expect([await rig.numbers('h', 'a'), await count('dead_letter')]).toEqual([[7], 0]);
  });

  it('that an operator wants retried now is not put off by a failure of before', async () => {
    await park(1);
    handler.mood = () => {
      if (handler.ran.length === 1) throw new Error('not yet');
    };
    retry(() =>
      rig.db.adminQuery('UPDATE parked_key SET attempts = 0, next_at = clock_timestamp(), version = version + 1'),
    );
    await until(
      async () => handler.ran.length === 2 || (await count('parked_key WHERE next_at > now() OR dead')) === 1,
    );
    expect(handler.ran).toEqual([1, 1]);
  });
});
