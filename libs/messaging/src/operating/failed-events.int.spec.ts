import { Controller } from '@nestjs/common';
import { Malformed, NotFound, RuleViolation, Stale } from '@tributary/kernel';
import type { ReceivedEvent } from '@tributary/contracts';
import { CommandContext, Reads, UnitOfWork } from '@tributary/persistence';
import { RandomIds } from '@tributary/kernel';
import { vendor } from '@tributary/testing';
import { Rig, tester } from '../../test/rig.js';
import { toldV1 } from '../../test/told.events.js';
import { until } from '../../test/until.js';
import type { EventsServer } from '../events-server.js';
import { On } from '../on.decorator.js';
import { DeadLetters } from './dead-letters.js';
import { ParkedKeys } from './parked-keys.js';

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
  let server: EventsServer;
  let parked: ParkedKeys;
  let letters: DeadLetters;
  const operator = vendor('admin');

  beforeAll(async () => {
    rig = await Rig.open();
  });
  afterAll(() => rig.close());
  beforeEach(async () => {
    refused = [];
    ({ server } = await rig.serve([Picky], { retrySchedule: [3600] }));
    const { unitOfWork, database } = rig.db;
    const parts = {
      unitOfWork,
      reads: new Reads(database),
      ids: new RandomIds(),
      handlers: () => server.handlers(),
    };
    parked = new ParkedKeys(parts);
    letters = new DeadLetters(parts);
  });
  afterEach(() => rig.reset());

  const park = async (...keys: string[]) => {
    refused = [2];
    for (const key of keys) await rig.publish(toldV1, key, 1, 2, 3);
    await rig.relay();
    await rig.drained(server);
    const { items } = await parked.list(operator, {}, { sort: 'createdAt' });
    const events = (await parked.events(operator, items[0]!.id, {})).items;
    return { held: items[0]!, events, head: events[0]!, all: items };
  };
  const deeds = () =>
    rig.db.adminQuery<{ type: string; subject: string; reason: string | null }>(
      'SELECT type, subject, reason FROM history ORDER BY at',
    );

  it('sees which keys wait, since when, why, and their events', async () => {
    const { held, events } = await park('a');
    expect(held).toEqual({
      id: expect.any(String),
      version: 1,
      createdAt: expect.any(Date),
      updatedAt: expect.any(Date),
      handler: 'picky',
      key: 'a',
      alone: false,
      attempts: 0,
      nextAttemptAt: expect.any(Date),
      dead: false,
      lastError: 'Error: no 2',
      waiting: 2,
    });
    expect(await parked.show(operator, held.id)).toEqual(held);
    expect(events.map(({ text, base64 }) => [text, base64])).toEqual([
      ['{"n":2}', null],
      ['{"n":3}', null],
    ]);
    expect(events[0]).toMatchObject({ source: '/tributary/sales', type: toldV1.type, position: '1' });
  });

  it('finds keys by handler, by what went wrong and by whether a retry is left, page by page', async () => {
    const { all } = await park('a', 'b', 'c');
    await rig.db.adminQuery(`UPDATE parked_key SET dead = true, last_error = '50% Rebate is gone' WHERE key = 'b'`);
    const found = async (filter: Parameters<ParkedKeys['list']>[1]) =>
      (await parked.list(operator, filter, { sort: 'createdAt' })).items.map(({ key }) => key).sort();
    expect(await found({ error: 'ERROR: no' })).toEqual(['a', 'c']);
    expect(await found({ error: '50% rebate' })).toEqual(['b']);
    expect(await found({ dead: true })).toEqual(['b']);
    expect(await found({ handler: 'another' })).toEqual([]);
    const first = await parked.list(operator, {}, { limit: 2, sort: 'createdAt' });
    const rest = await parked.list(operator, {}, { limit: 2, sort: 'createdAt', cursor: first.nextCursor! });
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual(all.map(({ id }) => id));
    expect(rest.nextCursor).toBeNull();
  });

  it('has a key tried again, and that is on record', async () => {
    const { held } = await park('a');
    refused = [];
    expect(await parked.retry(operator, held.id)).toMatchObject({ id: held.id, version: 2, dead: false });
    await until(async () => (await rig.numbers('picky', 'a')).length === 3);
    expect(await rig.numbers('picky', 'a')).toEqual([1, 2, 3]);
    expect(await deeds()).toEqual([{ type: 'EventRetried', subject: operator.subject, reason: null }]);
    await expect(parked.retry(operator, held.id)).rejects.toBeInstanceOf(NotFound);
  });

  it('does not act on what has changed since it was read', async () => {
    const { held } = await park('a');
    const facts = { correlationId: 'x', replayed: false, ifMatch: held.version + 1 };
    await expect(CommandContext.run(facts, () => parked.retry(operator, held.id))).rejects.toBeInstanceOf(Stale);
    expect(await deeds()).toEqual([]);
  });

  it('has every key with an error tried again, some at a time, each once', async () => {
    await park('a', 'b', 'c');
    refused = [];
    const by = { error: 'NO 2', limit: 2 };
    expect(await parked.retryByError(operator, { ...by, handler: 'another' })).toEqual({ retried: 0, remaining: 0 });
    expect(await parked.retryByError(operator, by)).toEqual({ retried: 2, remaining: 1 });
    expect(await parked.retryByError(operator, by)).toEqual({ retried: 1, remaining: 0 });
    await until(async () => (await rig.effects('picky')).length === 9);
    expect((await deeds()).map(({ type, reason }) => [type, reason])).toEqual(
      Array.from({ length: 3 }, () => ['EventRetried', 'The error contains "NO 2".']),
    );
  });

  it('corrects an event, which then takes effect before those behind it', async () => {
    const { held, head } = await park('a');
    await parked.edit(operator, held.id, head.eventId, { n: 22 }, 'sent with a typing error');
    await until(async () => (await rig.numbers('picky', 'a')).length === 3);
    expect(await rig.numbers('picky', 'a')).toEqual([1, 22, 3]);
    const [deed] = await rig.db.adminQuery('SELECT type, subject, reason, before, after FROM history');
    expect(deed).toEqual({
      type: 'EventEdited',
      subject: operator.subject,
      reason: 'sent with a typing error',
      before: { handler: 'picky', key: 'a', eventId: head.eventId, value: '{"n":2}' },
      after: { value: '{"n":22}' },
    });
  });

  it('cannot put in what breaks the contract of the event: the fault names the field', async () => {
    const { held, head } = await park('a');
    const refusal = await parked
      .edit(operator, held.id, head.eventId, { n: 'two' }, 'x')
      .catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Malformed);
    expect((refusal as Malformed).facts.errors).toEqual([
      { pointer: '/data/n', code: 'CONTRACT_BROKEN', detail: expect.any(String) },
    ]);
    const large = { n: 1, note: 'x'.repeat(70_000) };
    await expect(parked.edit(operator, held.id, head.eventId, large, 'x')).rejects.toThrow('too large');
    expect((await parked.events(operator, held.id, {})).items[0]!.text).toBe('{"n":2}');
    expect(await deeds()).toEqual([]);
  });

  it('discards an event with a reason; those behind it go on', async () => {
    const { held, head } = await park('a');
    await parked.discard(operator, held.id, head.eventId, 'a test');
    await until(async () => (await server.figures()).parkedKeys === 0);
    expect(await rig.numbers('picky', 'a')).toEqual([1, 3]);
    expect(await deeds()).toEqual([{ type: 'EventDiscarded', subject: operator.subject, reason: 'a test' }]);
    await expect(parked.discard(operator, held.id, head.eventId, 'again')).rejects.toBeInstanceOf(NotFound);
  });

  it('corrects a dead letter or discards it, and sees bytes that are no text', async () => {
    await rig.publish(toldV1, 'a', 1);
    await rig.publish(toldV1, 'b', 1);
    await rig.publish(toldV1, 'c', 1);
    await rig.db.adminQuery(
      `UPDATE outbox SET payload = CASE key WHEN 'a' THEN '\\xff00'::bytea ELSE '{"n":"one"}' END,
         headers = CASE key WHEN 'c' THEN headers - 'ce_type' ELSE headers END`,
    );
    await rig.relay();
    await rig.drained(server);
    const { items } = await letters.list(operator, { handler: 'picky' }, {});
    const [a, b, c] = ['a', 'b', 'c'].map((key) => items.find((letter) => letter.key === key)!.id) as [
      string,
      string,
      string,
    ];
    expect(await letters.show(operator, a)).toMatchObject({
      text: null,
      base64: '/wA=',
      reason: expect.stringContaining('not JSON'),
    });
    await expect(letters.edit(operator, a, { n: '7' }, 'x')).rejects.toBeInstanceOf(Malformed);
    await expect(letters.edit(operator, c, { n: 7 }, 'x')).rejects.toBeInstanceOf(RuleViolation);
    await letters.edit(operator, a, { n: 7 }, 'rebuilt from the source');
    await until(async () => (await rig.numbers('picky', 'a')).length === 1);
    await letters.discard(operator, b, 'a test');
    await letters.discard(operator, c, 'a test');
    expect((await letters.list(operator, {}, {})).items).toEqual([]);
    expect((await deeds()).map(({ type }) => type)).toEqual(['EventEdited', 'EventDiscarded', 'EventDiscarded']);
    await expect(letters.show(operator, b)).rejects.toBeInstanceOf(NotFound);
  });

  it('finds a dead letter back if nothing was changed about it', async () => {
    await rig.publish(toldV1, 'a', 1);
    await rig.db.adminQuery(`UPDATE outbox SET payload = '{"n":"one"}'`);
    await rig.relay();
    await rig.drained(server);
    const [letter] = (await letters.list(operator, {}, {})).items;
    await letters.retry(operator, letter!.id);
    await until(async () => (await letters.list(operator, {}, {})).items.some(({ id }) => id !== letter!.id));
    expect(await server.figures()).toMatchObject({ parkedKeys: 0, deadLetters: 1 });
  });
});
