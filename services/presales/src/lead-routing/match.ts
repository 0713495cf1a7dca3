import type { LeadRoutingRuleState, MatchWeights } from '../lead-routing-rule/lead-routing-rule.js';
import type { Candidate } from './candidate.js';

export interface Contribution {
  readonly factor: keyof MatchWeights;
  /** 0 to 1. */
  readonly value: number;
  readonly weight: number;
  readonly points: number;
  readonly because: string;
}

export interface Standing {
  /** 0 to 100. */
  readonly score: number;
  readonly contributions: readonly Contribution[];
}

// So many imagined observations at the usual rate stand beside the real ones: a newcomer is neither the best nor the worst.
const imagined = 5;
const usual = { acceptance: 0.5, conversion: 0.2 };
const usualAnswerHours = 8;

/** How well a partner matches: the rates are drawn towards those of all candidates, the more so the fewer observations there are. */
export function standingOf(
  candidate: Candidate,
  all: readonly Candidate[],
  { weights, mostOpenLeads }: Pick<LeadRoutingRuleState, 'weights' | 'mostOpenLeads'>,
): Standing {
  const { accepted, offers, converted, answerHours, openLeads } = candidate;
  const sum = (count: (each: Candidate) => number): number => all.reduce((total, each) => total + count(each), 0);
  const acceptance = drawn(
    accepted,
    offers,
    prior(
      sum((each) => each.accepted),
      sum((each) => each.offers),
      usual.acceptance,
    ),
  );
  const conversion = drawn(
    converted,
    accepted,
    prior(
      sum((each) => each.converted),
      sum((each) => each.accepted),
      usual.conversion,
    ),
  );
  const hours = drawnHours(answerHours, offers);
  const values: Record<keyof MatchWeights, readonly [number, string]> = {
    acceptance: [acceptance, `${accepted} of ${offers} offers accepted`],
    conversion: [conversion, `${converted} of ${accepted} accepted leads converted`],
    speed: [
      usualAnswerHours / (usualAnswerHours + hours),
      answerHours === null ? 'no answer yet' : `${round(answerHours)} h to answer`,
    ],
    capacity: [Math.max(0, 1 - openLeads / mostOpenLeads), `${openLeads} of ${mostOpenLeads} leads open`],
  };
  const total = Object.values(weights).reduce((all, weight) => all + weight, 0);
  const contributions = (Object.keys(values) as (keyof MatchWeights)[]).map((factor) => {
    const [value, because] = values[factor];
    const weight = weights[factor];
    return { factor, value: round(value), weight, points: round((100 * value * weight) / total), because };
  });
  return { score: round(contributions.reduce((all, { points }) => all + points, 0)), contributions };
}

function prior(hits: number, count: number, usualRate: number): number {
  return drawn(hits, count, usualRate);
}

function drawn(hits: number, count: number, rate: number): number {
  return (hits + imagined * rate) / (count + imagined);
}

function drawnHours(hours: number | null, count: number): number {
  if (hours === null) return usualAnswerHours;
  return (hours * count + imagined * usualAnswerHours) / (count + imagined);
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
