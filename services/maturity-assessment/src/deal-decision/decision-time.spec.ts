import { defaultCalendar, Ratio } from '@tributary/kernel';
import { hoursOf, percentile, type Span } from './decision-time.js';

const berlin = { ...defaultCalendar, timeZone: 'Europe/Berlin' };
const hours = (territory: string | null, ...spans: Span[]) =>
  hoursOf([{ territory, spans }], new Map([['DACH', berlin]])).map((each) => each.toString());

describe('The time of a decision', () => {
  it('is counted in business hours: a weekend is none', () => {
    expect(hours(null, ['2026-03-06T15:00:00.000Z', '2026-03-09T10:00:00.000Z'])).toEqual(['3']);
  });

  it('is counted by the calendar of the territory', () => {
    const early: Span = ['2026-03-02T08:00:00.000Z', '2026-03-02T10:00:00.000Z'];
    expect([...hours('DACH', early), ...hours('NA', early)]).toEqual(['2', '1']);
  });

  it('leaves out the time in which the partner had it back', () => {
    const first: Span = ['2026-03-02T09:00:00.000Z', '2026-03-02T10:30:00.000Z'];
    expect(hours(null, first, ['2026-03-05T09:00:00.000Z', '2026-03-05T09:15:00.000Z'])).toEqual(['1.75']);
  });

  it('is nothing for what was decided at once', () => {
    expect(hours(null, ['2026-03-02T09:00:00.000Z', '2026-03-02T09:00:00.000Z'])).toEqual(['0']);
  });
});

describe('The 90th percentile', () => {
  const of = (...values: number[]) =>
    percentile(
      values.map((value) => Ratio.of(value)),
      90,
    )?.toString() ?? null;

  it('is the smallest value that nine in ten do not exceed, in whatever order they come', () => {
    expect(of(10, 9, 8, 7, 6, 5, 4, 3, 2, 1)).toBe('9');
    expect(of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)).toBe('10');
    expect([of(7), of(1, 2)]).toEqual(['7', '2']);
  });

  it('of nothing is nothing', () => expect(of()).toBeNull());
});
