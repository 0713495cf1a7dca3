import { Ratio } from '@tributary/kernel';

/** What became of a part: only what has a value counts; the weight of all others is shared out. */
export type Standing = 'counted' | 'not_applicable' | 'open' | 'not_asked';

export interface Part {
  readonly id: string;
  readonly weight: number;
  readonly value: Ratio | null;
  readonly standing: Standing;
}

export interface Term {
  readonly id: string;
  readonly weight: number;
  /** Exact; null if it does not count. */
  readonly value: string | null;
  readonly standing: Standing;
}

/** One line of the arithmetic. Everything in it can be recomputed by hand. */
export interface Line {
  readonly id: string;
  readonly terms: readonly Term[];
  readonly countedWeight: number;
  /** Rounded to four places. */
  readonly mean: string | null;
  readonly exact: string | null;
  readonly formula: string | null;
  /** What this line is to the line above it. */
  readonly standing: Standing;
}

export interface Mean {
  readonly line: Line;
  readonly value: Ratio | null;
}

/** The mean of the parts that have a value, by their weights. */
export function weightedMean(id: string, parts: readonly Part[]): Mean {
  const counted = parts.flatMap(({ weight, value }) => (value === null ? [] : [{ weight, value }]));
  const countedWeight = counted.reduce((sum, { weight }) => sum + weight, 0);
  const sum = counted.reduce((total, { weight, value }) => total.plus(value.times(Ratio.of(weight))), Ratio.of(0));
  const value = countedWeight === 0 ? null : sum.dividedBy(Ratio.of(countedWeight));
  const terms = parts.map((part) => ({
    id: part.id,
    weight: part.weight,
    value: part.value?.toString() ?? null,
    standing: part.standing,
  }));
  const products = counted.map((part) => `${part.weight} x ${part.value.toString()}`).join(' + ');
  const line = {
    id,
    terms,
    countedWeight,
    mean: value?.toFixed(4) ?? null,
    exact: value?.toString() ?? null,
    formula: value === null ? null : `(${products}) / ${countedWeight} = ${value.toString()}`,
    standing: standingOf(parts, value),
  };
  return { line, value };
}

function standingOf(parts: readonly Part[], value: Ratio | null): Standing {
  if (value !== null) return 'counted';
  if (parts.some(({ standing }) => standing === 'open')) return 'open';
  return parts.some(({ standing }) => standing === 'not_applicable') ? 'not_applicable' : 'not_asked';
}
