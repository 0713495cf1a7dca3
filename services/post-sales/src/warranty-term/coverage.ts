export const costClasses = ['parts', 'labor', 'expenses'] as const;
export type CostClass = (typeof costClasses)[number];

/** What a term pays for one class of cost: so many months, so much of it. */
export interface Coverage {
  readonly costClass: CostClass;
  readonly months: number;
  readonly coveredPercent: number;
}

/** The answer for one class on one day. `until` is the last covered day. */
export interface CoverageOnDay {
  readonly costClass: CostClass;
  readonly covered: boolean;
  readonly coveredPercent: number;
  readonly until: string;
}

/** The last day of so many months that begin on `start`: a warranty of 12 months from 15 March ends on 14 March. Days as YYYY-MM-DD. */
export function lastDay(start: string, months: number): string {
  const [year = 0, month = 1, day = 1] = start.split('-').map(Number);
  const monthAfter = month - 1 + months;
  const daysInMonth = new Date(Date.UTC(year, monthAfter + 1, 0)).getUTCDate();
  // From 31 January one month runs to the end of February: there is no 31st to stop before.
  const end = new Date(Date.UTC(year, monthAfter, day > daysInMonth ? daysInMonth : day - 1));
  return end.toISOString().slice(0, 10);
}

export function coverageOn(coverages: readonly Coverage[], start: string, day: string): CoverageOnDay[] {
  return coverages.map(({ costClass, months, coveredPercent }) => {
    const until = lastDay(start, months);
    const covered = day >= start && day <= until;
    return { costClass, covered, coveredPercent: covered ? coveredPercent : 0, until };
  });
}

/** When the warranty begins: the asked day, but no later than so many days after shipment. */
export function effectiveStart(
  startedOn: string,
  shippedOn: string | null,
  latestDaysAfterShipment: number | null,
): string {
  if (shippedOn === null || latestDaysAfterShipment === null) return startedOn;
  const latest = new Date(Date.parse(`${shippedOn}T00:00:00Z`) + latestDaysAfterShipment * 86_400_000)
    .toISOString()
    .slice(0, 10);
  return startedOn < latest ? startedOn : latest;
}
