import {
  parameterIds,
  type EvaluationModel,
  type ParameterId,
  type PartnershipType,
  type Play,
} from './evaluation-model.js';
import { scoreParameter, type CriterionScore, type ParameterScore } from './parameter-score.js';
import {
  flagsOf,
  recommendationOf,
  standingOf,
  typeOf,
  type Flag,
  type Recommendation,
  type Standing,
} from './partnership.js';

export type Stage = 'candidate' | 'active';

/** Several people see one criterion differently by two points or more: to be talked about, not averaged away. */
export interface DiscussionNote {
  readonly criterionId: string;
  readonly spread: number;
}

export interface Knockout {
  readonly criterionId: string;
  readonly liftedBy: 'finance' | 'compliance';
}

export interface Classification {
  readonly type: PartnershipType;
  readonly flags: readonly Flag[];
  readonly recommendation: Recommendation;
  readonly play: Play;
  /** Too little is scored or founded on interest or attractiveness to rely on the type. */
  readonly provisional: boolean;
  readonly standing: Standing;
}

export interface EvaluationResult {
  readonly parameters: Readonly<Record<ParameterId, ParameterScore>>;
  readonly classification: Classification | null;
  readonly discussion: readonly DiscussionNote[];
  readonly knockouts: readonly Knockout[];
  /** How many people scored both interest and attractiveness: those decide the type. */
  readonly evaluators: number;
}

/** A candidate has proven nothing yet. */
const candidateInterestCap = 80;

export interface EvaluationBasis {
  readonly model: EvaluationModel;
  readonly partnerType: string;
  readonly stage: Stage;
  /** Where the last evaluation left the partner; null for the first. */
  readonly held: Standing | null;
  readonly at: Date;
}

function classify(
  parameters: Readonly<Record<ParameterId, ParameterScore>>,
  { model, held, at }: EvaluationBasis,
): Classification | null {
  const { interest, attractiveness, potential } = parameters;
  if (interest.score === null || attractiveness.score === null) return null;
  const standing = standingOf(interest.score, attractiveness.score, held, at, model.spec);
  const type = typeOf(standing);
  const flags = flagsOf(type, potential.score, model.spec);
  return {
    type,
    flags,
    recommendation: recommendationOf(type, flags),
    play: model.spec.plays[type],
    provisional: [interest, attractiveness].some(({ coverage, confidence }) => coverage < 0.6 || confidence < 0.4),
    standing,
  };
}

/** Scores, type, flags and recommendation from what the evaluators have scored so far. */
export function evaluate(scorings: readonly (readonly CriterionScore[])[], basis: EvaluationBasis): EvaluationResult {
  const score = (id: ParameterId): ParameterScore => scoreParameter(basis.model, id, basis.partnerType, scorings);
  const interest = score('interest');
  const cap = basis.stage === 'candidate' && interest.score !== null;
  const parameters = {
    potential: score('potential'),
    interest: cap ? { ...interest, score: Math.min(interest.score, candidateInterestCap) } : interest,
    attractiveness: score('attractiveness'),
  };
  const decisive = (id: ParameterId): ReadonlySet<string> =>
    new Set(basis.model.criteria(id, basis.partnerType).map((criterion) => criterion.id));
  const [ofInterest, ofAttractiveness] = [decisive('interest'), decisive('attractiveness')];
  const zeroes = new Set(
    scorings.flatMap((scores) => scores.filter((one) => one.score === 0).map(({ criterionId }) => criterionId)),
  );
  return {
    parameters,
    classification: classify(parameters, basis),
    discussion: parameterIds.flatMap((id) =>
      parameters[id].contributions
        .filter(({ spread }) => spread >= 2)
        .map(({ criterionId, spread }) => ({ criterionId, spread })),
    ),
    knockouts: basis.model
      .asked(basis.partnerType)
      .flatMap(({ id, knockout }) =>
        knockout !== undefined && zeroes.has(id) ? [{ criterionId: id, liftedBy: knockout }] : [],
      ),
    evaluators: scorings.filter(
      (scores) =>
        scores.some((one) => ofInterest.has(one.criterionId)) &&
        scores.some((one) => ofAttractiveness.has(one.criterionId)),
    ).length,
  };
}
