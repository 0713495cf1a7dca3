import fc from 'fast-check';
import { decodeAnswer, encodeAnswer } from './answer-codec.js';

const again = (answer: unknown): unknown => decodeAnswer(JSON.parse(encodeAnswer(answer)));

it('keeps instants, at any depth', () => {
  const answer = { at: new Date('2026-03-01T10:00:00.123Z'), list: [{ until: new Date(0) }], none: null };
  expect(again(answer)).toEqual(answer);
});

it('keeps nothing as nothing', () => {
  expect(again(undefined)).toBeUndefined();
  expect(again(null)).toBeNull();
});

it('is not fooled by fields that look like its own marks', () => {
  for (const answer of [{ $date: 'x' }, { $$date: 'x' }, { $: { $date: new Date(1) } }])
    expect(again(answer)).toEqual(answer);
});

it('writes what knows its own JSON as that', () => {
  expect(again({ price: { toJSON: () => ({ amount: '1.00', currency: 'USD' }) } })).toEqual({
    price: { amount: '1.00', currency: 'USD' },
  });
});

it('throws on what JSON cannot say', () => {
  expect(() => encodeAnswer({ amount: 1n })).toThrow(TypeError);
});

it('gives back any answer as it was', () => {
  const leaf = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.constant(null), fc.date({ noInvalidDate: true }));
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(
      { depthSize: 'small' },
      leaf,
      fc.array(tie('tree')),
      fc.dictionary(fc.oneof(fc.string(), fc.constantFrom('$date', '$')), tie('tree'), { noNullPrototype: true }),
    ),
  }));
  fc.assert(fc.property(tree, (answer) => expect(again(answer)).toEqual(answer)));
});
