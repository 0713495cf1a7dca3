import { BusinessCalendar, defaultCalendar, type BusinessCalendarSpec } from '@tributary/kernel';

/** ISO instants between which the decision was the vendor's to make. */
export type Span = readonly [from: string, until: string];

const minute = 60_000;

/** The business time that a decision took, in milliseconds, by the calendar of its territory; Monday to Friday, nine to five, where there is none. */
export function businessTimeOf(spans: readonly Span[], spec: BusinessCalendarSpec | null): number {
  const calendar = BusinessCalendar.of(spec ?? defaultCalendar);
  const minutes = spans.reduce(
    (sum, [from, until]) => sum + Math.max(0, calendar.businessMinutesBetween(new Date(from), new Date(until))),
    0,
  );
  return Math.round(minutes * minute);
}
