import { coverageOn, effectiveStart, lastDay, type Coverage } from './coverage.js';

const parts24labor12: readonly Coverage[] = [
  { costClass: 'parts', months: 24, coveredPercent: 100 },
  { costClass: 'labor', months: 12, coveredPercent: 50 },
];

describe('The coverage of a warranty', () => {
  it('ends for each class of cost on its own day', () => {
    expect(coverageOn(parts24labor12, '2025-03-15', '2026-11-15')).toEqual([
      { costClass: 'parts', covered: true, coveredPercent: 100, until: '2027-03-14' },
      { costClass: 'labor', covered: false, coveredPercent: 0, until: '2026-03-14' },
    ]);
  });

  it('holds on its last day and not on the next', () => {
    const covered = (day: string) => coverageOn(parts24labor12, '2025-03-15', day).map((one) => one.covered);
    expect(covered('2026-03-14')).toEqual([true, true]);
    expect(covered('2026-03-15')).toEqual([true, false]);
  });

  it('does not hold before it begins', () => {
    expect(coverageOn(parts24labor12, '2025-03-15', '2025-03-14').map((one) => one.covered)).toEqual([false, false]);
  });

  it.each([
    ['2024-01-31', 1, '2024-02-29'],
    ['2025-01-31', 1, '2025-02-28'],
    ['2024-02-29', 12, '2025-02-28'],
    ['2025-01-01', 12, '2025-12-31'],
    ['2025-03-15', 24, '2027-03-14'],
    ['2025-08-31', 6, '2026-02-28'],
  ])('from %s for %i months lasts until %s', (start, months, until) => {
    expect(lastDay(start, months)).toBe(until);
  });

  it('begins at the latest so many days after shipment', () => {
    expect(effectiveStart('2025-09-01', '2025-01-01', 90)).toBe('2025-04-01');
    expect(effectiveStart('2025-02-01', '2025-01-01', 90)).toBe('2025-02-01');
    expect(effectiveStart('2025-09-01', null, 90)).toBe('2025-09-01');
    expect(effectiveStart('2025-09-01', '2025-01-01', null)).toBe('2025-09-01');
  });
});
