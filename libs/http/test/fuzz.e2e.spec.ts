import { partner, testService, vendor, type TestService } from '@tributary/testing';
import fc from 'fast-check';
import { sampleService } from './sample/sample-service.js';

let service: TestService;
beforeAll(async () => {
  service = await testService(sampleService);
});
afterAll(() => service.close());

const anna = partner('01970d3e-0000-7000-8000-00000000000a', 'sales');
const admin = vendor('admin');
const nasty = fc.constantFrom(
  '',
  '\0',
  '\ud800',
  '\u202e',
  '9'.repeat(400),
  '-1',
  '1e309',
  'null',
  '%',
  "'; drop table note; --",
  '../..',
  '{{7*7}}',
  '𝒳',
  '__proto__',
);
const text = fc.oneof(nasty, fc.string({ unit: 'binary', maxLength: 30 }));
const json = fc.oneof(
  fc.jsonValue({ maxDepth: 4 }),
  fc.record({ text: fc.oneof(text, fc.jsonValue()) }),
  fc.dictionary(text, text),
);
const header = fc.oneof(
  fc.string({ unit: 'grapheme-ascii', maxLength: 40 }),
  fc.constantFrom('"1"', 'W/"1"', '*', '"', '""', '1', ','),
);

const noServerError = async (operation: string, call: Parameters<TestService['call']>[1]): Promise<void> => {
  const answer = await service.call(operation, call);
  expect(answer.status).toBeLessThan(500);
  if (answer.status >= 400)
    expect(answer.body).toMatchObject({
      status: answer.status,
      code: expect.stringMatching(/^[A-Z_]+$/),
      traceId: expect.any(String),
    });
  expect(answer.text).not.toMatch(/node_modules|SELECT |at .+\(.+:\d+:\d+\)/);
};

it('answers any body without an error of its own', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom(
        'POST /v1/notes',
        'PATCH /v1/notes/01970d3e-0000-7000-8000-00000000000a',
        'POST /v1/notes/x/close',
      ),
      json,
      (operation, body) =>
        noServerError(operation, {
          as: anna,
          body: JSON.stringify(body),
          headers: { 'content-type': 'application/json' },
        }),
    ),
    { numRuns: 300 },
  ));

it('answers any query string, path and header without an error of its own', () =>
  fc.assert(
    fc.asyncProperty(
      fc.constantFrom('limit', 'cursor', 'sort', 'updatedSince', 'status', 'x'),
      text.filter((one) => !/\p{Surrogate}/u.test(one)),
      header,
      async (name, value, tag) => {
        const headers = { 'if-none-match': tag.trim(), 'x-request-id': tag.trim(), traceparent: tag.trim() };
        await noServerError(`GET /v1/notes?${name}=${encodeURIComponent(value)}`, { as: anna, headers });
        await noServerError(`GET /v1/notes/${encodeURIComponent(value)}/history`, { as: anna });
        await noServerError('POST /v1/notes', {
          as: anna,
          body: { text: 'x' },
          headers: { 'idempotency-key': tag.trim(), 'if-match': tag.trim() },
        });
      },
    ),
    { numRuns: 200 },
  ));

it('answers any file without an error of its own', () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(text, { maxLength: 4 }), { maxLength: 6 }),
      fc.constantFrom('text/csv', 'application/x-ndjson'),
      async (rows, type) => {
        const lines = rows.map((cells) => (type === 'text/csv' ? cells.join(',') : JSON.stringify(cells)));
        const body = [...(type === 'text/csv' ? ['externalId,partnerId,text'] : []), ...lines].join('\n');
        const answer = await service.call('POST /v1/notes/import', {
          as: admin,
          body,
          headers: { 'content-type': type },
        });
        expect(answer.status).toBe(200);
        expect(answer.text.trimEnd().split('\n').at(-1)).toContain('"complete":true');
      },
    ),
    { numRuns: 100 },
  ));
