import { defaultCalendar } from '@tributary/kernel';
import { businessTimeOf, type Span } from './decision-time.js';

const berlin = { ...defaultCalendar, timeZone: 'Europe/Berlin' };
const hours = (calendar: typeof berlin | null, ...spans: Span[]) => businessTimeOf(spans, calendar) / 3_600_000;

describe('The time of a decision', () => {
  it('is counted in business hours: a weekend is none', () => {
    expect(hours(null, ['2026-03-06T15:00:00.000Z', '2026-03-09T10:00:00.000Z'])).toBe(3);
  });

  it('is counted by the calendar of the territory', () => {
    const early: Span = ['2026-03-02T08:00:00.000Z', '2026-03-02T10:00:00.000Z'];
    expect([hours(berlin, early), hours(null, early)]).toEqual([2, 1]);
  });

  it('leaves out the time in which the partner had it back', () => {
    const first: Span = ['2026-03-02T09:00:00.000Z', '2026-03-02T10:30:00.000Z'];
    expect(hours(null, first, ['2026-03-05T09:00:00.000Z', '2026-03-05T09:15:00.000Z'])).toBe(1.75);
  });

  it('is nothing for what was decided at once', () => {
    expect(hours(null, ['2026-03-02T09:00:00.000Z', '2026-03-02T09:00:00.000Z'])).toBe(0);
  });

  it('is never less than nothing, however the clocks of two machines differ', () => {
    expect(hours(null, ['2026-03-02T10:00:00.000Z', '2026-03-02T09:59:00.000Z'])).toBe(0);
  });
});
