import { BusinessCalendar, type BusinessCalendarSpec } from '@tributary/kernel';
import fc from 'fast-check';
import { met, nextTelling, paused, promised, retargeted, running, unmet, untold } from './service-promise.js';

const nineToFive = [{ from: '09:00', to: '17:00' }];
const week = { 1: nineToFive, 2: nineToFive, 3: nineToFive, 4: nineToFive, 5: nineToFive, 6: [], 7: [] };
const spec: BusinessCalendarSpec = { timeZone: 'Europe/Berlin', week, holidays: ['2026-05-01', '2026-12-25'] };
const berlin = new BusinessCalendar(spec);
const nights = [{ from: '00:00', to: '24:00' }];
const roundTheClock = new BusinessCalendar({
  ...{ timeZone: 'Europe/Berlin', holidays: [] },
  week: { 1: nights, 2: nights, 3: nights, 4: nights, 5: nights, 6: nights, 7: nights },
});
const at = (instant: string) => new Date(instant);
const dueAt = (minutes: number, from: string, calendar = berlin) => promised(minutes, at(from), calendar).dueAt;

describe('A promise in business time', () => {
  it('runs on after the weekend', () => {
    // Friday 16:00 in Berlin: one hour is left, three more on Monday.
    expect(dueAt(240, '2026-03-06T15:00:00Z')).toBe('2026-03-09T11:00:00.000Z');
    expect(dueAt(60, '2026-03-07T12:00:00Z')).toBe('2026-03-09T09:00:00.000Z');
  });

  it('leaves holidays out', () => {
    // Thursday 16:00; Friday is the first of May.
    expect(dueAt(120, '2026-04-30T14:00:00Z')).toBe('2026-05-04T08:00:00.000Z');
  });

  it('keeps office hours when the clocks change', () => {
    // Friday before 29 March, 16:00 in winter time; Monday 10:00 is in summer time.
    expect(dueAt(120, '2026-03-27T15:00:00Z')).toBe('2026-03-30T08:00:00.000Z');
    // Friday before 25 October, 16:00 in summer time; Monday 10:00 is in winter time.
    expect(dueAt(120, '2026-10-23T14:00:00Z')).toBe('2026-10-26T09:00:00.000Z');
  });

  it('counts the hour that is skipped or comes twice as the time that really passes', () => {
    expect(dueAt(120, '2026-03-29T00:00:00Z', roundTheClock)).toBe('2026-03-29T02:00:00.000Z');
    expect(dueAt(24 * 60, '2026-10-24T22:00:00Z', roundTheClock)).toBe('2026-10-25T22:00:00.000Z');
  });

  it('stands still while it is paused: what was used stays used, over a weekend too', () => {
    const open = promised(240, at('2026-03-06T14:00:00Z'), berlin);
    const still = paused(open, at('2026-03-06T15:30:00Z'), berlin);
    expect(still).toMatchObject({ usedMinutes: 90, dueAt: null, warnAt: null });
    const again = running(still, at('2026-03-10T08:00:00Z'), berlin);
    expect(again.dueAt).toBe('2026-03-10T10:30:00.000Z');
    expect(running(again, at('2026-03-10T09:00:00Z'), berlin)).toBe(again);
    expect(paused(still, at('2026-03-09T09:00:00Z'), berlin)).toBe(still);
  });

  it('is told of at three quarters and at all of it, and of neither twice', () => {
    const open = promised(80, at('2026-03-09T08:00:00Z'), berlin);
    expect(untold(open, at('2026-03-09T08:59:59Z'))).toEqual([]);
    expect(untold(open, at('2026-03-09T09:00:00Z'))).toEqual(['warned']);
    expect(untold(open, at('2026-03-09T09:20:00Z'))).toEqual(['warned', 'breached']);
    const warned = { ...open, warned: true };
    expect(nextTelling(open)).toEqual(at('2026-03-09T09:00:00Z'));
    expect(nextTelling(warned)).toEqual(at('2026-03-09T09:20:00Z'));
    expect(untold({ ...warned, breached: true }, at('2027-01-01T00:00:00Z'))).toEqual([]);
    expect(nextTelling({ ...warned, breached: true })).toBeNull();
    expect(untold(paused(open, at('2026-03-09T08:30:00Z'), berlin), at('2027-01-01T00:00:00Z'))).toEqual([]);
  });

  it('is kept once, and runs on with what was left when it was not kept after all', () => {
    const open = promised(80, at('2026-03-09T08:00:00Z'), berlin);
    const kept = met(open, at('2026-03-09T08:30:00Z'), berlin);
    expect(met(kept, at('2026-03-09T12:00:00Z'), berlin)).toBe(kept);
    expect(running(kept, at('2026-03-09T12:00:00Z'), berlin)).toBe(kept);
    expect(unmet(kept, at('2026-03-09T12:00:00Z'), berlin)).toMatchObject({
      metAt: null,
      dueAt: '2026-03-09T12:50:00.000Z',
    });
  });

  it('takes another target with the time used so far, at once if that is more', () => {
    const open = promised(480, at('2026-03-09T08:00:00Z'), berlin);
    const now = at('2026-03-09T10:00:00Z');
    expect(retargeted(open, 240, now, berlin).dueAt).toBe('2026-03-09T12:00:00.000Z');
    expect(retargeted(open, 60, now, berlin).dueAt).toBe(now.toISOString());
    const kept = met(open, now, berlin);
    expect(retargeted(kept, 60, now, berlin)).toBe(kept);
    expect(retargeted(paused(open, now, berlin), 240, now, berlin)).toMatchObject({ since: null, targetMinutes: 240 });
  });

  it('is due after the same working time however often it stood still', () => {
    const start = Date.parse('2026-03-02T08:00:00Z');
    const gaps = fc.array(fc.tuple(fc.nat(3_000), fc.nat(3_000)), { maxLength: 6 });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5_000 }), gaps, (minutes, pauses) => {
        let now = start;
        let promise = promised(minutes, new Date(now), berlin);
        let worked = 0;
        for (const [run, rest] of pauses) {
          const before = new Date(now);
          now += run * 60_000;
          worked += berlin.businessMinutesBetween(before, new Date(now));
          promise = paused(promise, new Date(now), berlin);
          now += rest * 60_000;
          promise = running(promise, new Date(now), berlin);
        }
        const left = Math.max(0, minutes - worked);
        expect(promise.dueAt).toBe(berlin.addBusinessMinutes(new Date(now), left).toISOString());
        expect(promise.usedMinutes).toBeCloseTo(worked, 6);
      }),
      { numRuns: 200 },
    );
  });
});
