import { after, calendar, monday } from '../../test/deals.js';
import { paused, started, stopped } from './decision-clock.js';

const friday = new Date('2026-03-06T16:00:00.000Z');

it('runs for the business days of the program, over a weekend', () => {
  expect(started(stopped, calendar, 2, friday).decisionDueAt).toEqual(new Date('2026-03-10T16:00:00.000Z'));
});

it('stands still while the partner has the registration, and goes on with what was left', () => {
  const running = started(stopped, calendar, 2, monday);
  const waiting = paused(running, calendar, new Date('2026-03-03T10:00:00.000Z'));
  expect(waiting).toEqual({ decisionDueAt: null, businessMinutesLeft: 480, overdue: false });
  expect(started(waiting, calendar, 2, friday)).toEqual({
    decisionDueAt: new Date('2026-03-09T16:00:00.000Z'),
    businessMinutesLeft: null,
    overdue: false,
  });
});

it('keeps whole minutes, a begun one counted in favor of the vendor', () => {
  const waiting = paused(started(stopped, calendar, 2, monday), calendar, new Date(monday.getTime() + 12_345));
  expect(waiting.businessMinutesLeft).toBe(960);
});

it('that was overdue when it was paused has nothing left', () => {
  expect(paused(started(stopped, calendar, 2, monday), calendar, after(5)).businessMinutesLeft).toBe(0);
});

it('that had nothing left runs for a new term, and is not overdue', () => {
  const late = { ...started(stopped, calendar, 2, monday), overdue: true };
  expect(started(paused(late, calendar, after(5)), calendar, 2, friday)).toEqual({
    decisionDueAt: new Date('2026-03-10T16:00:00.000Z'),
    businessMinutesLeft: null,
    overdue: false,
  });
});

it('that does not run cannot be paused', () => {
  expect(paused(stopped, calendar, monday)).toEqual(stopped);
});
