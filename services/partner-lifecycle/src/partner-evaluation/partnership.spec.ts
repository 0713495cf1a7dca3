import fc from 'fast-check';
import { flagsOf, recommendationOf, standingOf, typeOf, type Standing } from './partnership.js';

const rules = { threshold: 60, band: 5, dwellDays: 90, veryHighPotential: 80 };
const start = new Date('2026-01-01T00:00:00Z');
const after = (days: number): Date => new Date(start.getTime() + days * 86_400_000);
const first = (interest: number, attractiveness: number): Standing =>
  standingOf(interest, attractiveness, null, start, rules);

describe('the partnership type', () => {
  it.each([
    [59.9, 59.9, 'ineffective'],
    [59.9, 60, 'futuristic'],
    [60, 59.9, 'transactional'],
    [60, 60, 'strategic'],
  ] as const)(
    'with interest %d and attractiveness %d is %s at the first classification, without a band',
    (interest, attractiveness, type) => {
      expect(typeOf(first(interest, attractiveness))).toBe(type);
    },
  );

  it('changes at once when the threshold is passed by five points', () => {
    expect(typeOf(standingOf(55.1, 70, first(62, 70), after(10), rules))).toBe('strategic');
    expect(typeOf(standingOf(55, 70, first(62, 70), after(10), rules))).toBe('futuristic');
  });

  it('changes by any amount at two evaluations a quarter apart, not sooner', () => {
    const leaning = standingOf(59, 70, first(62, 70), after(90), rules);
    expect(typeOf(standingOf(58, 70, leaning, after(179), rules))).toBe('strategic');
    expect(typeOf(standingOf(58, 70, leaning, after(180), rules))).toBe('futuristic');
  });

  it('forgets a leaning when a reading comes back to the held side', () => {
    const leaning = standingOf(59, 70, first(62, 70), after(90), rules);
    const back = standingOf(61, 70, leaning, after(120), rules);
    expect(typeOf(standingOf(59, 70, back, after(180), rules))).toBe('strategic');
  });

  it('never flips for readings inside the band within a quarter', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 55.01, max: 64.99, noNaN: true }), { minLength: 1, maxLength: 20 }),
        (readings) => {
          let standing = first(62, 70);
          readings.forEach(
            (reading, index) => (standing = standingOf(reading, 70, standing, after(10 + index * 4), rules)),
          );
          expect(typeOf(standing)).toBe('strategic');
        },
      ),
    );
  });
});

describe('flags and recommendation', () => {
  it.each([
    ['strategic', 39, ['limited_reach'], 'proceed'],
    ['strategic', 40, [], 'proceed'],
    ['futuristic', 90, [], 'nurture'],
    ['transactional', 79.9, ['not_advisable'], 'decline'],
    ['transactional', 80, [], 'proceed'],
    ['transactional', null, ['not_advisable'], 'decline'],
    ['ineffective', 80, ['white_space'], 'decline'],
    ['ineffective', 79.9, [], 'decline'],
  ] as const)('of a %s partner with potential %p', (type, potential, flags, recommendation) => {
    expect(flagsOf(type, potential, rules)).toEqual(flags);
    expect(recommendationOf(type, flagsOf(type, potential, rules))).toBe(recommendation);
  });
});
