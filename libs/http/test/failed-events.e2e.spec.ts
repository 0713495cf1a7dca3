import { Controller, Module } from '@nestjs/common';
import type { ReceivedEvent } from '@tributary/contracts';
import { On } from '@tributary/messaging';
import { partner, testService, vendor, type TestService } from '@tributary/testing';
import { assertDocumented } from '../src/index.js';
import { noteWrittenV1 } from './sample/note.schema.js';
import { sampleService } from './sample/sample-service.js';

const anna = partner('01970d3e-0000-7000-8000-00000000000a', 'sales');
const admin = vendor('admin');
const base = '/v1/events/sales';
const taken: string[] = [];
const refused = new Set<string>();

@Controller()
class Reader {
  @On(noteWrittenV1, 'reader')
  react({ data }: ReceivedEvent<{ text: string }>): Promise<void> {
    if (refused.has(data.text)) return Promise.reject(new Error(`cannot read "${data.text}"`));
    taken.push(data.text);
    return Promise.resolve();
  }
}

@Module({ controllers: [Reader] })
class ReaderModule {}

let service: TestService;
beforeAll(async () => {
  service = await testService({ ...sampleService, modules: [...sampleService.modules, ReaderModule] });
});
afterAll(() => service.close());
afterEach(async () => {
  refused.clear();
  await service.adminQuery('TRUNCATE parked, parked_key, dead_letter, history');
});

const ask = (path: string, as = admin) => service.call(`GET ${base}${path}`, { as });
const tell = (path: string, body?: unknown, headers: Record<string, string> = {}) =>
  service.call(`POST ${base}${path}`, { as: admin, body, headers });

async function eventually<T>(question: () => Promise<T | false | undefined>): Promise<T> {
  for (const end = Date.now() + 20_000; Date.now() < end; await new Promise((wake) => setTimeout(wake, 50))) {
    const answer = await question();
    if (answer !== false && answer !== undefined) return answer;
  }
  throw new Error('It never came.');
}

const write = (text: string) => service.call('POST /v1/notes', { as: anna, body: { text } });
const parkedFor = (text: string) =>
  eventually(async () => (await ask(`/parked-keys?error=${encodeURIComponent(text)}`)).body.items[0]);

async function park(text: string) {
  refused.add(text);
  const { id } = (await write(text)).body;
  const key = await parkedFor(text);
  return { key, noteId: id as string, eventId: (await ask(`/parked-keys/${key.id}`)).body.events[0].eventId as string };
}

async function bury(text: string) {
  const { id } = (await write(text)).body;
  await eventually(() => Promise.resolve(taken.includes(text)));
  const [letter] = await service.adminQuery<{ id: string }>(
    `INSERT INTO dead_letter (handler, topic, partition, position, key, headers, value, reason)
     VALUES ('reader', 'tributary.sales.note', 0, 7, $1, $2, '\\xff00', 'PermanentFailure: The value is not JSON.') RETURNING id`,
    [
      id,
      {
        ce_id: '01970d3e-0000-7000-8000-0000000000ff',
        ce_source: '/tributary/sales',
        ce_type: noteWrittenV1.type,
        ce_subject: id,
        ce_sequence: '1',
        ce_time: '2026-01-01T00:00:00Z',
      },
    ],
  );
  return letter!.id;
}

it('nobody but the vendor’s administrators sees or changes what failed', async () => {
  const { key } = await park('for admins');
  const others = [anna, vendor('support'), vendor('readonly'), { ...vendor('readonly'), scopes: ['events:read'] }];
  for (const noun of ['parked-keys', 'dead-letters', 'interventions']) {
    for (const as of others) {
      for (const path of [`/${noun}`, `/${noun}/export`])
        expect([path, (await ask(path, as)).status]).toEqual([path, 403]);
    }
  }
  for (const as of others) {
    for (const verb of ['', '/events', '/history']) {
      expect((await ask(`/parked-keys/${key.id}${verb}`, as)).status).toBe(403);
    }
    const answer = await service.call(`POST ${base}/parked-keys/${key.id}/retry`, { as });
    expect([answer.status, answer.body.code]).toEqual([403, 'ROLE_MISSING']);
  }
  expect((await service.call(`GET ${base}/parked-keys`)).status).toBe(401);
  expect((await ask(`/parked-keys/${key.id}`)).body.version).toBe(1);
});

it('a parked key is listed, shown with its events, retried under If-Match and Idempotency-Key, and all of it is on record', async () => {
  const { key, noteId } = await park('a hard word');
  expect(key).toMatchObject({
    handler: 'reader',
    key: noteId,
    dead: false,
    waiting: 1,
    lastError: 'Error: cannot read "a hard word"',
  });
  const shown = await ask(`/parked-keys/${key.id}`);
  expect(shown.headers.get('etag')).toBe('"1"');
  expect(shown.body.events).toEqual([
    expect.objectContaining({ type: noteWrittenV1.type, text: '{"text":"a hard word"}', base64: null }),
  ]);
  expect((await ask(`/parked-keys/${key.id}/events`)).body).toEqual({ items: shown.body.events, nextCursor: null });
  expect((await ask(`/parked-keys/export?format=ndjson&handler=reader`)).text).toContain(key.id);

  const stale = await tell(`/parked-keys/${key.id}/retry`, undefined, { 'if-match': '"7"' });
  expect([stale.status, stale.body.code]).toEqual([412, 'STALE']);
  refused.clear();
  const once = { 'if-match': '"1"', 'idempotency-key': 'at-two-in-the-morning' };
  const first = await tell(`/parked-keys/${key.id}/retry`, undefined, once);
  expect([first.status, first.body.version, first.headers.get('etag')]).toEqual([200, 2, '"2"']);
  await eventually(() => Promise.resolve(taken.includes('a hard word')));
  const again = await tell(`/parked-keys/${key.id}/retry`, undefined, once);
  expect([again.text, again.headers.get('idempotent-replayed')]).toEqual([first.text, 'true']);
  expect(await eventually(async () => (await ask(`/parked-keys/${key.id}`)).status === 404)).toBe(true);

  const { items } = (await ask(`/parked-keys/${key.id}/history`)).body;
  expect(items).toEqual([expect.objectContaining({ type: 'EventRetried', version: 2, subject: admin.subject })]);
  const { items: deeds } = (await ask(`/interventions?handler=reader&key=${noteId}`)).body;
  expect(deeds).toEqual([expect.objectContaining({ noun: 'parked key', entityId: key.id, type: 'EventRetried' })]);
  expect((await ask('/interventions?handler=another')).body.items).toEqual([]);
});

it('an event is corrected within its contract: a fault names the field, before and after are kept', async () => {
  const { key, eventId } = await park('wrong word');
  const edit = (data: unknown, reason?: string) => tell(`/parked-keys/${key.id}/edit`, { eventId, data, reason });
  const broken = await edit({ text: 7 }, 'x');
  expect([broken.status, broken.body.code]).toEqual([400, 'MALFORMED']);
  expect(broken.body.errors).toEqual([{ pointer: '/data/text', code: 'CONTRACT_BROKEN', detail: expect.any(String) }]);
  expect((await edit({ text: 'right word' })).body.errors).toEqual([expect.objectContaining({ pointer: '/reason' })]);
  expect((await edit({ text: 'right word' }, 'a typing error')).status).toBe(200);
  await eventually(() => Promise.resolve(taken.includes('right word')));
  const { items } = (await ask(`/parked-keys/${key.id}/history`)).body;
  expect(items).toEqual([
    expect.objectContaining({
      type: 'EventEdited',
      reason: 'a typing error',
      before: expect.objectContaining({ eventId, value: '{"text":"wrong word"}' }),
      after: { value: '{"text":"right word"}' },
    }),
  ]);
});

it('an event is discarded with a reason, and only with one', async () => {
  const { key, eventId } = await park('nonsense');
  expect((await tell(`/parked-keys/${key.id}/discard`, { eventId })).status).toBe(400);
  const absent = await tell(`/parked-keys/${key.id}/discard`, { eventId: 'another', reason: 'x' });
  expect([absent.status, absent.body.code]).toEqual([404, 'NOT_FOUND']);
  expect((await tell(`/parked-keys/${key.id}/discard`, { eventId, reason: 'sent by a test' })).status).toBe(204);
  expect((await ask('/parked-keys')).body.items).toEqual([]);
  expect(taken).not.toContain('nonsense');
});

it('every key with an error is tried again, counted, some at a time', async () => {
  for (const word of ['rate of CHF 1', 'rate of CHF 2', 'rate of CHF 3', 'something else']) await park(word);
  refused.clear();
  const some = await tell('/parked-keys/retry-by-error', { error: 'RATE OF chf', limit: 2 });
  expect([some.status, some.body]).toEqual([200, { retried: 2, remaining: 1 }]);
  expect((await tell('/parked-keys/retry-by-error', { error: 'rate of CHF' })).body).toEqual({
    retried: 1,
    remaining: 0,
  });
  await eventually(() => Promise.resolve(taken.filter((word) => word.startsWith('rate of CHF')).length === 3));
  expect((await tell('/parked-keys/retry-by-error', { error: '' })).status).toBe(400);
});

it('a dead letter shows bytes that are no text, and is corrected, retried or discarded', async () => {
  const [corrected, retried, discarded] = [await bury('one'), await bury('two'), await bury('three')];
  const shown = (await ask(`/dead-letters/${corrected}`)).body;
  expect(shown).toMatchObject({
    handler: 'reader',
    text: null,
    base64: '/wA=',
    reason: expect.stringContaining('not JSON'),
  });
  expect((await ask('/dead-letters?error=NOT json')).body.items).toHaveLength(3);
  expect((await tell(`/dead-letters/${corrected}/edit`, { data: { word: 'x' }, reason: 'x' })).body.errors).toEqual([
    expect.objectContaining({ pointer: '/data/text', code: 'CONTRACT_BROKEN' }),
  ]);
  const reason = 'rebuilt from the source';
  expect((await tell(`/dead-letters/${corrected}/edit`, { data: { text: 'rebuilt' }, reason })).status).toBe(204);
  await eventually(() => Promise.resolve(taken.includes('rebuilt')));
  expect((await tell(`/dead-letters/${discarded}/discard`, { reason: 'a test' })).status).toBe(204);
  expect((await ask(`/dead-letters/${discarded}/history`)).body.items).toEqual([
    expect.objectContaining({ type: 'EventDiscarded', reason: 'a test' }),
  ]);
  expect((await tell(`/dead-letters/${retried}/retry`)).status).toBe(204);
  await eventually(async () =>
    (await ask('/dead-letters')).body.items.some((one: { id: string }) => one.id !== retried),
  );
});

it('is documented like everything else', async () => {
  const { body } = await service.call('GET /openapi.json');
  assertDocumented(body);
  const edit = body.paths[`${base}/parked-keys/{id}/edit`].post;
  expect(edit.operationId).toBe('salesParkedKeyEdit');
  expect(Object.keys(edit.responses)).toEqual(expect.arrayContaining(['200', '400', '403', '404', '412', '422']));
});
