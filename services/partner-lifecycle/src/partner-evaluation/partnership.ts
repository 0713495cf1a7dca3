import type { EvaluationModelSpec, PartnershipType } from './evaluation-model.js';

export type Flag = 'limited_reach' | 'white_space' | 'not_advisable';
export type Recommendation = 'proceed' | 'nurture' | 'decline';
type Side = 'low' | 'high';

/** An axis of the portfolio: the side it stands on, and since when evaluations have been reading the other one. */
export interface AxisStanding {
  readonly side: Side;
  /** ISO instant */
  readonly leaningSince: string | null;
}

/** What an evaluation leaves behind for the next one to compare with. */
export interface Standing {
  readonly interest: AxisStanding;
  readonly attractiveness: AxisStanding;
}

type Rules = Pick<EvaluationModelSpec, 'threshold' | 'band' | 'dwellDays' | 'veryHighPotential'>;

const daysBetween = (from: Date, to: Date): number => (to.getTime() - from.getTime()) / 86_400_000;

// A reading back on the held side ends the leaning: only evaluations in a row count towards the quarter.
function standOn(value: number, held: AxisStanding | null, at: Date, rules: Rules): AxisStanding {
  const side: Side = value >= rules.threshold ? 'high' : 'low';
  if (held === null || held.side === side) return { side, leaningSince: null };
  const passed = Math.abs(value - rules.threshold) >= rules.band;
  const dwelt = held.leaningSince !== null && daysBetween(new Date(held.leaningSince), at) >= rules.dwellDays;
  return passed || dwelt
    ? { side, leaningSince: null }
    : { side: held.side, leaningSince: held.leaningSince ?? at.toISOString() };
}

/** Where interest and attractiveness stand now. A first classification has no band; later ones need five points at once, or a quarter of readings. */
export function standingOf(
  interest: number,
  attractiveness: number,
  held: Standing | null,
  at: Date,
  rules: Rules,
): Standing {
  return {
    interest: standOn(interest, held?.interest ?? null, at, rules),
    attractiveness: standOn(attractiveness, held?.attractiveness ?? null, at, rules),
  };
}

export function typeOf(standing: Standing): PartnershipType {
  if (standing.interest.side === 'high') return standing.attractiveness.side === 'high' ? 'strategic' : 'transactional';
  return standing.attractiveness.side === 'high' ? 'futuristic' : 'ineffective';
}

/** Remarks beside the type, never a fifth type. An unknown potential flags nothing but the transactional one. */
export function flagsOf(type: PartnershipType, potential: number | null, rules: Rules): readonly Flag[] {
  const veryHigh = potential !== null && potential >= rules.veryHighPotential;
  if (type === 'strategic') return potential !== null && potential < 40 ? ['limited_reach'] : [];
  if (type === 'ineffective') return veryHigh ? ['white_space'] : [];
  return type === 'transactional' && !veryHigh ? ['not_advisable'] : [];
}

export function recommendationOf(type: PartnershipType, flags: readonly Flag[]): Recommendation {
  switch (type) {
    case 'strategic':
      return 'proceed';
    case 'futuristic':
      return 'nurture';
    case 'transactional':
      return flags.includes('not_advisable') ? 'decline' : 'proceed';
    case 'ineffective':
      return 'decline';
  }
}
