import fc from 'fast-check';
import { carriedFrom } from './carried-cover.js';

const parts = (until: string) => ({ costClass: 'parts', coveredPercent: 100, until }) as const;
const labor = (until: string) => ({ costClass: 'labor', coveredPercent: 50, until }) as const;

describe('A replacement', () => {
  it('carries the rest where that is longer, else 90 days', () => {
    expect(carriedFrom([parts('2027-03-22'), labor('2026-03-22')], '2026-11-20')).toEqual([
      parts('2027-03-22'),
      labor('2027-02-18'),
    ]);
  });

  it('carries 90 days of parts if nothing was promised', () => {
    expect(carriedFrom([], '2026-11-20')).toEqual([parts('2027-02-18')]);
  });

  it('never covers less than the unit that it replaces, and never less than 90 days', () => {
    const day = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, (until, on) => {
        const [carried] = carriedFrom([parts(until)], on);
        const days = (Date.parse(carried!.until) - Date.parse(on)) / 86_400_000;
        expect(carried!.until >= until && days >= 90 && (days === 90 || carried!.until === until)).toBe(true);
      }),
    );
  });
});
