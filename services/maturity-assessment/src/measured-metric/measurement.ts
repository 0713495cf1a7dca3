import { Ratio } from '@tributary/kernel';
import type { Evidence, Level, Question } from '../maturity-model/model-content.js';
import type { Period } from './period.js';

/** A figure that was counted from what the other services told. */
export interface Figure {
  readonly value: Ratio | null;
  /** How many cases stand behind it. */
  readonly n: number;
  /** The last event that went into it. */
  readonly lastEventAt: Date | null;
  /** What a reader has to know of it. */
  readonly remark: string | null;
}

export type Verdict = 'proposed' | 'sample_too_small' | 'not_measured';

/** What is measured about a question, and the level that the figure supports. It proposes; it never answers. */
export interface Measurement {
  readonly question: string;
  readonly capability: string;
  readonly metric: string;
  readonly measure: string;
  readonly unit: string;
  readonly better: 'higher' | 'lower';
  readonly cuts: readonly string[];
  readonly minSample: number;
  readonly provesUpTo: Level;
  readonly value: string | null;
  readonly n: number;
  /** ISO instants */
  readonly from: string;
  readonly until: string;
  readonly measuredAt: string;
  readonly lastEventAt: string | null;
  readonly verdict: Verdict;
  readonly proposes: Level | null;
  readonly remark: string | null;
}

// In a draft anything may stand as a cut; before it is published it has to be a number.
const decimal = /^-?\d+(\.\d+)?$/;

export interface Measuring {
  readonly period: Period;
  readonly now: Date;
}

export function measurementOf(
  { id, evidence }: Question,
  capability: string,
  figure: Figure | null,
  { period, now }: Measuring,
): Measurement {
  const { metric, measure, unit, better, minSample, provesUpTo } = evidence;
  const isEnough = figure !== null && figure.value !== null && figure.n >= minSample;
  const isComparable = evidence.cuts.every((cut) => decimal.test(String(cut)));
  return {
    ...{ question: id, capability, metric, measure, unit, better, minSample, provesUpTo },
    cuts: evidence.cuts.map(String),
    value: figure?.value?.toFixed(2) ?? null,
    n: figure?.n ?? 0,
    from: period.from.toISOString(),
    until: period.until.toISOString(),
    measuredAt: now.toISOString(),
    lastEventAt: figure?.lastEventAt?.toISOString() ?? null,
    verdict: figure === null || !isComparable ? 'not_measured' : isEnough ? 'proposed' : 'sample_too_small',
    proposes: isEnough && isComparable && figure.value !== null ? proposedLevel(evidence, figure.value) : null,
    remark: isComparable ? remarkOf(evidence, figure) : 'Its cuts are no numbers: nothing is compared with them.',
  };
}

function remarkOf({ needs }: Evidence, figure: Figure | null): string | null {
  return figure === null ? (needs === null ? null : `Needs ${needs}`) : figure.remark;
}

/** The level whose cut the figure reaches, at most the one that a figure alone can prove. */
export function proposedLevel(evidence: Pick<Evidence, 'better' | 'cuts' | 'provesUpTo'>, value: Ratio): Level {
  const reached = evidence.cuts.filter((cut) => {
    const order = value.compare(Ratio.parse(String(cut)));
    return evidence.better === 'higher' ? order >= 0 : order <= 0;
  });
  return Math.min(reached.length + 1, evidence.provesUpTo) as Level;
}
