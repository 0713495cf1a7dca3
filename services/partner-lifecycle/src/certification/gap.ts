import type { CertificationKind } from '../certification-definition/certification-definition.js';
import { countsOn, missingOn, type Held } from './evidence.js';

/** A certification that can be earned today, and what must be held first. */
export interface Earnable {
  readonly code: string;
  readonly name: string;
  readonly kind: CertificationKind;
  readonly prerequisites: readonly string[];
}

export interface Gap extends Omit<Earnable, 'prerequisites'> {
  /** `never` had it, or the last one `expired` or was `revoked`. */
  readonly because: 'never' | 'expired' | 'revoked';
  /** What must be held first and is not; empty = it can be earned today. */
  readonly missingPrerequisites: readonly string[];
}

/** What a person lacks on a day of all that could be earned. */
export function gapsOf(earnable: readonly Earnable[], held: readonly Held[], today: string): readonly Gap[] {
  return earnable.flatMap(({ prerequisites, ...definition }) => {
    const own = held.filter(({ code }) => code === definition.code);
    if (own.some((one) => countsOn(one, today))) return [];
    const last = own.toSorted((a, b) => a.earnedOn.localeCompare(b.earnedOn)).at(-1);
    const because = last === undefined ? 'never' : last.status === 'revoked' ? 'revoked' : 'expired';
    return [{ ...definition, because, missingPrerequisites: missingOn(today, prerequisites, held) }];
  });
}
