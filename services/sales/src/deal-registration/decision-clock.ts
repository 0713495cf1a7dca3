import type { BusinessCalendar } from '@tributary/kernel';

/** The vendor's promise to decide in time. It stands still while the partner has the registration back. */
export interface DecisionClock {
  /** Null while the clock does not run. */
  readonly decisionDueAt: Date | null;
  /** Whole minutes, a begun one counted. */
  readonly businessMinutesLeft: number | null;
  readonly overdue: boolean;
}

export const stopped: DecisionClock = { decisionDueAt: null, businessMinutesLeft: null, overdue: false };

/** Starts the clock, or lets it go on where it was paused. */
export function started(
  clock: DecisionClock,
  calendar: BusinessCalendar,
  businessDays: number,
  now: Date,
): DecisionClock {
  const left = clock.businessMinutesLeft;
  const decisionDueAt =
    left === null ? calendar.addBusinessDays(now, businessDays) : calendar.addBusinessMinutes(now, left);
  return { overdue: clock.overdue, decisionDueAt, businessMinutesLeft: null };
}

export function paused(clock: DecisionClock, calendar: BusinessCalendar, now: Date): DecisionClock {
  if (clock.decisionDueAt === null) return clock;
  const left = clock.decisionDueAt > now ? Math.ceil(calendar.businessMinutesBetween(now, clock.decisionDueAt)) : 0;
  return { overdue: clock.overdue, decisionDueAt: null, businessMinutesLeft: left };
}
