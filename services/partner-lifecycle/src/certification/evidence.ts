import { RuleViolation } from '@tributary/kernel';
import type { Edition, EvidenceKind } from '../certification-definition/edition.js';

export const evidenceKinds = ['exam', 'completion', 'confirmation'] as const satisfies readonly EvidenceKind[];

/** What proves a certification: an exam, a course completed at an outside learning system, or the vendor's word. */
export interface Evidence {
  readonly kind: EvidenceKind;
  /** In percent. */
  readonly score: number | null;
  /** What the record is called where it comes from. */
  readonly reference: string | null;
  /** The outside learning system that told of it. */
  readonly system: string | null;
  /** When it was done; ISO instant. */
  readonly at: string;
}

/** As it is told: without a time it was done now. */
export type Proof = Omit<Evidence, 'at'> & { readonly at: Date | null };

/** Who is said to have proved what. */
export interface Earning {
  readonly userId: string;
  /** Code of the definition. */
  readonly definition: string;
  readonly proof: Proof;
}

export function checkEvidence({ kind, score }: Evidence, { evidence, minimumScore }: Edition): void {
  if (!evidence.includes(kind)) {
    throw new RuleViolation('EVIDENCE_UNFIT', `This certification is proved by ${evidence.join(' or ')}.`);
  }
  if (kind !== 'exam' || minimumScore === null) return;
  if (score === null || score < minimumScore) {
    throw new RuleViolation('SCORE_TOO_LOW', `At least ${minimumScore} percent are needed.`);
  }
}

/** A certification that the same person has or had. */
export interface Held {
  readonly code: string;
  readonly status: 'active' | 'expiring' | 'expired' | 'revoked';
  /** YYYY-MM-DD */
  readonly earnedOn: string;
  /** YYYY-MM-DD, the last day; null = without end. */
  readonly validUntil: string | null;
}

export function countsOn({ status, earnedOn, validUntil }: Omit<Held, 'code'>, day: string): boolean {
  return status !== 'revoked' && earnedOn <= day && (validUntil === null || validUntil >= day);
}

/** Its last day is over and nobody has said so yet. */
export function hasEndedUnseen({ status, validUntil }: Held, today: string): boolean {
  return (status === 'active' || status === 'expiring') && validUntil !== null && validUntil < today;
}

/** The prerequisites that the person does not hold on that day. */
export function missingOn(day: string, prerequisites: readonly string[], held: readonly Held[]): readonly string[] {
  return prerequisites.filter((code) => !held.some((one) => one.code === code && countsOn(one, day)));
}

export function checkHeld(day: string, prerequisites: readonly string[], held: readonly Held[]): void {
  const missing = missingOn(day, prerequisites, held);
  if (missing.length > 0) {
    throw new RuleViolation('PREREQUISITE_MISSING', `On ${day} ${missing.join(', ')} had to be held and was not.`, {
      extensions: { missing },
    });
  }
}
