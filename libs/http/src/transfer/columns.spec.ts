import fc from 'fast-check';
import { MoneyField } from '../fields/money.js';
import { ListOf, Nested } from '../fields/nested.js';
import { Whole } from '../fields/number.js';
import { readInput } from '../fields/read-input.js';
import { Text } from '../fields/text.js';
import { cellsOf, columnPaths, columnsOf, exampleRow, guarded, objectOf, unguarded } from './columns.js';

class Contact {
  @Text({ max: 20 })
  readonly name: string;
}

class Product {
  @Text({ max: 20, example: 'A-1' })
  readonly sku: string;

  @MoneyField({ optional: true })
  readonly price?: { amount: string; currency: string };

  @Nested(() => Contact, { optional: true })
  readonly contact?: Contact;

  @Whole({ optional: true })
  readonly stock?: number;

  @ListOf('string', { optional: true, max: 5 })
  readonly tags?: string[];

  @ListOf(() => Contact, { optional: true, max: 5 })
  readonly others?: Contact[];
}

const row = {
  sku: '=1+1',
  price: { amount: '-12.50', currency: 'USD' },
  contact: { name: '@cmd' },
  stock: 7,
  tags: ['a', 'b'],
  others: [{ name: 'Bo' }],
};

it('has a column for each field, with a dot for the fields of an object', () => {
  expect(columnsOf(Product)).toEqual([
    'sku',
    'price.amount',
    'price.currency',
    'contact.name',
    'stock',
    'tags',
    'others',
  ]);
});

it('brings a row through a file unchanged, formulas and all', () => {
  const columns = columnsOf(Product);
  const cells = cellsOf(columns, row);
  expect(cells).toEqual(["'=1+1", '-12.50', 'USD', "'@cmd", '7', 'a;b', '[{"name":"Bo"}]']);
  const back = objectOf(columnPaths(Product, columns), cells);
  const read = readInput(Product, back, 'csv');
  expect(read.faults?.map(({ pointer, code }) => [pointer, code])).toEqual([['/price/amount', 'TOO_SMALL']]);
  const positive = readInput(Product, { ...back, price: { amount: '12.50', currency: 'USD' } }, 'csv');
  expect(JSON.parse(JSON.stringify(positive.value))).toEqual({ ...row, price: { amount: '12.50', currency: 'USD' } });
});

it('takes an empty cell for an absent field', () => {
  expect(objectOf(columnPaths(Product, ['sku', 'price.amount']), ['x', ''])).toEqual({ sku: 'x' });
});

it('takes the names that a source has for its columns, and refuses others and repetitions', () => {
  expect(columnPaths(Product, [' Article ', 'stock'], { Article: 'sku' })).toEqual([['sku'], ['stock']]);
  expect(() => columnPaths(Product, ['color'])).toThrow('There is no column "color"');
  expect(() => columnPaths(Product, ['constructor'])).toThrow('There is no column');
  expect(() => columnPaths(Product, ['sku', 'Article'], { Article: 'sku' })).toThrow('twice');
});

it('disarms every formula and gives every text back', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom('=', '+', '-', '@', "'", '1', 'a', '\t'), maxLength: 5 }), (text) => {
      expect(unguarded(guarded(text))).toBe(text);
      expect(/^[=@\t]|^[+-](?!\d+(\.\d+)?$)/.test(guarded(text))).toBe(false);
    }),
  ));

it('makes an example row of the fields’ examples', () => {
  expect(exampleRow(Product)).toMatchObject({ sku: 'A-1', price: { amount: '1234.50' }, contact: { name: 'text' } });
});
