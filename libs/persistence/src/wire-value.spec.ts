import { wireValue } from './wire-value.js';

it.each([
  [null, null],
  [undefined, null],
  ['text', 'text'],
  [1.5, '1.5'],
  [12345678901234567890n, '12345678901234567890'],
  [true, 'true'],
  [new Date('2026-03-01T10:00:00.123Z'), '2026-03-01T10:00:00.123Z'],
  [{ a: [1] }, '{"a":[1]}'],
  [['a', null, 'b"c\\d'], '{"a",NULL,"b\\"c\\\\d"}'],
  [[[1, 2], [3]], '{{"1","2"},{"3"}}'],
  [[Buffer.from('ab')], '{"\\\\x6162"}'],
])('sends %p as %p', (value, wire) => {
  expect(wireValue(value)).toEqual(wire);
});

it('sends bytes as bytes', () => {
  expect(wireValue(new Uint8Array([1, 2]))).toEqual(Buffer.from([1, 2]));
});

it('throws before anything is sent when a value has no form on the wire', () => {
  expect(() => wireValue({ amount: 1n })).toThrow(TypeError);
  expect(() => wireValue(() => 1)).toThrow(TypeError);
  expect(() => wireValue(new Date(Number.NaN))).toThrow(RangeError);
});
