import { Ratio } from '@tributary/kernel';
import type { Level, ModelContent } from '../maturity-model/model-content.js';
import type { Target } from '../maturity-score/dossier.js';
import type { MaturityScore } from '../maturity-score/score.js';
import type { Term } from '../maturity-score/weighted-mean.js';
import { levelAbove, pathTo, type Standings, type Start, type Step } from './initiative-path.js';

export type TargetSource = 'capability' | 'assessment' | 'next_level';

export interface Comparison {
  readonly capability: string;
  readonly area: string;
  /** Rounded to four places. */
  readonly score: string;
  readonly target: Level;
  readonly targetSource: TargetSource;
  /** Percent of the overall mean, what does not apply shared out. */
  readonly weight: string;
}

/** What is missing to a target. Its priority is gap x weight / effort: the most for the least work comes first. */
export interface Gap extends Comparison {
  readonly gap: string;
  /** Person-weeks of all steps. */
  readonly effort: string;
  readonly priority: string;
  readonly formula: string;
  readonly steps: readonly Step[];
}

/** A target that is reached, or passed. */
export interface Strength extends Comparison {
  readonly surplus: string;
}

export interface Improvements {
  readonly gaps: readonly Gap[];
  readonly strengths: readonly Strength[];
}

export interface Targets {
  readonly targets: readonly Target[];
  readonly targetLevel: Level | null;
}

export function improvementsOf(model: ModelContent, score: MaturityScore, targets: Targets): Improvements {
  const standings: Standings = new Map(
    score.capabilities.map(({ id, exact }) => [id, exact === null ? null : Ratio.parse(exact)]),
  );
  const weights = weightsOf(score);
  const compared = model.capabilities.flatMap((capability) => {
    const [standing, weight] = [standings.get(capability.id), weights.get(capability.id)];
    if (standing === null || standing === undefined || weight === undefined) return [];
    const weakest = weakestOf(score.capabilities.find(({ id }) => id === capability.id)?.terms ?? []);
    return [{ capability, weakest, standing, weight, ...targetOf(capability.id, standing, targets) }];
  });
  const facts = ({ capability, standing, weight, target, targetSource }: (typeof compared)[number]): Comparison => ({
    ...{ capability: capability.id, area: capability.area, target, targetSource },
    ...{ score: standing.toFixed(4), weight: weight.toFixed(2) },
  });
  const gaps = compared
    .filter(({ standing, target }) => standing.compare(Ratio.of(target)) < 0)
    .map((each) => {
      const { priority, ...gap } = gapOf(each, model, standings);
      return { priority, gap: { ...facts(each), ...gap, priority: priority.toFixed(4) } };
    })
    .sort((a, b) => b.priority.compare(a.priority) || (a.gap.capability < b.gap.capability ? -1 : 1));
  const strengths = compared
    .map((each) => ({ each, surplus: each.standing.minus(Ratio.of(each.target)) }))
    .filter(({ surplus }) => surplus.compare(Ratio.of(0)) >= 0)
    .sort(
      (a, b) =>
        b.surplus.times(b.each.weight).compare(a.surplus.times(a.each.weight)) ||
        b.each.standing.compare(a.each.standing),
    );
  return {
    gaps: gaps.map(({ gap }) => gap),
    strengths: strengths.map(({ each, surplus }) => ({ ...facts(each), surplus: surplus.toFixed(4) })),
  };
}

interface Compared extends Start {
  readonly standing: Ratio;
  readonly weight: Ratio;
  readonly target: Level;
}

function gapOf({ standing, weight, target, ...start }: Compared, model: ModelContent, standings: Standings) {
  const gap = Ratio.of(target).minus(standing);
  const { steps, effort } = pathTo(target, start, model, standings);
  const priority = gap.times(weight).dividedBy(effort);
  return {
    priority,
    gap: gap.toFixed(4),
    effort: effort.toFixed(2),
    formula: `${gap.toFixed(4)} x ${weight.toFixed(2)} / ${effort.toFixed(2)} = ${priority.toFixed(4)}`,
    steps,
  };
}

function weakestOf(terms: readonly Term[]): string | null {
  const counted = terms.flatMap(({ id, weight, value }) => (value === null ? [] : [{ id, weight, value }]));
  counted.sort((a, b) => Ratio.parse(a.value).compare(Ratio.parse(b.value)) || b.weight - a.weight);
  return counted[0]?.id ?? null;
}

function targetOf(
  id: string,
  standing: Ratio,
  { targets, targetLevel }: Targets,
): { target: Level; targetSource: TargetSource } {
  const own = targets.find(({ capability }) => capability === id);
  if (own !== undefined) return { target: own.level, targetSource: 'capability' };
  if (targetLevel !== null) return { target: targetLevel, targetSource: 'assessment' };
  return { target: levelAbove(standing) ?? 4, targetSource: 'next_level' };
}

/** What each capability that counts is worth in the overall mean, in percent. */
function weightsOf(score: MaturityScore): Map<string, Ratio> {
  const ofArea = new Map(score.overall.terms.map(({ id, weight }) => [id, weight]));
  return new Map(
    score.areas.flatMap(({ id, countedWeight, terms }) =>
      terms
        .filter(({ standing }) => standing === 'counted')
        .map((term) => [
          term.id,
          Ratio.of((ofArea.get(id) ?? 0) * term.weight * 100, score.overall.countedWeight * countedWeight),
        ]),
    ),
  );
}
