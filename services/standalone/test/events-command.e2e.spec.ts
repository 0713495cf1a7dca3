import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dealWonV1 } from '@tributary/contracts';
import { Database } from '@tributary/persistence';
import { eventsCommand } from '../src/events-command/events-command.js';
import { Caller } from './support/caller.js';
import { startForTest } from './support/start.js';

let started: Awaited<ReturnType<typeof startForTest>>;
let run: (...parameters: string[]) => Promise<{ code: number; out: string; err: string }>;
const service = 'partner-lifecycle';
const handler = 'points-of-deals';

beforeAll(async () => {
  started = await startForTest({ seed: 'none' });
  run = async (...parameters) => {
    let out = '';
    let err = '';
    const terminal = { out: (text: string) => void (out += text), err: (text: string) => void (err += text) };
    const environment = { TRIBUTARY_URL: started.url };
    return { code: await eventsCommand(parameters, { environment, ...terminal }), out, err };
  };
}, 240_000);
afterAll(() => started.close());

const query = async <Row extends object>(sql: string, values: unknown[] = []): Promise<Row[]> => {
  const pool = Object.values(started.services)
    .find(({ name }) => name === service)!
    .app.get(Database)
    .pool('vendor');
  return (await pool.query<Row>(sql, values)).rows;
};

/** A key with events that wait and are not due. */
async function park(key: string, ...texts: string[]): Promise<string> {
  const [row] = await query<{ id: string }>(
    `INSERT INTO parked_key (handler, key, next_at, last_error) VALUES ($1, $2, now() + interval '1 h', 'Error: no rate in CHF') RETURNING id`,
    [handler, key],
  );
  for (const [position, text] of texts.entries()) {
    const headers = { ce_type: dealWonV1.type, ce_id: `${key}-${position}`, ce_source: '/tributary/sales' };
    await query(
      `INSERT INTO parked (handler, key, source, event_id, topic, partition, position, headers, value)
       VALUES ($1, $2, '/tributary/sales', $3, $4, 0, $5, $6, $7)`,
      [handler, key, headers.ce_id, dealWonV1.topic, position, headers, Buffer.from(text)],
    );
  }
  return row!.id;
}

it('tells how it is called, and that it was called wrongly', async () => {
  expect(await run('--help')).toMatchObject({ code: 0, out: expect.stringContaining('retry-by-error SERVICE TEXT') });
  for (const wrong of [
    [],
    ['retire'],
    ['show', service],
    ['list', '--what'],
    ['discard', service, 'x'],
    ['list', 'a', 'b'],
  ])
    expect(await run(...wrong)).toMatchObject({ code: 2, out: '', err: expect.stringMatching(/./) });
});

it('lists what waits in every service, for a person and for a program', async () => {
  const id = await park('a', '{"n":1}', '\u00ff\u0000');
  const listed = await run('list');
  expect(listed).toMatchObject({ code: 0, err: '' });
  expect(listed.out).toContain(`parked ${id}  ${handler}  key a`);
  expect(listed.out).toContain('Error: no rate in CHF');
  expect(listed.out).toContain('sales: 0 parked keys, 0 dead letters');
  const asJson = JSON.parse((await run('list', service, '--json', '--error', 'RATE in')).out) as object[];
  expect(asJson).toMatchObject([{ service, parkedKeys: [{ id, key: 'a', waiting: 2, dead: false }], deadLetters: [] }]);
  expect((await run('list', service, '--dead')).out).toContain('0 parked keys');
  const shown = await run('show', service, id);
  expect(shown.out).toContain('event a-0');
  expect(shown.out).toContain('"n": 1');
});

it('discards one of several events only by its name, and only with a reason', async () => {
  const id = await park('b', '{"n":1}', '{"n":2}');
  expect((await run('discard', service, id)).err).toContain('--reason is missing');
  expect(await run('discard', service, id, '--reason', 'a test')).toMatchObject({
    code: 2,
    err: expect.stringContaining('b-1'),
  });
  expect(await run('discard', service, id, '--reason', 'a test', '--event', 'b-1')).toMatchObject({ code: 0, err: '' });
  expect(await query('SELECT event_id FROM parked WHERE key = $1', ['b'])).toEqual([{ event_id: 'b-0' }]);
  const history = await run('history', service, '--json');
  expect(JSON.parse(history.out)).toMatchObject([{ type: 'EventDiscarded', reason: 'a test', entityId: id }]);
});

it('refuses data that break the contract and names the field; the right ones are stored and tried', async () => {
  const id = await park('c', '{"n":1}');
  const file = join(tmpdir(), `corrected-${process.pid}.json`);
  const edit = () => run('edit', service, id, '--data', file, '--reason', 'a test');
  writeFileSync(file, '{"dealId":');
  expect(await edit()).toMatchObject({ code: 2, err: expect.stringContaining('is not JSON') });
  writeFileSync(file, JSON.stringify({ ...dealWonV1.sample, wonValue: 7 }));
  expect(await edit()).toMatchObject({ code: 1, err: expect.stringMatching(/400 MALFORMED.*\n {2}\/data\/wonValue/) });
  writeFileSync(file, JSON.stringify(dealWonV1.sample));
  expect(await edit()).toMatchObject({ code: 0, err: '' });
  const [deed] = JSON.parse((await run('history', service, '--json')).out) as { after: { value: string } }[];
  expect(JSON.parse(deed!.after.value)).toEqual(dealWonV1.sample);
});

it('tries one key again, or all with an error', async () => {
  const [one] = [await park('d', '{"n":1}'), await park('e', '{"n":1}'), await park('f', '{"n":1}')];
  expect(await run('retry', service, one)).toMatchObject({ code: 0 });
  const all = await run('retry-by-error', service, 'rate in chf', '--json');
  expect(JSON.parse(all.out)).toEqual({ retried: expect.any(Number) });
  expect((JSON.parse(all.out) as { retried: number }).retried).toBeGreaterThanOrEqual(2);
  const waiting = await query(`SELECT FROM parked_key WHERE last_error = 'Error: no rate in CHF' AND next_at > now()`);
  expect(waiting).toEqual([]);
});

it('says what is refused and why', async () => {
  const absent = await run('show', service, '01970d3e-0000-7000-8000-00000000000a');
  expect(absent).toMatchObject({ code: 1, err: expect.stringContaining('404 NOT_FOUND') });
  const { token } = await Caller.as(started.url, 'deal-desk');
  expect(await run('list', '--token', token!)).toMatchObject({
    code: 1,
    err: expect.stringContaining('403 ROLE_MISSING'),
  });
  expect(await run('list', '--url', 'http://127.0.0.1:1')).toMatchObject({
    code: 1,
    err: expect.stringContaining('does not answer'),
  });
});
