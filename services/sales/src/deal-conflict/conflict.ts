import type { Reason } from '../deal-program/deal-program.js';

export const conflictClasses = [
  'registration',
  'lead',
  'direct_pipeline',
  'house_account',
  'incumbent',
  'renewal',
] as const;
export type ConflictClass = (typeof conflictClasses)[number];

/** Somebody else's claim to the same product family at what may be the same customer: what the two have in common, not who it is. */
export interface Match {
  readonly class: ConflictClass;
  readonly sameDomain: boolean;
  readonly sameRegistration: boolean;
  readonly sameContactDomain: boolean;
  /** Trigram similarity of the comparable names within a country, 0 to 1. */
  readonly nameSimilarity: number;
}

/** `hard`: the customer is spoken for. `hold`: a person must look. `note`: for the vendor's information only. */
export interface Conflict {
  readonly class: ConflictClass;
  readonly severity: 'hard' | 'hold' | 'note';
  readonly score: number;
}

/** A conflict with what the partner may know of it. One that `stands` has to be settled by a person. */
export interface FoundConflict extends Conflict {
  readonly stands: boolean;
  readonly reason: Reason;
}

/**
 * From which score on a conflict is of which severity; what scores below `note` is not found at all. The search and the guard in the database use
 * `note` and `hold` too (migrations 0005 and 0006): whoever changes one here writes a migration.
 */
export const thresholds = { hard: 0.95, hold: 0.75, note: 0.6 } as const;

/** The strongest piece of independent evidence; pieces do not add up. Behind an institution's domain sit many buyers, so there it is only a reason to look. */
export function scoreOf(match: Match, institution: boolean): number {
  const domain = institution ? 0.9 : 1;
  const score = Math.max(
    match.sameDomain ? domain : 0,
    match.sameRegistration ? 1 : 0,
    match.sameContactDomain ? 0.8 : 0,
    match.nameSimilarity,
  );
  return Math.round(score * 100) / 100;
}

export function severityOf(score: number): Conflict['severity'] {
  if (score >= thresholds.hard) return 'hard';
  return score >= thresholds.hold ? 'hold' : 'note';
}

/** The gravest conflict that the matches amount to. */
export function conflictOf(matches: readonly Match[], institution: boolean): FoundConflict | null {
  const [gravest] = matches
    .map((match) => ({ class: match.class, score: scoreOf(match, institution) }))
    .sort((a, b) => b.score - a.score || conflictClasses.indexOf(a.class) - conflictClasses.indexOf(b.class));
  if (gravest === undefined) return null;
  const severity = severityOf(gravest.score);
  return { ...gravest, severity, stands: severity !== 'note', reason: reasonOf(gravest.class) };
}

/** Those of the matches that amount to more than a note. */
export function standing<M extends Match>(matches: readonly M[]): M[] {
  // An institution or not: its domain is a reason to look in any case.
  return matches.filter((match) => severityOf(scoreOf(match, true)) !== 'note');
}

const sentences: Readonly<Record<ConflictClass, string>> = {
  registration: 'The customer may already be registered for this product family.',
  lead: 'The customer may be an accepted lead for this product family.',
  direct_pipeline: 'The vendor may already work on this with the customer.',
  house_account: 'The customer is a house account of the vendor.',
  incumbent: 'The customer is served by an incumbent partner.',
  renewal: 'The renewal belongs to the partner of record.',
};

/** What the partner may know: that there is a conflict and of what class, never with whom. */
function reasonOf(conflictClass: ConflictClass): Reason {
  return { code: conflictClass.toUpperCase(), detail: sentences[conflictClass] };
}
