import { TimeZone } from './time-zone.js';

/** ISO weekday: 1 is Monday. */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7;

/** Opening hours as local times `HH:MM` (`24:00` ends a day), sorted and not overlapping; holidays as `YYYY-MM-DD`. */
export interface BusinessCalendarSpec {
  readonly timeZone: string;
  readonly week: Readonly<Record<Weekday, readonly { readonly from: string; readonly to: string }[]>>;
  readonly holidays: readonly string[];
}

const nineToFive = [{ from: '09:00', to: '17:00' }] as const;

/** Monday to Friday, nine to five, UTC: until a territory says otherwise. */
export const defaultCalendar: BusinessCalendarSpec = {
  timeZone: 'UTC',
  week: { 1: nineToFive, 2: nineToFive, 3: nineToFive, 4: nineToFive, 5: nineToFive, 6: [], 7: [] },
  holidays: [],
};

interface Interval {
  readonly from: number;
  readonly to: number;
}

const minute = 60_000;
const calendarsKept = 1_000;
const day = 86_400_000;

/** Working time of a territory: what "two business days" or "eight business hours" from an instant mean. */
export class BusinessCalendar {
  readonly #zone: TimeZone;
  readonly #week: ReadonlyMap<number, readonly Interval[]>;
  readonly #holidays: ReadonlySet<string>;
  readonly #opened = new Map<number, readonly Interval[]>();

  static readonly #known = new Map<string, BusinessCalendar>();

  /** The same calendar for the same hours: what it has found out about days is found out once. */
  static of(spec: BusinessCalendarSpec): BusinessCalendar {
    const key = JSON.stringify(spec);
    const known = this.#known.get(key) ?? new BusinessCalendar(spec);
    if (this.#known.size >= calendarsKept) this.#known.clear();
    this.#known.set(key, known);
    return known;
  }

  /** A RangeError if the zone is unknown, hours are malformed, or the week has no hours at all. */
  constructor(spec: BusinessCalendarSpec) {
    this.#zone = new TimeZone(spec.timeZone);
    this.#week = new Map(Object.entries(spec.week).map(([weekday, hours]) => [Number(weekday), readHours(hours)]));
    this.#holidays = new Set(spec.holidays);
    if (![...this.#week.values()].some((hours) => hours.length > 0))
      throw new RangeError('A business calendar needs opening hours.');
  }

  /** Within opening hours; a closing time is outside. */
  isOpen(at: Date): boolean {
    const instant = at.getTime();
    return this.hours(this.dayOf(instant)).some(({ from, to }) => from <= instant && instant < to);
  }

  /**
   * The same local time on the n-th business day after `from`, brought into that day's hours. Outside opening hours the
   * count starts at the next opening.
   */
  addBusinessDays(from: Date, days: number): Date {
    if (!Number.isInteger(days) || days < 0) throw new RangeError('Business days are counted forward, in whole days.');
    const start = this.nextOpen(from.getTime());
    let date = this.dayOf(start);
    for (let left = days; left > 0;) {
      date += day;
      if (this.hours(date).length > 0) left -= 1;
    }
    const timeOfDay = this.#zone.wallClock(start) - this.dayOf(start);
    return new Date(within(this.#zone.instant(date + timeOfDay), this.hours(date)));
  }

  /** The earliest instant with exactly so much open time between `from` and it. */
  addBusinessMinutes(from: Date, minutes: number): Date {
    if (!(minutes >= 0) || !Number.isFinite(minutes)) throw new RangeError('Business minutes are counted forward.');
    if (minutes === 0) return new Date(from);
    let left = minutes * minute;
    for (let date = this.dayOf(from.getTime()); ; date += day) {
      for (const hours of this.hours(date)) {
        const opened = Math.max(hours.from, from.getTime());
        const open = Math.max(0, hours.to - opened);
        if (left <= open) return new Date(opened + left);
        left -= open;
      }
    }
  }

  /** Open time between two instants, in minutes; negative if `b` is before `a`. */
  businessMinutesBetween(a: Date, b: Date): number {
    if (b < a) return -this.businessMinutesBetween(b, a);
    let open = 0;
    for (let date = this.dayOf(a.getTime()); date <= this.dayOf(b.getTime()); date += day) {
      for (const { from, to } of this.hours(date)) {
        open += Math.max(0, Math.min(to, b.getTime()) - Math.max(from, a.getTime()));
      }
    }
    return open / minute;
  }

  private nextOpen(instant: number): number {
    for (let date = this.dayOf(instant); ; date += day) {
      const hours = this.hours(date).find(({ to }) => instant < to);
      if (hours) return Math.max(hours.from, instant);
    }
  }

  // Dates are local midnights written as if they were UTC, so that adding a day is plain arithmetic.
  private dayOf(instant: number): number {
    return Math.floor(this.#zone.wallClock(instant) / day) * day;
  }

  private hours(date: number): readonly Interval[] {
    let hours = this.#opened.get(date);
    if (!hours) {
      const local = this.#holidays.has(new Date(date).toISOString().slice(0, 10)) ? [] : this.ofWeekday(date);
      hours = local
        .map(({ from, to }) => ({ from: this.#zone.instant(date + from), to: this.#zone.instant(date + to) }))
        .filter(({ from, to }) => from < to);
      if (this.#opened.size >= 1000) this.#opened.clear();
      this.#opened.set(date, hours);
    }
    return hours;
  }

  private ofWeekday(date: number): readonly Interval[] {
    return this.#week.get(new Date(date).getUTCDay() || 7) ?? [];
  }
}

function readHours(hours: readonly { from: string; to: string }[]): readonly Interval[] {
  const read = hours.map(({ from, to }) => ({ from: timeOfDay(from), to: timeOfDay(to) }));
  for (const [index, { from, to }] of read.entries()) {
    if (from >= to || from < (read[index - 1]?.to ?? 0))
      throw new RangeError('Opening hours must be sorted and must not overlap.');
  }
  return read;
}

function timeOfDay(time: string): number {
  const [, hours, minutes] = /^([01]\d|2[0-4]):([0-5]\d)$/.exec(time) ?? [];
  const at = (Number(hours) * 60 + Number(minutes)) * minute;
  if (!(at <= day)) throw new RangeError(`"${time}" is not a time of day.`);
  return at;
}

function within(instant: number, hours: readonly Interval[]): number {
  const next = hours.find(({ to }) => instant < to);
  return next ? Math.max(next.from, instant) : hours[hours.length - 1]!.to;
}
