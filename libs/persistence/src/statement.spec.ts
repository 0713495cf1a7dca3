import { statement, statementName } from './statement.js';

it('has the same name for the same text and another for another', () => {
  expect(statementName('select 1')).toBe(statementName('select 1'));
  expect(statementName('select 1')).not.toBe(statementName('select 2'));
});

it('has a name that PostgreSQL does not cut', () => {
  expect(statementName('x'.repeat(10_000)).length).toBeLessThan(64);
});

it('is serialised when it is made, not when it is sent', () => {
  expect(() => statement('select $1', [{ amount: 1n }])).toThrow(TypeError);
});
