import type { JsonSchema } from '../json-schema.js';
import { brokenPromises, promiseOf } from './compatibility.js';
import type { Direction } from './direction.js';

const words = { type: 'string', 'x-extensible-enum': ['open', 'won'] };
const fields: Record<string, JsonSchema> = {
  id: { type: 'string', format: 'uuid', pattern: '^[0-9a-f-]{36}$' },
  name: { type: 'string', minLength: 1, maxLength: 400 },
  note: { anyOf: [{ type: 'string', maxLength: 400 }, { type: 'null' }] },
  status: words,
  count: { type: 'integer', minimum: 0, maximum: 100 },
  by: { type: 'string', 'x-personal-data': 'pseudonym' },
  unit: { enum: ['piece', 'meter'] },
  lines: {
    type: 'array',
    maxItems: 200,
    items: { type: 'object', properties: { sku: { type: 'string' } }, required: ['sku'] },
  },
  attributes: { type: 'object', additionalProperties: { type: 'string', maxLength: 400 } },
};
const dealOf = (properties: Record<string, JsonSchema | undefined>, required: readonly string[]): JsonSchema => ({
  type: 'object',
  properties: {
    deal: { type: 'object', properties: JSON.parse(JSON.stringify(properties)) as JsonSchema, required },
  },
  required: ['deal'],
});
const older = dealOf(fields, ['id', 'name', 'status']);
const changed = (change: Record<string, JsonSchema | undefined>, required = ['id', 'name', 'status']): JsonSchema =>
  dealOf({ ...fields, ...change }, required);
const { name: _, ...unnamed } = fields;

type Case = [what: string, newer: JsonSchema, published: string[], takenIn: string[]];
const same = (what: string, newer: JsonSchema, fault: string): Case => [what, newer, [fault], [fault]];
const readersOnly = (what: string, newer: JsonSchema, fault: string): Case => [what, newer, [fault], []];

const cases: Case[] = [
  same('a field that is gone', changed({ count: undefined }), '/deal/count is gone'),
  [
    'a field that has another name',
    dealOf({ ...unnamed, title: fields['name']! }, ['id', 'title', 'status']),
    ['/deal/name is gone', '/deal/title is demanded, old events lack it'],
    ['/deal/name is gone', '/deal/title is demanded, old events lack it'],
  ],
  same(
    'a new field that must be there',
    changed({ tender: { type: 'string' } }, ['id', 'name', 'status', 'tender']),
    '/deal/tender is demanded, old events lack it',
  ),
  same(
    'a field that must be there now',
    changed({}, ['id', 'name', 'status', 'count']),
    '/deal/count is demanded, old events lack it',
  ),
  readersOnly(
    'a field that may be missing now',
    changed({}, ['id', 'name']),
    '/deal/status was always there and may be missing now',
  ),
  same('another type', changed({ count: { type: 'string' } }), '/deal/count was integer, is string'),
  readersOnly(
    'a null that was not',
    changed({ name: { anyOf: [fields['name']!, { type: 'null' }] } }),
    '/deal/name was string, is null,string',
  ),
  same(
    'no null any more',
    changed({ note: { type: 'string', maxLength: 400 } }),
    '/deal/note was null,string, is string',
  ),
  readersOnly(
    'a type beside the old one',
    changed({ count: { anyOf: [fields['count']!, { type: 'string' }] } }),
    '/deal/count was integer, is integer,string',
  ),
  same('another format', changed({ id: { ...fields['id'], format: 'uri' } }), '/deal/id: format was "uuid", is "uri"'),
  same(
    'another pattern',
    changed({ id: { ...fields['id'], pattern: '^x' } }),
    '/deal/id: pattern was "^[0-9a-f-]{36}$", is "^x"',
  ),
  readersOnly(
    'longer texts',
    changed({ name: { ...fields['name'], maxLength: 500 } }),
    '/deal/name: maxLength was 400, is 500',
  ),
  readersOnly(
    'longer texts behind a null',
    changed({ note: { anyOf: [{ type: 'string', maxLength: 500 }, { type: 'null' }] } }),
    '/deal/note: maxLength was 400, is 500',
  ),
  same(
    'shorter texts',
    changed({ name: { ...fields['name'], maxLength: 100 } }),
    '/deal/name: maxLength was 400, is 100',
  ),
  readersOnly(
    'texts without a bound',
    changed({ name: { type: 'string', minLength: 1 } }),
    '/deal/name: maxLength was 400, is open',
  ),
  readersOnly(
    'empty texts',
    changed({ name: { ...fields['name'], minLength: 0 } }),
    '/deal/name: minLength was 1, is 0',
  ),
  readersOnly(
    'larger numbers',
    changed({ count: { ...fields['count'], maximum: 200 } }),
    '/deal/count: maximum was 100, is 200',
  ),
  readersOnly(
    'negative numbers',
    changed({ count: { ...fields['count'], minimum: -1 } }),
    '/deal/count: minimum was 0, is -1',
  ),
  same(
    'larger numbers only',
    changed({ count: { ...fields['count'], minimum: 1 } }),
    '/deal/count: minimum was 0, is 1',
  ),
  readersOnly(
    'longer lists',
    changed({ lines: { ...fields['lines'], maxItems: 300 } }),
    '/deal/lines: maxItems was 200, is 300',
  ),
  same(
    'a bound that was not',
    changed({ by: { ...fields['by'], maxLength: 10 } }),
    '/deal/by: maxLength was open, is 10',
  ),
  same(
    'a word that is gone',
    changed({ status: { ...words, 'x-extensible-enum': ['open'] } }),
    '/deal/status: the word "won" is gone',
  ),
  same(
    'a vocabulary that is none any more',
    changed({ status: { type: 'string' } }),
    '/deal/status: is no vocabulary any more',
  ),
  [
    'a vocabulary that was none',
    changed({ name: { ...fields['name'], 'x-extensible-enum': ['a'] } }),
    [],
    ['/deal/name: takes a vocabulary only'],
  ],
  readersOnly(
    'a value of a closed list',
    changed({ unit: { enum: ['piece', 'meter', 'kilogram'] } }),
    '/deal/unit: enum was ["piece","meter"], is ["piece","meter","kilogram"]',
  ),
  same(
    'a value that is gone from a closed list',
    changed({ unit: { enum: ['piece'] } }),
    '/deal/unit: enum was ["piece","meter"], is ["piece"]',
  ),
  same(
    'the mark of personal data',
    changed({ by: { type: 'string' } }),
    '/deal/by: the mark of personal data "pseudonym" is gone',
  ),
  same(
    'a field of a list that is gone',
    changed({ lines: { ...fields['lines'], items: { type: 'object', properties: {}, required: [] } } }),
    '/deal/lines/*/sku is gone',
  ),
  readersOnly(
    'longer values of a record',
    changed({ attributes: { type: 'object', additionalProperties: { type: 'string', maxLength: 500 } } }),
    '/deal/attributes/{}: maxLength was 400, is 500',
  ),
  same(
    'no further values of a record',
    changed({ attributes: { type: 'object', additionalProperties: false } }),
    '/deal/attributes: additionalProperties changed',
  ),
  same(
    'a keyword without a rule',
    changed({ name: { ...fields['name'], contentEncoding: 'base64' } }),
    '/deal/name: contentEncoding was open, is "base64"',
  ),
];

describe.each([
  ['published', 2],
  ['taken_in', 3],
] as [Direction, 2 | 3][])('What is %s', (direction, at) => {
  it.each(cases.filter((each) => each[at].length > 0))('must not get %s', (...each) => {
    expect(brokenPromises(older, each[1], direction)).toEqual(each[at]);
  });

  it.each([
    ['nothing new', older],
    ['a new field that may be missing', changed({ tender: { type: 'string' } })],
    [
      'a new field inside a list',
      changed({
        lines: {
          ...fields['lines'],
          items: {
            type: 'object',
            properties: { sku: { type: 'string' }, note: { type: 'string' } },
            required: ['sku'],
          },
        },
      }),
    ],
    ['a new word', changed({ status: { ...words, 'x-extensible-enum': ['open', 'lost', 'won'] } })],
    ['a new description', changed({ name: { ...fields['name'], description: 'In the register', examples: ['x'] } })],
    ['a mark of personal data', changed({ name: { ...fields['name'], 'x-personal-data': 'possible' } })],
    ...cases.filter((each) => each[at].length === 0).map(([what, newer]): [string, JsonSchema] => [what, newer]),
  ])('may get %s', (_, newer) => {
    expect(brokenPromises(older, newer, direction)).toEqual([]);
  });
});

describe('What a schema promises', () => {
  it('is not how it tells it, even where a field is called "description"', () => {
    const told = { type: 'object', description: 'x', properties: { description: { type: 'string', title: 'y' } } };
    expect(promiseOf(told)).toEqual({ type: 'object', properties: { description: { type: 'string' } } });
  });
});
