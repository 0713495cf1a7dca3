import { RuleViolation } from '@tributary/kernel';

export const evidenceKinds = ['exam', 'completion', 'confirmation'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** What a certification asks for and gives, in force from a day until the next edition. */
export interface Edition {
  /** YYYY-MM-DD */
  readonly from: string;
  /** Codes of the product families that it opens. */
  readonly families: readonly string[];
  /** null = without end. */
  readonly validMonths: number | null;
  /** How many days before its end it may be renewed. */
  readonly renewalWindowDays: number;
  /** Codes of the definitions that must be held first. */
  readonly prerequisites: readonly string[];
  /** What proves it; one kind is enough. */
  readonly evidence: readonly EvidenceKind[];
  /** In percent; null = no score is asked for. */
  readonly minimumScore: number | null;
}

/** The edition of the day; null before the first one. */
export function editionOn(editions: readonly Edition[], day: string): Edition | null {
  return editions.reduce<Edition | null>(
    (best, edition) => (edition.from <= day && (best === null || edition.from > best.from) ? edition : best),
    null,
  );
}

/** Every other definition that is known, by code, with what it demands today or later. */
export type Demands = ReadonlyMap<string, readonly string[]>;

/** Refuses what nobody could ever earn: a prerequisite that does not exist, or one that needs this very certification. */
export function checkPrerequisites(code: string, prerequisites: readonly string[], others: Demands): void {
  const unknown = prerequisites.filter((one) => one !== code && !others.has(one));
  if (unknown.length > 0) {
    throw new RuleViolation('PREREQUISITE_UNKNOWN', `There is no certification to earn called ${unknown.join(', ')}.`);
  }
  const seen = new Set<string>();
  const ahead = [...prerequisites];
  for (let next = ahead.pop(); next !== undefined; next = ahead.pop()) {
    if (next === code) {
      throw new RuleViolation('PREREQUISITE_CYCLE', `${code} would have to be held before it can be earned.`);
    }
    if (!seen.has(next)) ahead.push(...(others.get(next) ?? []));
    seen.add(next);
  }
}
