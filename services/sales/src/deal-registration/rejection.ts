import { Conflict, RuleViolation, type BusinessCalendar } from '@tributary/kernel';

/** Who has rejected a registration, and until when its partner may appeal. `appealUntil` is the first instant that is too late. */
export interface Rejection {
  readonly rejectedBy: string | null;
  readonly appealUntil: Date | null;
  /** The appeal, once there is one; it stays if it was decided against the partner. */
  readonly appealId: string | null;
}

/** What a rejection says and by whom; `code` tells software why. */
export interface Refusal {
  readonly by: string;
  readonly reason: string;
  readonly code?: 'REJECTED' | 'CONFLICT_LOST';
  readonly calendar: BusinessCalendar;
  readonly now: Date;
}

const appealDays = 10;

export const notRejected: Rejection = { rejectedBy: null, appealUntil: null, appealId: null };

export function rejection({ by, calendar, now }: Refusal): Rejection {
  return { rejectedBy: by, appealUntil: calendar.addBusinessDays(now, appealDays), appealId: null };
}

export function refuseLateAppeal({ appealUntil, appealId }: Rejection, now: Date): void {
  if (appealId !== null) throw new Conflict('ALREADY_APPEALED', 'The rejection was appealed already.');
  if (appealUntil !== null && now < appealUntil) return;
  throw new RuleViolation('APPEAL_WINDOW_CLOSED', `A rejection is appealed within ${appealDays} business days.`);
}
