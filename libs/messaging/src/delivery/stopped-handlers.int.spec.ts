import { Rig } from '../../test/rig.js';
import { behave, First, Mailer, Second } from '../../test/telling-handlers.js';
import { toldV1 } from '../../test/told.events.js';
import { until } from '../../test/until.js';

describe('handlers that fail', () => {
  let rig: Rig;

  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig.close());
  afterEach(async () => {
    behave.now = () => undefined;
    await rig.reset();
  });

  it('are stopped when more than half of the last 50 events fail, instead of parking every key; the others go on', async () => {
    const { server } = await rig.serve([First, Second], { retrySchedule: [3600], coolDownMs: 400 });
    let broken = true;
    behave.now = (handler) => {
      if (handler === 'first' && broken) throw new Error('broken deployment');
    };
    for (let key = 0; key < 120; key += 1) await rig.publish(toldV1, `key-${key}`, 1, 2, 3);
    await rig.relay();
    await until(async () => (await rig.effects('second')).length === 360);
    await rig.drained(server);
    const stopped = await server.figures();
    expect(stopped).toMatchObject({ lag: 0, stoppedHandlers: ['first'] });
    expect(stopped.parkedKeys).toBeLessThanOrEqual(26 + 8);
    expect(stopped.backlog).toBeGreaterThan(200);
    expect(server.readiness.ready).toBe(true);
    broken = false;
    await until(async () => (await server.figures()).backlog === 0 && (await rig.backlogs()) === 0);
    const { parkedKeys, parkedEvents, stoppedHandlers } = await server.figures();
    expect(stoppedHandlers).toEqual([]);
    expect(parkedEvents).toBe(parkedKeys * 3);
    const effects = await rig.effects('first');
    expect(effects.length).toBe(360 - parkedEvents);
    for (const { key } of effects) expect(await rig.numbers('first', key)).toEqual([1, 2, 3]);
  });

  it('that were stopped go on in order while new events come, and are with the others again in the end', async () => {
    const { server } = await rig.serve([First, Second], { retrySchedule: [0, 0], coolDownMs: 100 });
    let broken = true;
    behave.now = (handler) => {
      if (handler === 'first' && broken) throw new Error('broken deployment');
    };
    for (let key = 0; key < 60; key += 1) await rig.publish(toldV1, `key-${key}`, 1);
    const relay = await rig.relay();
    await until(async () => (await server.figures()).stoppedHandlers.length === 1);
    for (let n = 1; n <= 200; n += 1) {
      await rig.publish(toldV1, 'late', n);
      relay.wake();
      if (n === 40) broken = false;
    }
    await until(async () => (await rig.numbers('first', 'late')).length === 200);
    await until(async () => (await rig.backlogs()) === 0);
    expect(await rig.numbers('first', 'late')).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
    expect(await rig.numbers('second', 'late')).toEqual(Array.from({ length: 200 }, (_, at) => at + 1));
    await rig.publish(toldV1, 'late', 201);
    relay.wake();
    await until(async () => (await rig.numbers('first', 'late')).length === 201);
    expect(await rig.backlogs()).toBe(0);
  });

  it('with skip set only the failed event aside, and it is tried again by itself', async () => {
    const { server } = await rig.serve([Mailer], { retrySchedule: [3600] });
    let failing = true;
    behave.now = (_, { data }) => {
      if (failing && data.n === 2) throw new Error('mailbox full');
    };
    await rig.publish(toldV1, 'a', 1, 2, 3);
    const relay = await rig.relay();
    await rig.drained(server);
    await rig.publish(toldV1, 'a', 4);
    relay.wake();
    await until(async () => (await rig.numbers('mailer', 'a')).length === 3);
    expect(await rig.numbers('mailer', 'a')).toEqual([1, 3, 4]);
    expect(await server.figures()).toMatchObject({ parkedKeys: 1, parkedEvents: 1 });
    failing = false;
    await rig.db.adminQuery('UPDATE parked_key SET next_at = now()');
    await until(async () => (await rig.numbers('mailer', 'a')).length === 4);
    expect(await rig.numbers('mailer', 'a')).toEqual([1, 3, 4, 2]);
    await until(async () => (await server.figures()).parkedKeys === 0);
  });
});
