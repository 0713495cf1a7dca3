import { Controller } from '@nestjs/common';
import { NotFound } from '@tributary/kernel';
import type { ReceivedEvent } from '@tributary/contracts';
import { UnitOfWork } from '@tributary/persistence';
import { vendor } from '@tributary/testing';
import { Rig, tester } from '../test/rig.js';
import { toldV1 } from '../test/told.events.js';
import { until } from '../test/until.js';
import { FailedEvents } from './failed-events.js';
import { On } from './on.decorator.js';

let refused: readonly number[] = [];

@Controller()
class Picky {
  constructor(private readonly unitOfWork: UnitOfWork) {}

  @On(toldV1, 'picky')
  async react({ subject, data }: ReceivedEvent<{ n: number }>): Promise<void> {
    if (refused.includes(data.n)) throw new Error(`no ${data.n}`);
    await this.unitOfWork.run(tester, async (tx) =>
      tx.execute('INSERT INTO effect (handler, key, n) VALUES ($1, $2, $3)', ['picky', subject, data.n]),
    );
  }
}

describe('an operator', () => {
  let rig: Rig;
  let failed: FailedEvents;
  const operator = vendor('support');

  beforeAll(async () => {
    rig = await Rig.open();
    failed = new FailedEvents(rig.db.database, rig.db.unitOfWork);
  });
  afterAll(() => rig.close());
  afterEach(() => rig.reset());

  const park = async () => {
    refused = [2];
    const { server } = await rig.serve([Picky], { retrySchedule: [3600] });
    await rig.publish(toldV1, 'a', 1, 2, 3);
    await rig.relay();
    await rig.drained(server);
    const events = await failed.parkedEvents('picky', 'a');
    return { server, head: events[0]!, events };
  };
  const deeds = () =>
    rig.db.adminQuery<{ type: string; subject: string; reason: string | null }>(
      'SELECT type, subject, reason FROM history',
    );

  it('sees which keys wait, since when, why, and their events', async () => {
    const { events } = await park();
    expect(await failed.parkedKeys({ handler: 'picky', dead: false })).toEqual([
      {
        handler: 'picky',
        key: 'a',
        since: expect.any(Date),
        attempts: 0,
        nextAt: expect.any(Date),
        lastError: 'Error: no 2',
        dead: false,
        events: 2,
      },
    ]);
    expect(await failed.parkedKeys({ dead: true })).toEqual([]);
    expect(events.map(({ text }) => text)).toEqual(['{"n":2}', '{"n":3}']);
    expect(events[0]).toMatchObject({ source: '/tributary/sales', headers: { ce_type: toldV1.type } });
  });

  it('has a key tried again, and that is on record', async () => {
    await park();
    refused = [];
    await failed.retryKey(operator, 'picky', 'a');
    await until(async () => (await rig.numbers('picky', 'a')).length === 3);
    expect(await rig.numbers('picky', 'a')).toEqual([1, 2, 3]);
    expect(await deeds()).toEqual([{ type: 'EventRetried', subject: operator.subject, reason: null }]);
    await expect(failed.retryKey(operator, 'picky', 'a')).rejects.toBeInstanceOf(NotFound);
  });

  it('corrects an event, which then takes effect before those behind it', async () => {
    const { head } = await park();
    await failed.editParked(operator, 'picky', 'a', head.eventId, { n: 22 }, 'sent with a typing error');
    await until(async () => (await rig.numbers('picky', 'a')).length === 3);
    expect(await rig.numbers('picky', 'a')).toEqual([1, 22, 3]);
    expect(await deeds()).toEqual([
      { type: 'EventEdited', subject: operator.subject, reason: 'sent with a typing error' },
    ]);
  });

  it('discards an event with a reason; those behind it go on', async () => {
    const { head, server } = await park();
    await failed.discardParked(operator, 'picky', 'a', head.eventId, 'a test');
    await until(async () => (await server.figures()).parkedKeys === 0);
    expect(await rig.numbers('picky', 'a')).toEqual([1, 3]);
    expect(await deeds()).toEqual([{ type: 'EventDiscarded', subject: operator.subject, reason: 'a test' }]);
    await expect(failed.discardParked(operator, 'picky', 'a', head.eventId, 'again')).rejects.toBeInstanceOf(NotFound);
  });

  it('corrects a dead letter or discards it', async () => {
    refused = [];
    const { server } = await rig.serve([Picky]);
    await rig.publish(toldV1, 'a', 1);
    await rig.publish(toldV1, 'b', 1);
    await rig.db.adminQuery(
      `UPDATE outbox SET payload = CASE key WHEN 'a' THEN '\\xff00'::bytea ELSE '{"n":"one"}' END`,
    );
    await rig.relay();
    await rig.drained(server);
    const letters = await failed.deadLetters({ handler: 'picky' });
    const [a, b] = ['a', 'b'].map((key) => letters.find((letter) => letter.key === key)!) as [
      (typeof letters)[0],
      (typeof letters)[0],
    ];
    expect(await failed.deadLetter(a.id)).toMatchObject({
      text: null,
      bytes: '/wA=',
      reason: expect.stringContaining('not JSON'),
    });
    await failed.retryDeadLetter(operator, a.id, { json: { n: 7 }, reason: 'rebuilt from the source' });
    await until(async () => (await rig.numbers('picky', 'a')).length === 1);
    await failed.discardDeadLetter(operator, b.id, 'a test');
    expect(await failed.deadLetters()).toEqual([]);
    expect((await deeds()).map(({ type }) => type).sort()).toEqual(['EventDiscarded', 'EventEdited']);
    for (const id of [b.id, 'nonsense']) await expect(failed.deadLetter(id)).rejects.toBeInstanceOf(NotFound);
  });

  it('finds a dead letter back where it was if nothing was changed about it', async () => {
    refused = [];
    const { server } = await rig.serve([Picky]);
    await rig.publish(toldV1, 'a', 1);
    await rig.db.adminQuery(`UPDATE outbox SET payload = 'nonsense'`);
    const relay = await rig.relay();
    await rig.drained(server);
    const [letter] = await failed.deadLetters();
    await failed.retryDeadLetter(operator, letter!.id);
    await until(async () => {
      const [again] = await failed.deadLetters();
      return again !== undefined && again.id !== letter!.id;
    });
    await rig.publish(toldV1, 'a', 2);
    relay.wake();
    await until(async () => (await rig.numbers('picky', 'a')).length === 1);
    expect(await server.figures()).toMatchObject({ parkedKeys: 0, deadLetters: 1 });
  });
});
