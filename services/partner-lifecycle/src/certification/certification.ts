import {
  addDays,
  Aggregate,
  dayOf,
  daysLeft,
  InvalidTransition,
  lastDayOfTerm,
  nextOfTerm,
  noticesReached,
  RuleViolation,
} from '@tributary/kernel';
import type { CertificationKind } from '../certification-definition/certification-definition.js';
import type { Edition } from '../certification-definition/edition.js';
import { checkEvidence, checkHeld, type Evidence, type Held } from './evidence.js';

export const certificationKinds = ['sales', 'technical', 'service'] as const satisfies readonly CertificationKind[];
export const certificationStatuses = ['active', 'expiring', 'expired', 'revoked'] as const;
export type CertificationStatus = (typeof certificationStatuses)[number];
/** Why the vendor takes one back. */
export const revocationCauses = ['issued_in_error', 'misconduct', 'program_ended'] as const;
export type RevocationCause = (typeof revocationCauses)[number] | 'holder_left';

export interface Revocation {
  readonly cause: RevocationCause;
  readonly reason: string;
  readonly revokedBy: string;
  /** ISO instant */
  readonly revokedAt: string;
}

export interface CertificationState {
  readonly id: string;
  readonly definitionId: string;
  readonly definitionCode: string;
  readonly definitionName: string;
  readonly kind: CertificationKind;
  /** As the edition of the day on which it was earned or last renewed had it. */
  readonly families: readonly string[];
  readonly partnerId: string;
  /** The partner user who holds it. */
  readonly userId: string;
  readonly status: CertificationStatus;
  readonly earnedAt: Date;
  /** YYYY-MM-DD, the last day on which it counts; null = without end. */
  readonly validUntil: string | null;
  /** YYYY-MM-DD, the first day on which it may be renewed; null = never. */
  readonly renewableFrom: string | null;
  /** The first earned it, each further one renewed it. */
  readonly evidence: readonly Evidence[];
  /** Days-before marks whose notice has gone out. */
  readonly noticesGiven: readonly number[];
  /** When the next notice or the end is due; null = nothing to wait for. */
  readonly dueAt: Date | null;
  readonly revocation: Revocation | null;
}

export type CertificationEvent =
  | { readonly type: 'CertificationEarned'; readonly evidence: Evidence }
  | { readonly type: 'CertificationExpiring'; readonly daysLeft: number }
  | { readonly type: 'CertificationExpired' }
  | { readonly type: 'CertificationRenewed'; readonly evidence: Evidence; readonly previousValidUntil: string }
  | { readonly type: 'CertificationRevoked'; readonly cause: RevocationCause; readonly reason: string };

export type Holder = Pick<CertificationState, 'id' | 'partnerId' | 'userId'>;
export type Subject = Pick<CertificationState, 'definitionId' | 'definitionCode' | 'definitionName' | 'kind'>;

const next = {
  active: ['expiring', 'expired', 'revoked'],
  expiring: ['active', 'expired', 'revoked'],
  expired: ['active'],
  revoked: [],
} as const satisfies Record<CertificationStatus, readonly CertificationStatus[]>;

/** What a person of a partner has proved: earned by evidence, announced before its end, renewed from its old end, expired by time or taken back. */
export class Certification extends Aggregate<CertificationState, CertificationEvent> {
  static earn(
    holder: Holder,
    subject: Subject,
    terms: Edition,
    evidence: Evidence,
    held: readonly Held[],
    now: Date,
  ): Certification {
    const earnedAt = new Date(evidence.at);
    const day = dayOf(earnedAt);
    checkDone(earnedAt, now);
    checkEvidence(evidence, terms);
    checkHeld(day, terms.prerequisites, held);
    const validUntil = terms.validMonths === null ? null : lastDayOfTerm(day, terms.validMonths);
    if (validUntil !== null && validUntil < dayOf(now)) {
      throw new RuleViolation('EXPIRED_ALREADY', `It would have ended on ${validUntil}.`);
    }
    const certification = new Certification({
      ...holder,
      ...subject,
      status: 'active',
      families: terms.families,
      earnedAt,
      evidence: [evidence],
      revocation: null,
      ...term(day, validUntil, terms, earnedAt),
    });
    certification.apply({}, { type: 'CertificationEarned', evidence });
    return certification;
  }

  /** From the old end on. What was done in time counts, however late it is told; the definition as it was on that day decides. */
  renew(terms: Edition, evidence: Evidence, held: readonly Held[], now: Date): void {
    const { validUntil, renewableFrom, status } = this.state;
    const at = new Date(evidence.at);
    checkDone(at, now);
    if (status === 'revoked') throw new InvalidTransition(status, next[status]);
    if (validUntil === null || renewableFrom === null) {
      throw new RuleViolation('NOTHING_TO_RENEW', 'This certification has no end.');
    }
    if (dayOf(at) < renewableFrom) {
      throw new RuleViolation('RENEWAL_TOO_EARLY', `It can be renewed from ${renewableFrom} on.`);
    }
    if (dayOf(at) > validUntil) throw new InvalidTransition('expired', []);
    checkEvidence(evidence, terms);
    checkHeld(dayOf(at), terms.prerequisites, held);
    const firstDay = addDays(validUntil, 1);
    const until = terms.validMonths === null ? null : lastDayOfTerm(firstDay, terms.validMonths);
    this.apply(
      {
        status: 'active',
        families: terms.families,
        evidence: [...this.state.evidence, evidence],
        ...term(firstDay, until, terms, at),
      },
      { type: 'CertificationRenewed', evidence, previousValidUntil: validUntil },
    );
  }

  /** What time brings: a notice 90, 30 and 7 days before the end (one, however late), and the end itself. */
  passTime(now: Date): void {
    const { status, validUntil, noticesGiven } = this.state;
    if (status === 'expired' || status === 'revoked' || validUntil === null) return;
    if (dayOf(now) > validUntil) {
      this.apply({ status: 'expired', dueAt: null }, { type: 'CertificationExpired' });
      return;
    }
    const reached = noticesReached(validUntil, now);
    if (reached.every((days) => noticesGiven.includes(days))) return;
    this.apply(
      { status: 'expiring', noticesGiven: reached, dueAt: nextOfTerm(validUntil, reached) },
      { type: 'CertificationExpiring', daysLeft: daysLeft(validUntil, now) },
    );
  }

  /** Its holder left the partner. What ended in the same moment stays as it ended. */
  holderLeft(reason: string, revokedBy: string, now: Date): void {
    if (this.state.status === 'active' || this.state.status === 'expiring')
      this.revoke('holder_left', reason, revokedBy, now);
  }

  /** By the vendor, or because its holder left the partner. It counts no more, from this moment on. */
  revoke(cause: RevocationCause, reason: string, revokedBy: string, now: Date): void {
    const { status } = this.state;
    const allowed: readonly CertificationStatus[] = next[status];
    if (!allowed.includes('revoked')) throw new InvalidTransition(status, allowed);
    const revocation = { cause, reason, revokedBy, revokedAt: now.toISOString() };
    this.apply({ status: 'revoked', revocation, dueAt: null }, { type: 'CertificationRevoked', cause, reason });
  }
}

function checkDone(at: Date, now: Date): void {
  if (at > now) throw new RuleViolation('EARNED_IN_THE_FUTURE', 'What proves it lies in the future.');
}

function term(
  firstDay: string,
  validUntil: string | null,
  { renewalWindowDays }: Edition,
  at: Date,
): Pick<CertificationState, 'validUntil' | 'renewableFrom' | 'noticesGiven' | 'dueAt'> {
  if (validUntil === null) return { validUntil, renewableFrom: null, noticesGiven: [], dueAt: null };
  const opens = addDays(validUntil, -renewalWindowDays);
  // A notice whose day had passed when a short one was earned has nothing to say any more.
  const noticesGiven = noticesReached(validUntil, at);
  const dueAt = nextOfTerm(validUntil, noticesGiven);
  return { validUntil, renewableFrom: opens > firstDay ? opens : firstDay, noticesGiven, dueAt };
}
