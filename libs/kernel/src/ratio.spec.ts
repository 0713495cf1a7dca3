import fc from 'fast-check';
import { Ratio } from './ratio.js';

describe('A ratio', () => {
  it.each([
    ['2.75', '2.75'],
    ['8/3', '8/3'],
    ['6/3', '2'],
    ['-0.50', '-0.5'],
    ['10/4', '2.5'],
    ['1/3', '1/3'],
    ['0', '0'],
  ])('reads %s and writes %s', (read, written) => expect(Ratio.parse(read).toString()).toBe(written));

  it.each([
    ['2/3', '0.6667'],
    ['-2/3', '-0.6667'],
    ['0.00005', '0.0001'],
    ['0.00004999', '0.0000'],
    ['-0.00001', '0.0000'],
    ['12', '12.0000'],
  ])('shows %s as %s, rounded half away from zero', (read, shown) => expect(Ratio.parse(read).toFixed(4)).toBe(shown));

  it('loses nothing: a third three times is one, and what is read is what was written', () => {
    const third = Ratio.of(1, 3);
    expect(third.plus(third).plus(third).compare(Ratio.of(1))).toBe(0);
    const numbers = fc.tuple(fc.integer(), fc.integer({ min: 1 }));
    fc.assert(
      fc.property(numbers, numbers, ([a, b], [c, d]) => {
        const [one, other] = [Ratio.of(a, b), Ratio.of(c, d)];
        expect(Ratio.parse(one.toString()).compare(one)).toBe(0);
        expect(one.plus(other).minus(other).compare(one)).toBe(0);
        if (c !== 0) expect(one.times(other).dividedBy(other).toString()).toBe(one.toString());
      }),
    );
  });

  it('refuses what is no number, and a division by zero', () => {
    expect(() => Ratio.parse('1e3')).toThrow(RangeError);
    expect(() => Ratio.of(1, 0)).toThrow(RangeError);
  });
});
