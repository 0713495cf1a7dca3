import { daysLeft, lastDayOfTerm, nextOfTerm, noticesReached } from './term.js';

describe('a term of months', () => {
  it.each([
    ['2026-01-05', 12, '2027-01-04'],
    ['2026-01-31', 1, '2026-02-27'],
    ['2024-02-29', 12, '2025-02-27'],
    ['2026-12-01', 1, '2026-12-31'],
  ])('from %s over %i months ends on %s', (firstDay, months, lastDay) => {
    expect(lastDayOfTerm(firstDay, months)).toBe(lastDay);
  });

  it('is told of 90, 30 and 7 days before its last day, and ends with it', () => {
    const last = '2026-12-31';
    expect(noticesReached(last, new Date('2026-10-01T23:59:59Z'))).toEqual([]);
    expect(noticesReached(last, new Date('2026-12-01T00:00:00Z'))).toEqual([90, 30]);
    expect(nextOfTerm(last, [])).toEqual(new Date('2026-10-02T00:00:00Z'));
    expect(nextOfTerm(last, [90, 30])).toEqual(new Date('2026-12-24T00:00:00Z'));
    expect(nextOfTerm(last, [90, 30, 7])).toEqual(new Date('2027-01-01T00:00:00Z'));
  });

  it('has no days left on its last day', () => {
    expect(daysLeft('2026-12-31', new Date('2026-12-31T12:00:00Z'))).toBe(0);
    expect(daysLeft('2026-12-31', new Date('2026-12-24T00:00:00Z'))).toBe(7);
  });
});
