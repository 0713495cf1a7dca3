import { randomUUID } from 'node:crypto';
import { Controller } from '@nestjs/common';
import { CommandContext, UnitOfWork } from '@tributary/persistence';
import { Rig } from '../test/rig.js';
import { behave, Effects, First, Second, type Told } from '../test/telling-handlers.js';
import { endedV1, shelvedV1, toldV1 } from '../test/told.events.js';
import { until } from '../test/until.js';
import { PermanentFailure } from './delivery/failure.js';
import { On } from './on.decorator.js';

describe('handlers on the event log', () => {
  let rig: Rig;

  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig.close());
  afterEach(async () => {
    behave.now = () => undefined;
    await rig.reset();
  });

  it('get every event once, in the order of its key, with what caused it', async () => {
    const { server } = await rig.serve([First, Second]);
    const contexts: unknown[] = [];
    const seen: Told[] = [];
    behave.now = (handler, event) => {
      if (handler === 'first') contexts.push(CommandContext.current());
      seen.push(event);
    };
    await CommandContext.run({ correlationId: 'the-request', traceparent: '00-1-2-01', replayed: false }, () =>
      rig.publish(toldV1, 'a', 1, 2, 3),
    );
    await rig.publish(endedV1, 'a', 4);
    await rig.relay();
    await rig.drained(server);
    expect(await rig.numbers('first', 'a')).toEqual([1, 2, 3, 4]);
    expect(await rig.numbers('second', 'a')).toEqual([1, 2, 3]);
    expect(contexts[0]).toEqual({
      correlationId: 'the-request',
      causationId: seen[0]!.id,
      traceparent: '00-1-2-01',
      replayed: false,
    });
    expect(seen[0]).toMatchObject({
      type: toldV1.type,
      source: '/tributary/sales',
      subject: 'a',
      sequence: '00000000000000000001',
    });
    expect(await server.figures()).toMatchObject({ handled: 7, duplicates: 0, lag: 0, parkedKeys: 0, deadLetters: 0 });
  });

  it('have one effect per event, however often the log delivers it', async () => {
    const { server } = await rig.serve([First, Second]);
    await rig.publish(toldV1, 'a', 1, 2, 3);
    await rig.relay();
    await rig.drained(server);
    await rig.stop();
    await rig.logDatabase.query('UPDATE log_group SET next_position = 0');
    const again = await rig.serve([First, Second]);
    await until(async () => (await again.server.figures()).duplicates === 6);
    expect(await rig.numbers('first', 'a')).toEqual([1, 2, 3]);
    expect(await rig.numbers('second', 'a')).toEqual([1, 2, 3]);
  });

  it('do not run again because another handler of the same event failed', async () => {
    const { server } = await rig.serve([First, Second], { retrySchedule: [0, 0, 0, 0] });
    let ran = 0;
    let failures = 0;
    behave.now = (handler) => {
      if (handler === 'first') ran += 1;
      else if ((failures += 1) <= 5) throw new Error('not yet');
    };
    await rig.publish(toldV1, 'a', 1);
    await rig.relay();
    await rig.drained(server);
    await until(async () => (await rig.effects('second')).length === 1);
    expect([ran, failures]).toEqual([1, 6]);
  });

  it('park the key of a poisoned event; its later events wait, other keys go on', async () => {
    const { server } = await rig.serve([First, Second], { retrySchedule: [3600] });
    let poisoned = true;
    behave.now = (handler, { subject, data }) => {
      if (handler === 'first' && subject === 'a' && data.n === 2 && poisoned) throw new Error('poison');
    };
    await rig.publish(toldV1, 'a', 1, 2, 3);
    for (let key = 0; key < 20; key += 1) await rig.publish(toldV1, `other-${key}`, 1, 2);
    const relay = await rig.relay();
    await rig.drained(server);
    await rig.publish(toldV1, 'a', 4);
    relay.wake();
    await until(async () => (await rig.numbers('second', 'a')).length === 4);
    await rig.drained(server);
    expect(await rig.numbers('first', 'a')).toEqual([1]);
    for (let key = 0; key < 20; key += 1) expect(await rig.numbers('first', `other-${key}`)).toEqual([1, 2]);
    expect(await server.figures()).toMatchObject({ parkedKeys: 1, parkedEvents: 3, deadKeys: 0 });

    poisoned = false;
    await rig.db.adminQuery('UPDATE parked_key SET next_at = now()');
    await until(async () => (await rig.numbers('first', 'a')).length === 4);
    expect(await rig.numbers('first', 'a')).toEqual([1, 2, 3, 4]);
    expect(await server.figures()).toMatchObject({ parkedKeys: 0, parkedEvents: 0 });
    await rig.publish(toldV1, 'a', 5);
    relay.wake();
    await until(async () => (await rig.numbers('first', 'a')).length === 5);
  });

  it('do not strand an event that arrives while the last parked one of its key is being retried', async () => {
    const { server } = await rig.serve([First], { retrySchedule: [3600] });
    let act: 'fail' | 'linger' | 'work' = 'fail';
    let release: (() => void) | null = null;
    behave.now = async () => {
      if (act === 'fail') throw new Error('poison');
      if (act === 'linger') await new Promise<void>((resolve) => (release = resolve));
    };
    await rig.publish(toldV1, 'a', 1);
    const relay = await rig.relay();
    await rig.drained(server);
    act = 'linger';
    await rig.db.adminQuery('UPDATE parked_key SET next_at = now()');
    await until(() => release !== null);
    act = 'work';
    await rig.publish(toldV1, 'a', 2);
    relay.wake();
    await until(async () => {
      const blocked = await rig.db.adminQuery(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%parked_key%FOR SHARE'`,
      );
      return blocked.length > 0;
    });
    release!();
    await until(async () => (await rig.numbers('first', 'a')).length === 2);
    expect(await rig.numbers('first', 'a')).toEqual([1, 2]);
    expect(await server.figures()).toMatchObject({ parkedKeys: 0, parkedEvents: 0 });
  });

  it('leave a key alone after the last retry, with its events in their order, until somebody decides', async () => {
    const { server } = await rig.serve([First], { retrySchedule: [0, 0] });
    let attempts = 0;
    behave.now = () => {
      attempts += 1;
      throw new Error('never');
    };
    await rig.publish(toldV1, 'a', 1, 2);
    await rig.relay();
    await until(async () => (await server.figures()).deadKeys === 1);
    const before = attempts;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(attempts).toBe(before);
    expect(await rig.db.adminQuery('SELECT attempts, last_error, dead FROM parked_key')).toEqual([
      { attempts: 2, last_error: 'Error: never', dead: true },
    ]);
    expect(await rig.db.adminQuery('SELECT count(*)::int AS n FROM parked')).toEqual([{ n: 2 }]);
    expect(await rig.effects()).toEqual([]);
  });

  it('bury at once what can never be read, with its raw bytes, and what says so itself', async () => {
    const log = rig.log();
    const { server } = await rig.serve([First], { log });
    behave.now = (_, { data }) => {
      if (data.n === 2) throw new PermanentFailure('No two.');
    };
    await rig.publish(toldV1, 'a', 1, 2, 3);
    await rig.publish(toldV1, 'b', 1);
    await rig.db.adminQuery(`UPDATE outbox SET payload = '\\xfffe00' WHERE key = 'b'`);
    await rig.publish(toldV1, 'c', 1);
    await rig.db.adminQuery(`UPDATE outbox SET payload = '{"n":"one"}' WHERE key = 'c'`);
    await rig.publish(toldV1, 'd', 1);
    await rig.db.adminQuery(`UPDATE outbox SET headers = headers - 'ce_type' WHERE key = 'd'`);
    await rig.relay(log);
    await rig.drained(server);
    expect(await rig.numbers('first', 'a')).toEqual([1, 3]);
    const dead = await rig.db.adminQuery<{ key: string; value: Buffer; reason: string }>(
      'SELECT key, value, reason FROM dead_letter ORDER BY key',
    );
    expect(dead.map(({ key, reason }) => [key, reason])).toEqual([
      ['a', 'PermanentFailure: No two.'],
      ['b', 'PermanentFailure: The value is not JSON.'],
      ['c', expect.stringContaining('/n')],
      ['d', expect.stringContaining('does not know the type')],
    ]);
    expect(dead[1]!.value).toEqual(Buffer.from('fffe00', 'hex'));
    expect(await server.figures()).toMatchObject({ parkedKeys: 0, deadLetters: 4 });
  });

  it('wait, with readiness red, while the database is away, and count nothing against the event', async () => {
    const { server } = await rig.serve([First]);
    let away = true;
    let tries = 0;
    behave.now = () => {
      tries += 1;
      if (away) throw Object.assign(new Error('connect ECONNREFUSED'), { code: 'ECONNREFUSED' });
    };
    await rig.publish(toldV1, 'a', 1);
    await rig.relay();
    await until(() => tries >= 4);
    expect(server.readiness).toEqual({ ready: false, reasons: ['Error: connect ECONNREFUSED'] });
    away = false;
    await until(async () => (await rig.numbers('first', 'a')).length === 1);
    await rig.drained(server);
    expect(server.readiness).toEqual({ ready: true, reasons: [] });
    expect(await rig.db.adminQuery('SELECT FROM parked')).toEqual([]);
  });

  it('finish the events in work before a shutdown ends, and lose none', async () => {
    const { app } = await rig.serve([First]);
    let started = 0;
    let ended = 0;
    behave.now = async () => {
      started += 1;
      await new Promise((resolve) => setTimeout(resolve, 100));
      ended += 1;
    };
    await rig.publish(toldV1, 'a', 1, 2, 3);
    await rig.relay();
    await until(() => started > 0);
    await app.close();
    expect(ended).toBe(started);
    const after = (await rig.effects('first')).length;
    expect(after).toBe(3);
    expect(await rig.logDatabase.query('SELECT owner FROM log_group WHERE owner IS NOT NULL')).toEqual([]);
  });

  it('of a service that comes late read the newest state of every key, and then what changes', async () => {
    @Controller()
    class Librarian {
      readonly #effects: Effects;
      constructor(unitOfWork: UnitOfWork) {
        this.#effects = new Effects(unitOfWork);
      }

      @On(shelvedV1, 'librarian', { from: 'state' })
      async react(event: Told): Promise<void> {
        await this.#effects.record('librarian', event);
      }
    }
    const log = rig.postgresLog();
    const relay = await rig.relay(log);
    await rig.publish(shelvedV1, 'a', 1, 2, 3);
    await rig.publish(shelvedV1, 'b', 1);
    await until(async () => (await rig.db.adminQuery('SELECT FROM outbox')).length === 0);
    await log.append(`${shelvedV1.topic}.state`, 0, [{ id: randomUUID(), key: 'c', headers: {}, value: null }], 5000);
    await rig.logDatabase.query("UPDATE log_event SET at = at - interval '2 hours'");
    await log.housekeep();
    const { server } = await rig.serve([Librarian]);
    await rig.drained(server);
    await rig.publish(shelvedV1, 'a', 4);
    relay.wake();
    await until(async () => (await rig.numbers('librarian', 'a')).length === 2);
    expect(await rig.numbers('librarian', 'a')).toEqual([3, 4]);
    expect(await rig.numbers('librarian', 'b')).toEqual([1]);
    expect(await server.figures()).toMatchObject({ handled: 3, deadLetters: 0 });
  });

  it('must be marked with On and have an id of their own', async () => {
    @Controller()
    class Twin {
      @On(toldV1, 'first')
      async react(): Promise<void> {}
    }
    await expect(rig.serve([First, Twin])).rejects.toThrow('have the id "first"');
  });
});
