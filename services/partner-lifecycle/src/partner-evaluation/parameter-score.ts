import type { EvaluationModel, ParameterId } from './evaluation-model.js';

/** How well a score is founded, from what the system measured itself down to nothing at all. */
export const evidenceQuality = {
  measured: 1,
  document: 0.8,
  third_party: 0.7,
  own_statement: 0.5,
  opinion: 0.3,
  none: 0,
} as const;
export type EvidenceKind = keyof typeof evidenceQuality;

export interface CriterionScore {
  readonly criterionId: string;
  /** A whole number from 0 to 5. */
  readonly score: number;
  readonly evidence: EvidenceKind;
  readonly note: string | null;
}

/** What one criterion gives to its parameter, in points of 100. */
export interface Contribution {
  readonly criterionId: string;
  readonly weight: number;
  /** Mean over the evaluators. */
  readonly score: number;
  readonly spread: number;
  readonly points: number;
}

export interface ParameterScore {
  /** 0 to 100 with one decimal; null while no criterion is scored. */
  readonly score: number | null;
  /** 0 to 1: weight times evidence quality. Missing evidence lowers it, never the score. */
  readonly confidence: number;
  /** 0 to 1: share of the weight that is scored. */
  readonly coverage: number;
  readonly contributions: readonly Contribution[];
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

// Scaled before it is rounded: 61.95 is 61.949999... as a double.
const rounded = (value: number, decimals: number): number =>
  Math.round(Number((value * 10 ** decimals).toPrecision(12))) / 10 ** decimals;

/** One parameter scored by several evaluators: the mean per criterion, and per criterion the best evidence that one of them saw. */
export function scoreParameter(
  model: EvaluationModel,
  parameter: ParameterId,
  partnerType: string,
  scorings: readonly (readonly CriterionScore[])[],
): ParameterScore {
  const scored = model.criteria(parameter, partnerType).flatMap(({ id, weight }) => {
    const given = scorings.flatMap((scores) => scores.filter(({ criterionId }) => criterionId === id));
    if (given.length === 0) return [];
    const points = given.map(({ score }) => score);
    return [
      {
        criterionId: id,
        weight,
        score: sum(points) / points.length,
        spread: Math.max(...points) - Math.min(...points),
        quality: Math.max(...given.map(({ evidence }) => evidenceQuality[evidence])),
      },
    ];
  });
  const weight = sum(scored.map((criterion) => criterion.weight));
  const points = scored.map((criterion) => (criterion.weight * criterion.score * 20) / weight);
  return {
    score: scored.length === 0 ? null : rounded(sum(points), 1),
    confidence: rounded(sum(scored.map((criterion) => criterion.weight * criterion.quality)) / 100, 3),
    coverage: weight / 100,
    contributions: scored.map(({ quality: _, ...criterion }, index) => ({
      ...criterion,
      score: rounded(criterion.score, 2),
      points: rounded(points[index] ?? 0, 2),
    })),
  };
}
