import type { DealRegistrationEvent, DealRegistrationState } from './deal-state.js';
import { daysLeft, isOver, nextWarning } from './protection.js';

/** What time does to a registration: the change and the event that explains it; null if nothing is due. */
type Due = readonly [Partial<DealRegistrationState>, DealRegistrationEvent] | null;

export function escalation({ decisionDueAt, overdue }: DealRegistrationState, now: Date): Due {
  if (decisionDueAt === null || overdue || now < decisionDueAt) return null;
  return [{ overdue: true }, { type: 'DealDecisionOverdue', dueAt: decisionDueAt }];
}

/** Says once per warning how many days are left. */
export function warning({ status, protectedUntil, warningDueAt }: DealRegistrationState, now: Date): Due {
  if (status !== 'approved' || protectedUntil === null || warningDueAt === null || now < warningDueAt) return null;
  const change = { warningDueAt: nextWarning(protectedUntil, now) };
  return [change, { type: 'DealProtectionExpiring', daysLeft: daysLeft(protectedUntil, now) }];
}

/** The protection has ended by the clock already; this makes it known. */
export function expiry(deal: DealRegistrationState, now: Date): Due {
  const { status, protectedUntil } = deal;
  if (status !== 'approved' || protectedUntil === null || !isOver(deal, now)) return null;
  const change = { status: 'expired', warningDueAt: null, revocation: null } as const;
  return [change, { type: 'DealExpired', expiredAt: protectedUntil }];
}
