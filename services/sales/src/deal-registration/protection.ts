import { Conflict, RuleViolation } from '@tributary/kernel';
import type { FoundConflict } from '../deal-conflict/conflict.js';
import type { DealDetails } from '../deal-details/deal-details.js';
import type { DealProgramVersion } from '../deal-program/deal-program.js';

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

/** What a partner shows for more time. */
export interface Progress {
  readonly by: string;
  readonly note: string;
  readonly evidence: DealDetails['evidence'];
}

/** The protection with the days that its program adds. What was shown before is no progress. */
export function extended(
  deal: Protection & Pick<DealDetails, 'evidence'>,
  { evidence }: Progress,
  program: DealProgramVersion,
  now: Date,
) {
  refuseBeyondLimit(deal, program);
  const shown = new Set(deal.evidence.map(({ url }) => url));
  const added = evidence.filter(({ url }) => !shown.has(url));
  if (added.length === 0) throw new RuleViolation('NO_PROGRESS', 'An extension needs evidence that was not shown yet.');
  return {
    ...prolonged(deal, deal.protectedUntil ?? now, program, now),
    evidence: [...deal.evidence, ...added],
  };
}

export interface Reopening {
  readonly by: string;
  readonly reason: string;
  readonly program: DealProgramVersion;
  readonly conflict: FoundConflict | null;
  /** Whether its opportunity is still open. */
  readonly isPursued: boolean;
  readonly now: Date;
}

/** The protection of a deal that comes back: of the same length as an extension, and counted as one. */
export function reopened(deal: Protection, { program, conflict, isPursued, now }: Reopening) {
  const { protectedUntil } = deal;
  if (protectedUntil === null || now.getTime() >= protectedUntil.getTime() + program.reopenGraceDays * day) {
    throw new RuleViolation('GRACE_OVER', `A deal is reopened within ${program.reopenGraceDays} days of its end.`);
  }
  refuseBeyondLimit(deal, program);
  if (!isPursued) throw new RuleViolation('BUSINESS_OVER', 'The opportunity of the deal is closed.');
  refuseHeld(conflict);
  return { ...prolonged(deal, now, program, now), protectedFrom: now };
}

/** Nobody gets back, or keeps for longer, a customer that somebody else holds by now. */
export function refuseHeld(conflict: FoundConflict | null): void {
  if (!conflict?.stands) return;
  throw new Conflict('CUSTOMER_HELD', 'Somebody else has a claim to the customer by now.');
}

function prolonged({ extensions }: Protection, from: Date, { extensionDays }: DealProgramVersion, now: Date) {
  const protectedUntil = new Date(from.getTime() + extensionDays * day);
  return { protectedUntil, extensions: extensions + 1, warningDueAt: nextWarning(protectedUntil, now) };
}

function refuseBeyondLimit({ extensions }: Protection, program: DealProgramVersion): void {
  if (extensions < program.extensions) return;
  throw new RuleViolation('EXTENSION_LIMIT', `The program extends a protection ${program.extensions} times.`);
}
