import fc from 'fast-check';
import { coverageOn, lastDay } from './coverage.js';
import { spansFrom, startOf, type UnitDays } from './cover.js';

const days: UnitDays = { shippedOn: '2026-01-10', installedOn: null, activatedOn: null, purchasedOn: null };

describe('A warranty begins', () => {
  it.each([
    ['shipment', { shippedOn: '2026-01-10' }, '2026-01-10'],
    ['installation', { installedOn: '2026-02-01' }, '2026-02-01'],
    ['activation', { activatedOn: '2026-02-02' }, '2026-02-02'],
    ['purchase', { purchasedOn: '2026-01-12' }, '2026-01-12'],
  ] as const)('with the %s', (startsAt, told, on) => {
    expect(startOf({ startsAt, latestStartDays: null }, { ...days, ...told })).toEqual({ on, by: startsAt });
  });

  it('so many days after shipment at the latest, reported or not', () => {
    const terms = { startsAt: 'installation', latestStartDays: 90 } as const;
    const latest = { on: '2026-04-10', by: 'latest_start' };
    expect(startOf(terms, days)).toEqual(latest);
    expect(startOf(terms, { ...days, installedOn: '2026-06-01' })).toEqual(latest);
    expect(startOf(terms, { ...days, installedOn: '2026-04-10' })).toEqual({ on: '2026-04-10', by: 'installation' });
  });

  it('never, as long as nobody reports what begins it and nothing limits that', () => {
    expect(startOf({ startsAt: 'activation', latestStartDays: null }, days).on).toBeNull();
    expect(startOf({ startsAt: 'installation', latestStartDays: 90 }, { ...days, shippedOn: null }).on).toBeNull();
  });
});

const day = fc
  .date({ min: new Date('1996-01-01'), max: new Date('2104-12-31'), noInvalidDate: true })
  .map((at) => at.toISOString().slice(0, 10));
const months = fc.integer({ min: 1, max: 600 });
const after = (one: string) => new Date(Date.parse(one) + 86_400_000).toISOString().slice(0, 10);

/** The day of the same number so many months later; the first of the next month where that month is too short for it. */
function anniversary(start: string, count: number): string {
  const [year = 0, month = 1, date = 1] = start.split('-').map(Number);
  const target = new Date(Date.UTC(year, month - 1 + count, 1));
  const same = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth(), date));
  const isThere = same.getUTCMonth() === target.getUTCMonth();
  const first = new Date(Date.UTC(target.getUTCFullYear(), target.getUTCMonth() + 1, 1));
  return (isThere ? same : first).toISOString().slice(0, 10);
}

describe('Months of warranty', () => {
  it('end the day before the same day, or before the first of the month after a shorter one, in leap years too', () => {
    fc.assert(fc.property(day, months, (start, count) => after(lastDay(start, count)) === anniversary(start, count)));
  });

  it('are never fewer for whoever begins later or has more of them', () => {
    fc.assert(
      fc.property(day, months, (start, count) => {
        expect(lastDay(after(start), count) >= lastDay(start, count)).toBe(true);
        expect(lastDay(start, count + 1) > lastDay(start, count)).toBe(true);
      }),
    );
  });

  it('cover every day from the first to the last and no other', () => {
    fc.assert(
      fc.property(day, months, day, (start, count, on) => {
        const coverage = { costClass: 'parts', months: count, coveredPercent: 100 } as const;
        const [span] = spansFrom([coverage], start);
        const [seen] = coverageOn([coverage], start, on);
        expect(seen?.covered).toBe(span!.from <= on && on <= span!.until);
      }),
    );
  });

  it.each([
    ['2024-02-29', 12, '2025-02-28'],
    ['2023-02-28', 12, '2024-02-27'],
    ['2024-02-29', 48, '2028-02-28'],
    ['2025-12-31', 2, '2026-02-28'],
    ['2023-12-31', 2, '2024-02-29'],
    ['2025-03-31', 1, '2025-04-30'],
    ['2000-02-29', 1200, '2100-02-28'],
  ])('from %s, %i of them last until %s', (start, count, until) => expect(lastDay(start, count)).toBe(until));
});
