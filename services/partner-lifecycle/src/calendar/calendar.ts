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
  try {
    new BusinessCalendar(spec);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    throw new RuleViolation('CALENDAR_UNFIT', error.message);
  }
}
