import fc from 'fast-check';
import type { Tributary } from '../src/boot/start-tributary.js';
import { Caller } from './support/caller.js';
import { startForTest } from './support/start.js';
import { operationsOf, resolved, type JsonSchema, type OpenApi, type Operation } from './support/operations.js';

const internals =
  /\bat .+\.[jt]s:\d+|node_modules|\bSELECT\b.+\bFROM\b|INSERT INTO|violates .+ constraint|relation "|ECONNREFUSED|\/src\/|\/dist\//i;
const junk = fc.oneof(
  fc.string({ maxLength: 300 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    '',
    ' ',
    '\u0000',
    '\ud800',
    "'; DROP TABLE x; --",
    '../../etc/passwd',
    '%00',
    '1e309',
    '-0',
    'null',
    'NaN',
    '9'.repeat(400),
    '2026-02-31',
    '2026-13-01T00:00:00Z',
    '0000-00-00',
    '\u202e',
    '1/0',
  ),
  fc.constantFrom<unknown>(
    null,
    true,
    0,
    -1,
    1e308,
    9_007_199_254_740_993,
    [],
    {},
    [[[[]]]],
    { $ne: null },
    { __proto__: null, constructor: 1 },
  ),
  fc.integer(),
  fc.double(),
  fc.uuid(),
  fc.jsonValue({ maxDepth: 3 }),
);

describe('bad input gets a clear answer', () => {
  let started: Tributary;
  let document: OpenApi;
  let operations: Operation[];
  let callers: Caller[];
  let knownIds: string[];

  beforeAll(async () => {
    started = await startForTest({ seed: 'demo' });
    document = (await new Caller(started.url, null).must('GET', '/openapi.json')) as unknown as OpenApi;
    operations = operationsOf(document);
    callers = await Promise.all(
      ['vendor-admin', 'channel-manager', 'reseller-sales'].map((persona) => Caller.as(started.url, persona)),
    );
    const lists = operations.filter(
      (operation) =>
        operation.method === 'GET' && !operation.path.includes('{') && operation.path.split('/').length === 3,
    );
    const pages = await Promise.all(
      lists.map(({ path }) => callers[0]!.call<{ items?: { id?: string }[] }>('GET', `${path}?limit=5`)),
    );
    knownIds = pages.flatMap((page) => (page.body.items ?? []).flatMap((item) => item.id ?? []));
  }, 240_000);

  afterAll(() => started.close());

  it('no operation answers with a 5xx, hangs or shows its inside, whatever it is sent', async () => {
    const faults: string[] = [];
    for (const operation of operations) {
      const calls = fc.sample(arbitraryCall(operation), { numRuns: 12, seed: 20_261_123 });
      await Promise.all(
        calls.map(async ({ path, body, headers, caller }) => {
          const began = Date.now();
          const answer = await callers[caller]!.call(operation.method, path, {
            ...(body === undefined ? {} : { body }),
            headers,
          }).catch((error: unknown) => error as Error);
          const sent = `${operation.method} ${path} ${JSON.stringify(body)?.slice(0, 400)}`;
          if (answer instanceof Error) faults.push(`${sent}: ${answer.message}`);
          else if (answer.status >= 500) faults.push(`${sent}: ${answer.status} ${answer.text.slice(0, 300)}`);
          else if (
            answer.status >= 400 &&
            !(answer.headers.get('content-type') ?? '').startsWith('application/problem+json')
          )
            faults.push(`${sent}: ${answer.status} is no problem document`);
          else if (answer.status >= 400 && internals.test(String((answer.body as { detail?: unknown }).detail)))
            faults.push(`${sent}: ${answer.text.slice(0, 300)}`);
          else if (Date.now() - began > 10_000) faults.push(`${sent}: ${Date.now() - began} ms`);
        }),
      );
    }
    expect(faults).toEqual([]);
  }, 400_000);

  function arbitraryCall(operation: Operation) {
    const id = fc.oneof(
      { weight: 3, arbitrary: fc.constantFrom(...knownIds) },
      fc.uuid(),
      fc.string({ minLength: 1, maxLength: 60 }),
    );
    const names = [...operation.path.matchAll(/\{([^}]+)\}/g)].map((match) => match[1]!);
    const queries = operation.parameters
      .filter((parameter) => parameter.in === 'query')
      .map((parameter) => parameter.name);
    return fc.record({
      caller: fc.integer({ min: 0, max: callers.length - 1 }),
      path: fc
        .tuple(
          fc.tuple(...names.map(() => id)),
          fc.dictionary(queries.length > 0 ? fc.constantFrom(...queries) : fc.constant('limit'), junk, { maxKeys: 3 }),
        )
        .map(
          ([ids, query]) =>
            ids.reduce((path, value, at) => path.replace(`{${names[at]!}}`, safe(value)), operation.path) +
            queryOf(query),
        ),
      body: operation.body === null ? fc.constant(undefined) : arbitraryBody(operation.body, operation.example),
      headers: fc.oneof(
        fc.constant<Record<string, string>>({}),
        fc.constantFrom<Record<string, string>>(
          { 'if-match': 'garbage' },
          { 'if-match': '"99999999999999999999"' },
          { 'idempotency-key': 'k'.repeat(600) },
          { 'content-type': 'application/json; charset=utf-7' },
        ),
      ),
    });
  }

  /** The documented example with some fields replaced, removed or added; sometimes anything at all. */
  function arbitraryBody(schema: JsonSchema, documented: unknown): fc.Arbitrary<unknown> {
    const example = (documented ?? {}) as Record<string, unknown>;
    const fields = Object.keys(resolved(schema, document).properties ?? {});
    if (fields.length === 0) return junk;
    const twisted = fc.dictionary(fc.constantFrom(...fields, 'unknownField', '__proto__'), junk, { maxKeys: 3 });
    return fc.oneof(
      { weight: 6, arbitrary: twisted.map((changes) => ({ ...example, ...changes })) },
      { weight: 1, arbitrary: fc.constant(example) },
      { weight: 1, arbitrary: junk },
    );
  }
});

function safe(value: string): string {
  // A lone surrogate cannot stand in a URL at all.
  return encodeURIComponent(value.replace(/\p{Surrogate}/gu, '?')) || 'x';
}

function queryOf(query: Record<string, unknown>): string {
  const pairs = Object.entries(query).map(
    ([name, value]) => `${name}=${safe(typeof value === 'string' ? value : JSON.stringify(value))}`,
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}
