const millisecondsOfDay = 86_400_000;

/** How many days before the last one its holder is told. */
export const noticeDays = [90, 30, 7] as const;

/** The day of an instant in UTC, as YYYY-MM-DD. */
export function dayOf(at: Date): string {
  return at.toISOString().slice(0, 10);
}

/** The first instant of a day (UTC). */
export function startOfDay(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}

export function addDays(day: string, days: number): string {
  return dayOf(new Date(startOfDay(day).getTime() + days * millisecondsOfDay));
}

/** The last day of a term of months: 12 months from 2026-01-05 end on 2027-01-04, one month from 2026-01-31 on 2026-02-27. */
export function lastDayOfTerm(firstDay: string, months: number): string {
  const [year = 0, month = 1, dayOfMonth = 1] = firstDay.split('-').map(Number);
  const lastOfMonth = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  const anniversary = new Date(Date.UTC(year, month - 1 + months, Math.min(dayOfMonth, lastOfMonth)));
  return addDays(dayOf(anniversary), -1);
}

/** The notices whose day has come. */
export function noticesReached(lastDay: string, now: Date): readonly number[] {
  return noticeDays.filter((days) => startOfDay(addDays(lastDay, -days)) <= now);
}

/** When something is to happen to a term next: a notice that has not gone out, or the end. */
export function nextOfTerm(lastDay: string, given: readonly number[]): Date {
  const ahead = noticeDays.find((days) => !given.includes(days));
  return startOfDay(addDays(lastDay, ahead === undefined ? 1 : -ahead));
}

/** Whole days until the last one begins; zero on it. */
export function daysLeft(lastDay: string, now: Date): number {
  return Math.max(0, Math.ceil((startOfDay(lastDay).getTime() - now.getTime()) / millisecondsOfDay));
}
