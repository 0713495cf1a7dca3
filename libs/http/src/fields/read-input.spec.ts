import { MinLength } from 'class-validator';
import { Country, OneOf } from './choice.js';
import { Day, Instant } from './moment.js';
import { MoneyField } from './money.js';
import { Free, ListOf, Nested } from './nested.js';
import { Decimals, Flag, Whole } from './number.js';
import { readInput } from './read-input.js';
import { Email, Text, Uuid } from './text.js';

class Contact {
  @Text({ max: 10 })
  readonly name: string;

  @Email({ optional: true })
  readonly email?: string;
}

class Deal {
  @Text({ max: 20, pattern: /^[^!]+$/ })
  readonly customerName: string;

  @Nested(() => Contact, { optional: true })
  readonly contact?: Contact;

  @ListOf(() => Contact, { optional: true, max: 2 })
  readonly others?: Contact[];

  @ListOf('string', { optional: true, max: 3 })
  readonly tags?: string[];

  @ListOf(['red', 'green'], { optional: true, max: 3 })
  readonly colors?: string[];

  @MoneyField({ optional: true })
  readonly value?: { amount: string; currency: string };

  @MoneyField({ optional: true, unitPrice: true, max: 100 })
  readonly price?: { amount: string; currency: string };

  @Whole({ optional: true, min: 1, max: 5 })
  readonly quantity?: number;

  @Decimals({ optional: true, places: 2, min: 0, max: 100 })
  readonly discount?: string;

  @Flag({ optional: true })
  readonly hidden?: boolean;

  @OneOf(['new', 'won'], { optional: true })
  readonly status?: string;

  @Day({ optional: true })
  readonly closesOn?: string;

  @Instant({ optional: true })
  readonly seenAt?: Date;

  @Instant({ optional: true })
  readonly heardAt?: string;

  @Country({ optional: true, nullable: true })
  readonly country?: string | null;

  @Uuid({ optional: true })
  readonly ownerId?: string;

  @ListOf('uuid', { optional: true, max: 3 })
  readonly watcherIds?: string[];

  @Free({ optional: true, depth: 3 })
  readonly extra?: object;
}

const codes = (input: unknown): string[] =>
  (readInput(Deal, input).faults ?? []).map((fault) => `${fault.pointer} ${fault.code}`);
const faultOf = (field: string, value: unknown): string[] => codes({ customerName: 'ACME', [field]: value });

it('takes a full and correct body and gives instances and dates', () => {
  const read = readInput(Deal, {
    customerName: 'ACME',
    contact: { name: 'Ada', email: 'ada@example.com' },
    others: [{ name: 'Bo' }],
    tags: ['a'],
    colors: ['red'],
    value: { amount: '10.50', currency: 'EUR' },
    price: { amount: '0.000125', currency: 'USD' },
    quantity: 3,
    discount: '12.5',
    hidden: false,
    status: 'won',
    closesOn: '2026-02-28',
    seenAt: '2026-02-28T10:00:00+02:00',
    heardAt: '2026-02-28T10:00:00Z',
    country: null,
    ownerId: '01970d3e-5f1a-7c3b-9d2e-4a6b8c0d1e2f',
    extra: { a: [1, 'x'] },
  });
  expect(read.faults).toBeNull();
  expect(read.value).toBeInstanceOf(Deal);
  expect(read.value?.contact).toBeInstanceOf(Contact);
  expect(read.value?.seenAt).toEqual(new Date('2026-02-28T08:00:00Z'));
  expect(read.value?.heardAt).toBe('2026-02-28T10:00:00Z');
});

it('takes ids in capitals and gives them without, as they are compared as texts', () => {
  const ownerId = '01970D3E-5F1A-7C3B-9D2E-4A6B8C0D1E2F';
  const { value } = readInput(Deal, { customerName: 'ACME', ownerId, watcherIds: [ownerId] });
  expect(value).toMatchObject({ ownerId: ownerId.toLowerCase(), watcherIds: [ownerId.toLowerCase()] });
});

it.each([[null], [[]], ['text'], [7], [undefined]])('refuses %p as a body', (input) =>
  expect(codes(input)).toEqual([' NOT_OBJECT']),
);

it('points at what is missing, unknown or null', () => {
  expect(codes({})).toEqual(['/customerName REQUIRED']);
  expect(codes({ customerName: null, 'a/b~c': 1 })).toEqual(['/a~1b~0c UNKNOWN_FIELD', '/customerName NULL_REFUSED']);
  expect(codes({ customerName: 'ACME', contact: { nme: 'x' } })).toEqual([
    '/contact/nme UNKNOWN_FIELD',
    '/contact/name REQUIRED',
  ]);
  expect(codes({ customerName: 'ACME', others: [{ name: 'Bo' }, { name: 'far too long' }] })).toEqual([
    '/others/1/name TOO_LONG',
  ]);
});

it('takes names that every object inherits for unknown fields', () => {
  for (const name of ['constructor', 'toString', 'hasOwnProperty', '__proto__']) {
    const body: unknown = JSON.parse(`{"customerName":"ACME","${name}":{"a":1}}`);
    expect(codes(body)).toEqual([`/${name} UNKNOWN_FIELD`]);
  }
});

it.each([
  ['customerName', 7, 'NOT_TEXT'],
  ['customerName', '', 'BLANK'],
  ['customerName', ' \n', 'BLANK'],
  ['customerName', 'x'.repeat(21), 'TOO_LONG'],
  ['customerName', 'a\0b', 'UNSTORABLE_CHARACTER'],
  ['customerName', 'a\ud800b', 'UNSTORABLE_CHARACTER'],
  ['customerName', 'no!', 'PATTERN'],
  ['contact', 'x', 'NOT_OBJECT'],
  ['contact', [], 'NOT_OBJECT'],
  ['others', {}, 'NOT_LIST'],
  ['others', [{}, {}, {}], 'TOO_MANY'],
  ['tags', 'a', 'NOT_LIST'],
  ['quantity', '3', 'NOT_WHOLE'],
  ['quantity', 1.5, 'NOT_WHOLE'],
  ['quantity', 1e300, 'NOT_WHOLE'],
  ['quantity', 0, 'TOO_SMALL'],
  ['quantity', 6, 'TOO_LARGE'],
  ['discount', 5, 'NOT_DECIMAL'],
  ['discount', '1e3', 'NOT_DECIMAL'],
  ['discount', '0.001', 'TOO_MANY_DECIMALS'],
  ['discount', '-1', 'TOO_SMALL'],
  ['discount', '100.01', 'TOO_LARGE'],
  ['discount', 'NaN', 'NOT_DECIMAL'],
  ['hidden', 'true', 'NOT_FLAG'],
  ['status', 'lost', 'NOT_ALLOWED'],
  ['closesOn', '2026-02-30', 'NOT_DAY'],
  ['closesOn', '0026-01-01', 'NOT_DAY'],
  ['seenAt', '2026-02-28', 'NOT_INSTANT'],
  ['seenAt', '2026-02-28T25:00:00Z', 'NOT_INSTANT'],
  ['seenAt', '9999-12-31T23:59:00-02:00', 'NOT_INSTANT'],
  ['country', 'XX', 'NOT_COUNTRY'],
  ['ownerId', 'x', 'NOT_UUID'],
  ['extra', [], 'NOT_OBJECT'],
  ['value', '10', 'NOT_OBJECT'],
])('%s %p is %s', (field, value, code) => expect(faultOf(field, value)).toEqual([`/${field} ${code}`]));

it.each([
  ['value', { amount: '10.505', currency: 'EUR' }, '/value/amount TOO_MANY_DECIMALS'],
  ['value', { amount: '10.5', currency: 'JPY' }, '/value/amount TOO_MANY_DECIMALS'],
  ['value', { amount: '-1', currency: 'EUR' }, '/value/amount TOO_SMALL'],
  ['value', { amount: '1', currency: 'eur' }, '/value/currency NOT_CURRENCY'],
  ['value', { amount: '99999999999999', currency: 'EUR' }, '/value/amount TOO_LARGE'],
  ['value', { amount: '1', currency: 'EUR', vat: 1 }, '/value UNKNOWN_FIELD'],
  ['price', { amount: '100.1', currency: 'EUR' }, '/price/amount TOO_LARGE'],
  ['tags', ['a', 1], '/tags/1 NOT_TEXT'],
  ['colors', ['blue'], '/colors/0 NOT_ALLOWED'],
  ['extra', { a: { b: { c: { d: 1 } } } }, '/extra/a/b/c TOO_DEEP'],
  ['extra', { a: 'x\0' }, '/extra/a UNSTORABLE_CHARACTER'],
  ['extra', { 'a\0': 1 }, '/extra UNSTORABLE_CHARACTER'],
])('looks inside: %s %p', (field, value, fault) => expect(faultOf(field, value)).toEqual([fault]));

it('reads texts of a query string by the kind of the field', () => {
  const read = readInput(
    Deal,
    { customerName: '7', quantity: '3', hidden: 'TRUE', tags: 'a,b', colors: ['red', 'green'] },
    'query',
  );
  expect(read.value).toMatchObject({
    customerName: '7',
    quantity: 3,
    hidden: true,
    tags: ['a', 'b'],
    colors: ['red', 'green'],
  });
  expect(readInput(Deal, { customerName: ['a', 'b'] }, 'query').faults?.map((fault) => fault.code)).toEqual([
    'REPEATED',
  ]);
  expect(readInput(Deal, { customerName: 'a', quantity: '3x' }, 'query').faults?.map((fault) => fault.code)).toEqual([
    'NOT_WHOLE',
  ]);
});

it('runs the rules of class-validator that stand beside ours', () => {
  class Note {
    @Text({ max: 10 })
    @MinLength(3)
    readonly text: string;
  }
  class Letter {
    @ListOf(() => Note, { max: 2 })
    readonly notes: Note[];
  }
  expect(readInput(Letter, { notes: [{ text: 'abc' }, { text: 'ab' }] }).faults).toMatchObject([
    { pointer: '/notes/1/text', code: 'MIN_LENGTH' },
  ]);
  expect(readInput(Note, { text: 7 }).faults).toMatchObject([{ code: 'NOT_TEXT' }]);
  expect(readInput(Note, { text: 'ab' }).faults).toEqual([
    { pointer: '/text', code: 'MIN_LENGTH', detail: expect.any(String) },
  ]);
});

it('tells at most a hundred faults', () => {
  const input = Object.fromEntries(Array.from({ length: 500 }, (_, index) => [`f${index}`, 1]));
  expect(readInput(Deal, input).faults).toHaveLength(100);
});

it('does not load a field whose example it would refuse itself', () => {
  expect(() => Text({ max: 3, example: 'long' })(Contact.prototype, 'nick')).toThrow(
    'The example of Contact.nick breaks',
  );
});

it('reads a class with inherited fields', () => {
  class Special extends Contact {
    @Flag()
    readonly vip: boolean;
  }
  expect(readInput(Special, { name: 'Ada', vip: true }).faults).toBeNull();
  expect(readInput(Special, { vip: true }).faults).toHaveLength(1);
});
