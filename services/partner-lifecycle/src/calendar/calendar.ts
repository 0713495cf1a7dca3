import { Aggregate, BusinessCalendar, RuleViolation, type BusinessCalendarSpec } from '@tributary/kernel';

export interface CalendarState extends BusinessCalendarSpec {
  readonly id: string;
  readonly name: string;
}

export interface CalendarEvent {
  readonly type: 'CalendarOpened' | 'CalendarChanged';
}

/** The hours and days on which business is done somewhere. Territories follow it. */
export class Calendar extends Aggregate<CalendarState, CalendarEvent> {
  static open(calendar: CalendarState): Calendar {
    checkFit(calendar);
    const opened = new Calendar(calendar);
    opened.apply({}, { type: 'CalendarOpened' });
    return opened;
  }

  change(terms: Partial<Omit<CalendarState, 'id'>>): void {
    checkFit({ ...this.state, ...terms });
    this.apply(terms, { type: 'CalendarChanged' });
  }
}

function checkFit(spec: BusinessCalendarSpec): void {
  const isDay = (day: string): boolean => /^\d{4}-\d{2}-\d{2}$/.test(day) && !Number.isNaN(Date.parse(day));
  const unfit = spec.holidays.find((holiday) => !isDay(holiday));
  if (unfit !== undefined) throw new RuleViolation('CALENDAR_UNFIT', `"${unfit}" is not a day (YYYY-MM-DD).`);
  try {
    new BusinessCalendar(spec);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RuleViolation('CALENDAR_UNFIT', error.message);
  }
}
