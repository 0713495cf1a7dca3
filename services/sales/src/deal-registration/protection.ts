/** The window in which a registration shields its partner. `protectedUntil` is the first instant without protection. */
export interface Protection {
  readonly protectedFrom: Date | null;
  readonly protectedUntil: Date | null;
  readonly extensions: number;
  /** When the partner is to be warned next; null once the last warning is behind. */
  readonly warningDueAt: Date | null;
}

const day = 24 * 60 * 60 * 1000;
const warningDays = [30, 14, 7, 1];

export const unprotected: Protection = { protectedFrom: null, protectedUntil: null, extensions: 0, warningDueAt: null };

export function protectionFor(days: number, from: Date): Protection {
  const protectedUntil = new Date(from.getTime() + days * day);
  return { protectedFrom: from, protectedUntil, extensions: 0, warningDueAt: nextWarning(protectedUntil, from) };
}

/** The protection cut short; one that never began or is over stays as it is. */
export function ended(protection: Protection, at: Date): Partial<Protection> {
  const { protectedUntil } = protection;
  return { warningDueAt: null, protectedUntil: protectedUntil !== null && at < protectedUntil ? at : protectedUntil };
}

/** Whether the clock has ended it. */
export function isOver({ protectedUntil }: Protection, at: Date): boolean {
  return protectedUntil !== null && at >= protectedUntil;
}

/** The first warning after `now`. One that was missed is not made up for: the next says the same more urgently. */
export function nextWarning(until: Date, now: Date): Date | null {
  return warningDays.map((days) => new Date(until.getTime() - days * day)).find((at) => at > now) ?? null;
}

/** Whole days that are left, a begun one counted. */
export function daysLeft(until: Date, now: Date): number {
  return Math.max(0, Math.ceil((until.getTime() - now.getTime()) / day));
}
