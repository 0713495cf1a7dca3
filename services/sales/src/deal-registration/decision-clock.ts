import type { BusinessCalendar } from '@tributary/kernel';

/** The vendor's promise to decide in time. It stands still while the partner has the registration back; what comes back as another deal, or too late, is promised anew. */
export interface DecisionClock {
  /** Null while the clock does not run. */
  readonly decisionDueAt: Date | null;
  /** Whole minutes, a begun one counted. */
  readonly businessMinutesLeft: number | null;
  readonly overdue: boolean;
}

export const stopped: DecisionClock = { decisionDueAt: null, businessMinutesLeft: null, overdue: false };

export function clockOf({ decisionDueAt, businessMinutesLeft, overdue }: DecisionClock): DecisionClock {
  return { decisionDueAt, businessMinutesLeft, overdue };
}

/** Starts the clock, or lets it go on where it was paused; with nothing left nobody could look at what came back. */
export function started(
  { businessMinutesLeft: left }: DecisionClock,
  calendar: BusinessCalendar,
  businessDays: number,
  now: Date,
): DecisionClock {
  const goesOn = left !== null && left > 0;
  const decisionDueAt = goesOn ? calendar.addBusinessMinutes(now, left) : calendar.addBusinessDays(now, businessDays);
  return { ...stopped, decisionDueAt };
}

export function paused(clock: DecisionClock, calendar: BusinessCalendar, now: Date): DecisionClock {
  if (clock.decisionDueAt === null) return clock;
  const left = clock.decisionDueAt > now ? Math.ceil(calendar.businessMinutesBetween(now, clock.decisionDueAt)) : 0;
  return { overdue: clock.overdue, decisionDueAt: null, businessMinutesLeft: left };
}
