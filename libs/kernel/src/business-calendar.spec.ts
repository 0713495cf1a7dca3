import fc from 'fast-check';
import { BusinessCalendar, defaultCalendar, type BusinessCalendarSpec } from './index.js';

const at = (iso: string) => new Date(iso);
const office = [
  { from: '09:00', to: '12:00' },
  { from: '13:00', to: '17:00' },
];
const berlin: BusinessCalendarSpec = {
  timeZone: 'Europe/Berlin',
  week: { 1: office, 2: office, 3: office, 4: office, 5: [{ from: '09:00', to: '15:00' }], 6: [], 7: [] },
  holidays: ['2026-04-03', '2026-04-06'],
};

describe('a business calendar', () => {
  const utc = new BusinessCalendar(defaultCalendar);
  const local = new BusinessCalendar(berlin);

  it('counts business days over a weekend at the same time of day', () => {
    expect(utc.addBusinessDays(at('2026-01-09T10:30:00Z'), 2)).toEqual(at('2026-01-13T10:30:00Z'));
  });

  it('starts to count at the next opening if nothing is open', () => {
    expect(utc.addBusinessDays(at('2026-01-10T10:30:00Z'), 0)).toEqual(at('2026-01-12T09:00:00Z'));
    expect(utc.addBusinessDays(at('2026-01-09T17:00:00Z'), 1)).toEqual(at('2026-01-13T09:00:00Z'));
  });

  it('skips holidays', () => {
    expect(local.addBusinessDays(at('2026-04-02T08:00:00Z'), 1)).toEqual(at('2026-04-07T08:00:00Z'));
  });

  it('ends with the day where the day is shorter', () => {
    expect(local.addBusinessDays(at('2026-01-08T15:30:00Z'), 1)).toEqual(at('2026-01-09T14:00:00Z'));
  });

  it('keeps the local time when daylight saving begins and ends', () => {
    expect(local.addBusinessDays(at('2026-03-27T09:00:00Z'), 1)).toEqual(at('2026-03-30T08:00:00Z'));
    expect(local.addBusinessDays(at('2026-10-23T08:00:00Z'), 1)).toEqual(at('2026-10-26T09:00:00Z'));
  });

  it('counts minutes through a lunch break, a night and a weekend', () => {
    expect(local.addBusinessMinutes(at('2026-01-09T13:30:00Z'), 60)).toEqual(at('2026-01-12T08:30:00Z'));
    expect(local.businessMinutesBetween(at('2026-01-08T10:30:00Z'), at('2026-01-08T12:30:00Z'))).toBe(60);
  });

  it('counts the hour that autumn repeats and not the one that spring skips', () => {
    const allDay = [{ from: '00:00', to: '24:00' }];
    const always = new BusinessCalendar({
      timeZone: 'America/New_York',
      week: { 1: allDay, 2: allDay, 3: allDay, 4: allDay, 5: allDay, 6: allDay, 7: allDay },
      holidays: [],
    });
    expect(always.businessMinutesBetween(at('2026-03-08T05:00:00Z'), at('2026-03-09T04:00:00Z'))).toBe(23 * 60);
    expect(always.businessMinutesBetween(at('2026-11-01T04:00:00Z'), at('2026-11-02T05:00:00Z'))).toBe(25 * 60);
  });

  it('opens at the first of two equal times and, where spring skips the time, an hour later', () => {
    const early = [{ from: '02:30', to: '10:00' }];
    const shop = new BusinessCalendar({ ...berlin, week: { ...berlin.week, 7: early } });
    expect(shop.isOpen(at('2026-03-29T01:29:59Z'))).toBe(false);
    expect(shop.isOpen(at('2026-03-29T01:30:00Z'))).toBe(true);
    expect(shop.isOpen(at('2026-10-25T00:30:00Z'))).toBe(true);
  });

  it('is closed at its closing time', () => {
    expect([utc.isOpen(at('2026-01-09T16:59:59Z')), utc.isOpen(at('2026-01-09T17:00:00Z'))]).toEqual([true, false]);
  });

  it.each([
    ['an unknown time zone', { timeZone: 'Mars/Olympus' }],
    ['a week without hours', { week: { 1: [], 2: [], 3: [], 4: [], 5: [], 6: [], 7: [] } }],
    [
      'hours that overlap',
      {
        week: {
          ...berlin.week,
          1: [
            { from: '09:00', to: '12:00' },
            { from: '11:00', to: '13:00' },
          ],
        },
      },
    ],
    ['hours that end before they begin', { week: { ...berlin.week, 1: [{ from: '12:00', to: '09:00' }] } }],
    ['a time that is none', { week: { ...berlin.week, 1: [{ from: '9', to: '24:30' }] } }],
  ])('refuses %s', (_, change) => {
    expect(() => new BusinessCalendar({ ...berlin, ...change })).toThrow(RangeError);
  });

  it('does not count backward', () => {
    expect(() => utc.addBusinessDays(at('2026-01-09T10:00:00Z'), -1)).toThrow(RangeError);
    expect(() => utc.addBusinessMinutes(at('2026-01-09T10:00:00Z'), Number.NaN)).toThrow(RangeError);
  });
});

describe('in any calendar', () => {
  const zones = fc.constantFrom(
    'UTC',
    'Europe/Berlin',
    'America/New_York',
    'Asia/Kolkata',
    'Australia/Lord_Howe',
    'Pacific/Apia',
  );
  const calendars = fc
    .record({
      timeZone: zones,
      short: fc.boolean(),
      holidays: fc.uniqueArray(fc.integer({ min: 0, max: 700 }), { maxLength: 60 }),
    })
    .map(
      ({ timeZone, short, holidays }) =>
        new BusinessCalendar({
          timeZone,
          week: { ...berlin.week, 6: short ? [{ from: '00:00', to: '24:00' }] : [] },
          holidays: holidays.map((day) => new Date(Date.UTC(2025, 6, 1 + day)).toISOString().slice(0, 10)),
        }),
    );
  const instants = fc.date({ min: at('2025-07-01T00:00:00Z'), max: at('2027-01-01T00:00:00Z'), noInvalidDate: true });
  const minutes = fc.integer({ min: 0, max: 6000 });
  const runs = { numRuns: 150 };

  it('adding minutes and measuring them agree', () => {
    fc.assert(
      fc.property(calendars, instants, minutes, (calendar, from, n) => {
        expect(calendar.businessMinutesBetween(from, calendar.addBusinessMinutes(from, n))).toBeCloseTo(n, 6);
      }),
      runs,
    );
  });

  it('adding in two steps is adding at once', () => {
    fc.assert(
      fc.property(calendars, instants, minutes, minutes, (calendar, from, n, m) => {
        const once = calendar.addBusinessMinutes(from, n + m);
        expect(calendar.addBusinessMinutes(calendar.addBusinessMinutes(from, n), m)).toEqual(once);
      }),
      runs,
    );
  });

  it('open time is the sum of its parts', () => {
    fc.assert(
      fc.property(calendars, fc.tuple(instants, instants, instants), (calendar, three) => {
        const [a, b, c] = three.sort((x, y) => x.getTime() - y.getTime());
        const parts = calendar.businessMinutesBetween(a, b) + calendar.businessMinutesBetween(b, c);
        expect(parts).toBeCloseTo(calendar.businessMinutesBetween(a, c), 6);
      }),
      { numRuns: 30 },
    );
  });

  it('a later start or one more day never gives an earlier date', () => {
    fc.assert(
      fc.property(
        calendars,
        instants,
        fc.integer({ min: 0, max: 10 * 86_400_000 }),
        fc.integer({ min: 0, max: 20 }),
        (calendar, from, later, days) => {
          const due = calendar.addBusinessDays(from, days);
          expect(due.getTime()).toBeGreaterThanOrEqual(from.getTime());
          expect(calendar.addBusinessDays(new Date(from.getTime() + later), days) >= due).toBe(true);
          expect(calendar.addBusinessDays(from, days + 1) > due).toBe(true);
        },
      ),
      runs,
    );
  });
});
