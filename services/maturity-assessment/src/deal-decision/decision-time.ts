import { BusinessCalendar, defaultCalendar, Ratio, type BusinessCalendarSpec } from '@tributary/kernel';

/** ISO instants between which the decision was the vendor's to make. */
export type Span = readonly [from: string, until: string];

export interface DecidedDeal {
  readonly territory: string | null;
  readonly spans: readonly Span[];
}

const minute = 60_000;
const hour = 3_600_000;

/** The business hours that each decision took, by the calendar of its territory; Monday to Friday, nine to five, where there is none. */
export function hoursOf(
  deals: readonly DecidedDeal[],
  calendars: ReadonlyMap<string, BusinessCalendarSpec>,
): readonly Ratio[] {
  const known = new Map([...calendars].map(([code, spec]) => [code, new BusinessCalendar(spec)]));
  const fallback = new BusinessCalendar(defaultCalendar);
  return deals.map(({ territory, spans }) => {
    const calendar = known.get(territory ?? '') ?? fallback;
    const minutes = spans.reduce(
      (sum, [from, until]) => sum + calendar.businessMinutesBetween(new Date(from), new Date(until)),
      0,
    );
    return Ratio.of(Math.round(minutes * minute), hour);
  });
}

/** The smallest value that at least so many percent of the values do not exceed (nearest rank); null of none. */
export function percentile(values: readonly Ratio[], percent: number): Ratio | null {
  const sorted = [...values].sort((a, b) => a.compare(b));
  return sorted[Math.max(0, Math.ceil((sorted.length * percent) / 100) - 1)] ?? null;
}
