import { eventually, partner, testService, vendor, wrongExamples, type TestService } from '@tributary/testing';
import { assertDocumented, dueWorkersOf, serveMetrics, undocumented } from '../src/index.js';
import { NoteWorker, sampleService } from './sample/sample-service.js';

const anna = partner('01970d3e-0000-7000-8000-00000000000a', 'sales');
const rival = partner('01970d3e-0000-7000-8000-00000000000b', 'sales');
const admin = vendor('admin');

let service: TestService;
beforeAll(async () => {
  service = await testService(sampleService);
});
afterAll(() => service.close());

const write = (text = 'Call back') => service.call('POST /v1/notes', { as: anna, body: { text } });
const emptyOutbox = async () => (await service.adminQuery('select from outbox')).length === 0;
const carriedAway = () => eventually(emptyOutbox, (isEmpty) => isEmpty);

describe('A command', () => {
  it('answers with the representation, its version as ETag and the request id', async () => {
    const answer = await service.call('POST /v1/notes', {
      as: anna,
      body: { text: 'x' },
      headers: { 'x-request-id': 'abc-1' },
    });
    expect(answer).toMatchObject({ status: 201, body: { text: 'x', status: 'open', version: 1 } });
    expect(answer.headers.get('etag')).toBe('"1"');
    expect(answer.headers.get('x-request-id')).toBe('abc-1');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('server')).toBeNull();
  });

  it('takes effect once under one Idempotency-Key, and says so when it is repeated', async () => {
    const call = { as: anna, body: { text: 'once' }, headers: { 'idempotency-key': 'key-1' } };
    const first = await service.call('POST /v1/notes', call);
    const second = await service.call('POST /v1/notes', call);
    expect([first.status, second.status]).toEqual([201, 201]);
    expect(second.text).toBe(first.text);
    expect([first.headers.get('idempotent-replayed'), second.headers.get('idempotent-replayed')]).toEqual([
      null,
      'true',
    ]);
    const other = await service.call('POST /v1/notes', { ...call, body: { text: 'twice' } });
    expect([other.status, other.body.code]).toEqual([422, 'IDEMPOTENCY_KEY_REUSED']);
  });

  it.each(['', 'a\u00e9', 'x'.repeat(256)])('refuses an Idempotency-Key that is none (%#)', async (key) => {
    const answer = await service.call('POST /v1/notes', {
      as: anna,
      body: { text: 'x' },
      headers: { 'idempotency-key': key },
    });
    expect([answer.status, answer.body.code]).toEqual([400, 'MALFORMED']);
  });

  it('compares If-Match with the version', async () => {
    const { id } = (await write()).body;
    const change = (tag: string) =>
      service.call(`PATCH /v1/notes/${id}`, { as: anna, body: { text: 'new' }, headers: { 'if-match': tag } });
    expect((await change('"7"')).body).toMatchObject({ status: 412, code: 'STALE' });
    expect((await change('"other"')).status).toBe(412);
    expect((await change('7')).body).toMatchObject({ status: 400, code: 'MALFORMED' });
    expect((await change('"1"')).headers.get('etag')).toBe('"2"');
    expect((await change('W/"2"')).status).toBe(200);
    expect((await change('*')).status).toBe(200);
  });

  it('takes JSON Merge Patch too', async () => {
    const { id } = (await write()).body;
    const headers = { 'content-type': 'application/merge-patch+json' };
    expect((await service.call(`PATCH /v1/notes/${id}`, { as: anna, body: '{"text":"m"}', headers })).body.text).toBe(
      'm',
    );
  });

  it('tells the rule that refused, or the states that are possible', async () => {
    expect(await write('forbidden')).toMatchObject({
      status: 422,
      body: { code: 'WORD_REFUSED', title: 'The word is refused' },
    });
    const { id } = (await write()).body;
    expect((await service.call(`POST /v1/notes/${id}/close`, { as: admin })).status).toBe(200);
    const again = await service.call(`POST /v1/notes/${id}/close`, { as: admin });
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'INVALID_TRANSITION', allowed: [], instance: `/v1/notes/${id}/close` },
    });
    expect(again.headers.get('content-type')).toContain('application/problem+json');
  });
});

describe('A query', () => {
  it('answers 304 to whoever has the current version', async () => {
    const { id } = (await write()).body;
    const read = (tag: string) => service.call(`GET /v1/notes/${id}`, { as: anna, headers: { 'if-none-match': tag } });
    expect(await read('"1"')).toMatchObject({ status: 304, text: '' });
    expect(await read('"0", W/"1"')).toMatchObject({ status: 304 });
    expect(await read('"2"')).toMatchObject({ status: 200 });
  });

  it('pages through a list', async () => {
    await Promise.all([write(), write(), write()]);
    const first = await service.call('GET /v1/notes?limit=2', { as: anna });
    const second = await service.call(`GET /v1/notes?limit=2&cursor=${first.body.nextCursor}`, { as: anna });
    const ids = [...first.body.items, ...second.body.items].map(({ id }: { id: string }) => id);
    expect(new Set(ids).size).toBe(4);
    expect(first.headers.get('etag')).toBeNull();
  });

  it.each([
    ['limit=0', '/limit', 'TOO_SMALL'],
    ['limit=x', '/limit', 'NOT_WHOLE'],
    ['limit=1&limit=2', '/limit', 'REPEATED'],
    ['updatedSince=yesterday', '/updatedSince', 'NOT_INSTANT'],
    ['status=gone', '/status', 'NOT_ALLOWED'],
    ['color=red', '/color', 'UNKNOWN_FIELD'],
    ['ids=7', '/ids/0', 'NOT_UUID'],
    ['ids=1,2,3,4', '/ids', 'TOO_MANY'],
  ])('refuses ?%s and names what is allowed', async (query, pointer, code) => {
    const { status, body } = await service.call(`GET /v1/notes?${query}`, { as: anna });
    expect([status, body.errors[0].pointer, body.errors[0].code]).toEqual([400, pointer, code]);
    expect(body.allowed).toEqual(['limit', 'cursor', 'sort', 'updatedSince', 'status', 'ids']);
  });

  it.each(['sort=color', 'cursor=AAAA'])('refuses ?%s', async (query) => {
    expect((await service.call(`GET /v1/notes?${query}`, { as: anna })).status).toBe(400);
  });

  it('tells the history, newest first', async () => {
    const { id } = (await write()).body;
    await service.call(`PATCH /v1/notes/${id}`, { as: anna, body: { text: 'new' } });
    const { body } = await service.call(`GET /v1/notes/${id}/history`, { as: anna });
    expect(body.items).toMatchObject([
      { type: 'NoteChanged', version: 2, subject: anna.subject, after: { text: 'new' } },
      { type: 'NoteWritten', version: 1 },
    ]);
    expect((await service.call(`GET /v1/notes/${id}/history`, { as: rival })).status).toBe(404);
  });
});

describe('What is not yours', () => {
  it('is 404, as what is not there, and the attempt is on record', async () => {
    const { id } = (await write()).body;
    for (const operation of [
      `GET /v1/notes/${id}`,
      'GET /v1/notes/01970d3e-0000-7000-8000-000000000000',
      'GET /v1/notes/7',
    ]) {
      service.audit.denials.length = 0;
      expect(await service.call(operation, { as: rival })).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
      expect(service.audit.denials).toMatchObject([
        { subject: rival.subject, partnerId: rival.partnerId, status: 404, path: operation.slice(4) },
      ]);
    }
    expect((await service.call(`PATCH /v1/notes/${id}`, { as: rival, body: { text: 'x' } })).status).toBe(404);
  });

  it('needs a role or a scope', async () => {
    const { id } = (await write()).body;
    service.audit.denials.length = 0;
    const denied = await service.call(`POST /v1/notes/${id}/close`, { as: anna });
    expect(denied).toMatchObject({
      status: 403,
      body: { code: 'ROLE_MISSING', requiredRoles: ['admin'], requiredScope: 'notes:close' },
    });
    expect(denied.body.detail).toBe('This needs one of the roles admin or the scope notes:close.');
    expect(service.audit.denials).toMatchObject([{ status: 403, code: 'ROLE_MISSING', method: 'POST' }]);
    const integrator = { ...admin, roles: [], scopes: ['notes:close'] };
    expect((await service.call(`POST /v1/notes/${id}/close`, { as: integrator })).status).toBe(200);
  });

  it('cannot be had with a role of the other side', async () => {
    const { id } = (await write()).body;
    const cheat = { ...anna, roles: ['admin' as const] };
    expect((await service.call(`POST /v1/notes/${id}/close`, { as: cheat })).status).toBe(403);
  });

  it("that is the vendor's is opened to no partner by a scope", async () => {
    const { id } = (await write()).body;
    const machine = { ...anna, scopes: ['notes:close', 'notes:write'] };
    expect(await service.call(`POST /v1/notes/${id}/close`, { as: machine })).toMatchObject({
      status: 403,
      body: { code: 'VENDOR_ONLY' },
    });
    const change = { as: { ...machine, roles: [] }, body: { text: 'by its own system' } };
    expect((await service.call(`PATCH /v1/notes/${id}`, change)).status).toBe(200);
  });

  it('is 401 for nobody, before anything else is looked at', async () => {
    const answer = await service.call('POST /v1/notes', { body: { nonsense: 1 }, headers: { 'idempotency-key': '' } });
    expect(answer).toMatchObject({ status: 401, body: { code: 'UNAUTHENTICATED' } });
    expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="tributary"');
    expect((await service.call('GET /v1/weather')).status).toBe(200);
  });
});

describe('Bad input', () => {
  it.each([
    ['{"text":', 'application/json', 400, 'MALFORMED'],
    ['[]', 'application/json', 400, 'MALFORMED'],
    ['null', 'application/json', 400, 'MALFORMED'],
    ['', 'application/json', 400, 'MALFORMED'],
    ['{"text":"x","__proto__":{"a":1}}', 'application/json', 400, 'MALFORMED'],
    ['{"text":"x","constructor":{"prototype":{"a":1}}}', 'application/json', 400, 'MALFORMED'],
    ['{"text":"a\\u0000b"}', 'application/json', 400, 'MALFORMED'],
    ['{"text":"a\\ud800b"}', 'application/json', 400, 'MALFORMED'],
    ['x'.repeat(1_048_577), 'application/json', 413, 'BODY_TOO_LARGE'],
    ['['.repeat(100_000), 'application/json', 400, 'MALFORMED'],
    ['text=x', 'application/x-www-form-urlencoded', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['text\nx', 'text/csv', 415, 'UNSUPPORTED_MEDIA_TYPE'],
    ['x', 'nonsense', 415, 'UNSUPPORTED_MEDIA_TYPE'],
  ])('is refused (%#)', async (body, type, status, code) => {
    const answer = await service.call('POST /v1/notes', { as: anna, body, headers: { 'content-type': type } });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
  });

  it('points at each fault', async () => {
    const { body } = await service.call('POST /v1/notes', { as: anna, body: { text: 'x'.repeat(101), more: 1 } });
    expect(body).toMatchObject({
      status: 400,
      type: '/docs/errors#MALFORMED',
      instance: '/v1/notes',
      traceId: expect.any(String),
    });
    expect(body.errors).toEqual([
      { pointer: '/more', code: 'UNKNOWN_FIELD', detail: 'Known here: text.' },
      { pointer: '/text', code: 'TOO_LONG', detail: 'At most 100 characters are allowed.' },
    ]);
  });

  it.each([
    ['GET /v1/nothing', 404, 'ROUTE_NOT_FOUND'],
    ['DELETE /v1/notes', 405, 'METHOD_NOT_ALLOWED'],
    ['PUT /v1/notes/7', 405, 'METHOD_NOT_ALLOWED'],
    ['GET /v1/notes/%zz', 400, 'MALFORMED'],
    ['GET /v1/notes/%00', 404, 'NOT_FOUND'],
    [`GET /v1/notes/${'x'.repeat(400)}`, 414, 'URI_TOO_LONG'],
    ['GET /v1/notes?cursor=%00', 400, 'MALFORMED'],
  ])('is refused by its address (%#)', async (operation, status, code) => {
    const answer = await service.call(operation, { as: anna });
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
    if (status === 405) expect(answer.headers.get('allow')).toContain('GET');
  });

  it('keeps what went wrong inside to itself', async () => {
    const answer = await service.call('POST /v1/weather/broken');
    expect(answer).toMatchObject({
      status: 500,
      body: { code: 'INTERNAL', traceId: answer.headers.get('x-request-id') },
    });
    expect(answer.text).not.toMatch(/secret|table|stack|\.ts/);
  });
});

describe('What a service tells of itself', () => {
  it('documents every operation', async () => {
    const { body } = await service.call('GET /openapi.json');
    expect(body.openapi).toBe('3.1.0');
    assertDocumented(body);
    const post = body.paths['/v1/notes'].post;
    expect(post).toMatchObject({ operationId: 'noteWrite', tags: ['notes'], security: [{ bearer: ['notes:write'] }] });
    expect(post.requestBody.content['application/json'].example).toEqual({ text: 'Call back on Monday' });
    expect(Object.keys(post.responses)).toEqual([
      '201',
      '400',
      '401',
      '403',
      '409',
      '413',
      '415',
      '422',
      '429',
      '500',
      '503',
    ]);
    expect(post.parameters.map(({ name }: { name: string }) => name)).toEqual(['Idempotency-Key']);
    expect(body.components.schemas.WriteNote.additionalProperties).toBeUndefined();
    expect(body.paths['/v1/weather'].get.security).toEqual([]);
    expect(wrongExamples(body)).toEqual([]);
    const ids = body.paths['/v1/notes'].get.parameters.find(({ name }: { name: string }) => name === 'ids');
    expect(ids.schema).toMatchObject({ type: 'array', maxItems: 3, items: { type: 'string', format: 'uuid' } });
  });

  it('says what is left out of a document', async () => {
    const { body } = await service.call('GET /openapi.json');
    delete body.paths['/v1/notes'].post.summary;
    delete body.components.schemas.NoteDto.properties.text.maxLength;
    delete body.paths['/v1/notes/export'];
    expect(undocumented(body)).toEqual([
      'POST /v1/notes: no summary',
      expect.stringMatching(/^GET \/v1\/notes: a list without an export. Declare it as @ListOperation/),
      'NoteDto.text: the text is not bounded',
    ]);
    expect(() => assertDocumented(body)).toThrow('no summary');
    const filtered = await service.call('GET /openapi.json');
    const exported = filtered.body.paths['/v1/notes/export'].get;
    exported.parameters = exported.parameters.filter(({ name }: { name: string }) => name !== 'status');
    expect(undocumented(filtered.body)).toEqual([
      expect.stringMatching(/^GET \/v1\/notes\/export: does not take status as its list does/),
    ]);
  });

  it('is live and ready', async () => {
    expect((await service.call('GET /health/live')).body).toEqual({ status: 'up' });
    const ready = await service.call('GET /health/ready');
    expect(ready).toMatchObject({
      status: 200,
      body: { checks: { database: 'up', log: 'up', migrations: 'up', consumers: 'up' } },
    });
  });

  it('counts requests on a port of its own, with others of the process', async () => {
    await write();
    await carriedAway();
    const metrics = await serveMetrics([service.running.registry, service.running.registry], 0);
    const text = await (await fetch(metrics.url)).text();
    await metrics.close();
    expect(text).toMatch(/http_request_duration_seconds_count\{.*service="sales".*\}/);
    expect(text).toContain('process_cpu_user_seconds_total');
    expect(text).toMatch(/relay_sent_events_total\{service="sales"\} [1-9]/);
    expect(text).toContain('outbox_events{shard="15",service="sales"} 0');
    expect(text).toMatch(/database_pool_waiting\{.*pool="partner".*\} 0/);
  });

  it('runs its due workers', () => {
    expect(dueWorkersOf(service.running.app)).toHaveLength(1);
    expect(NoteWorker.rounds).toBeGreaterThan(0);
  });

  it('carries its events to the log', async () => {
    await write();
    await carriedAway();
  });
});
