import { Aggregate, Forbidden, InvalidTransition, RuleViolation, type Actor } from '@tributary/kernel';
import type { EvaluationModel, PartnershipType } from './evaluation-model.js';
import { evaluate, type EvaluationResult, type Stage } from './evaluation-result.js';
import type { CriterionScore } from './parameter-score.js';
import type { Standing } from './partnership.js';

export interface Scoring {
  readonly evaluator: string;
  /** The evaluator's own bonus depends on this partner, who therefore must not be scored by this person alone. */
  readonly hasStake: boolean;
  readonly scores: readonly CriterionScore[];
  /** ISO instant */
  readonly scoredAt: string;
}

export interface LiftedKnockout {
  readonly criterionId: string;
  readonly liftedBy: string;
  readonly reason: string;
  /** ISO instant */
  readonly liftedAt: string;
}

export interface PartnerEvaluationState {
  readonly id: string;
  readonly applicationId: string | null;
  readonly partnerId: string | null;
  readonly partnerType: string;
  readonly stage: Stage;
  readonly modelId: string;
  readonly modelVersion: number;
  readonly status: 'open' | 'completed';
  readonly scorings: readonly Scoring[];
  readonly liftedKnockouts: readonly LiftedKnockout[];
  readonly result: EvaluationResult | null;
  readonly completedBy: string | null;
  readonly completedAt: Date | null;
}

export type PartnerEvaluationEvent =
  | { readonly type: 'EvaluationOpened' }
  | { readonly type: 'EvaluationScored'; readonly evaluator: string }
  | { readonly type: 'EvaluationReopened'; readonly evaluator: string }
  | {
      readonly type: 'KnockoutLifted';
      readonly criterionId: string;
      readonly liftedBy: string;
      readonly reason: string;
    }
  | { readonly type: 'EvaluationCompleted'; readonly completedBy: string }
  | { readonly type: 'PartnershipTypeChanged'; readonly from: PartnershipType | null; readonly to: PartnershipType };

/** What an earlier evaluation of the same partner or candidate came to. */
export interface Precedent {
  readonly type: PartnershipType;
  readonly standing: Standing;
}

export type EvaluationSubject = Pick<
  PartnerEvaluationState,
  'id' | 'applicationId' | 'partnerId' | 'partnerType' | 'stage'
>;

/** What still stands between an open evaluation and its completion. */
export interface Missing {
  readonly code: 'PARAMETER_UNSCORED' | 'SECOND_EVALUATOR_REQUIRED' | 'INDEPENDENT_EVALUATOR_REQUIRED';
  readonly detail: string;
}

/** A candidate or partner scored on potential, interest and attractiveness by one or more people, until somebody completes it; a further evaluator opens it again. */
export class PartnerEvaluation extends Aggregate<PartnerEvaluationState, PartnerEvaluationEvent> {
  static open(subject: EvaluationSubject, model: EvaluationModel): PartnerEvaluation {
    const evaluation = new PartnerEvaluation({
      ...subject,
      modelId: model.spec.id,
      modelVersion: model.spec.version,
      status: 'open',
      scorings: [],
      liftedKnockouts: [],
      result: null,
      completedBy: null,
      completedAt: null,
    });
    evaluation.apply({}, { type: 'EvaluationOpened' });
    return evaluation;
  }

  /** The evaluator's scores so far: a criterion scored again replaces that person's earlier score, the others stay. */
  score(
    evaluator: string,
    scores: readonly CriterionScore[],
    facts: { hasStake: boolean; at: Date; model: EvaluationModel; held: Standing | null },
  ): void {
    const asked = new Set(facts.model.asked(this.state.partnerType).map(({ id }) => id));
    const unknown = scores.filter(({ criterionId }) => !asked.has(criterionId)).map(({ criterionId }) => criterionId);
    if (unknown.length > 0)
      throw new RuleViolation('CRITERION_NOT_ASKED', `Not asked of this partner type: ${unknown.join(', ')}.`);
    if (scores.some(({ score }) => !Number.isInteger(score) || score < 0 || score > 5))
      throw new RuleViolation('SCORE_OUT_OF_RANGE', 'A score is a whole number from 0 to 5.');
    const again = new Set(scores.map(({ criterionId }) => criterionId));
    if (again.size < scores.length)
      throw new RuleViolation('CRITERION_SCORED_TWICE', 'Each criterion is scored once in a call.');
    const own = this.state.scorings.find((scoring) => scoring.evaluator === evaluator);
    const kept = own?.scores.filter(({ criterionId }) => !again.has(criterionId)) ?? [];
    const scoring: Scoring = {
      evaluator,
      hasStake: facts.hasStake || (own?.hasStake ?? false),
      scores: [...kept, ...scores],
      scoredAt: facts.at.toISOString(),
    };
    const scorings = [...this.state.scorings.filter((other) => other !== own), scoring];
    const result = this.evaluated(scorings, facts.model, facts.held, facts.at);
    if (this.state.status === 'completed') {
      this.apply({ status: 'open', completedBy: null, completedAt: null }, { type: 'EvaluationReopened', evaluator });
    }
    this.apply({ scorings, result }, { type: 'EvaluationScored', evaluator });
  }

  liftKnockout(criterionId: string, reason: string, actor: Actor, at: Date): void {
    const knockout = this.openKnockouts.find((open) => open.criterionId === criterionId);
    if (knockout === undefined) throw new RuleViolation('NO_KNOCKOUT', `There is no knock-out on ${criterionId}.`);
    if (!actor.roles.includes(knockout.liftedBy)) {
      throw new Forbidden(
        'KNOCKOUT_ROLE',
        `Only the role "${knockout.liftedBy}" may lift the knock-out on ${criterionId}.`,
      );
    }
    const lifted: LiftedKnockout = { criterionId, liftedBy: actor.subject, reason, liftedAt: at.toISOString() };
    this.apply(
      { liftedKnockouts: [...this.state.liftedKnockouts, lifted] },
      { type: 'KnockoutLifted', criterionId, liftedBy: actor.subject, reason },
    );
  }

  /** `before` is what the last evaluation of the same partner or candidate came to. */
  complete(completedBy: string, model: EvaluationModel, before: Precedent | null, at: Date): void {
    if (this.state.status === 'completed') throw new InvalidTransition('completed', []);
    const result = this.evaluated(this.state.scorings, model, before?.standing ?? null, at);
    const [missing] = missingFrom(this.state.scorings, result);
    if (missing !== undefined) throw new RuleViolation(missing.code, missing.detail);
    this.apply(
      { status: 'completed', result, completedBy, completedAt: at },
      { type: 'EvaluationCompleted', completedBy },
    );
    const from = before?.type ?? null;
    const to = result.classification?.type;
    if (this.state.partnerId !== null && to !== undefined && to !== from)
      this.apply({}, { type: 'PartnershipTypeChanged', from, to });
  }

  get missing(): readonly Missing[] {
    return this.state.status === 'completed' ? [] : missingFrom(this.state.scorings, this.state.result);
  }

  get openKnockouts(): EvaluationResult['knockouts'] {
    const lifted = new Set(this.state.liftedKnockouts.map(({ criterionId }) => criterionId));
    return (this.state.result?.knockouts ?? []).filter(({ criterionId }) => !lifted.has(criterionId));
  }

  private evaluated(
    scorings: readonly Scoring[],
    model: EvaluationModel,
    held: Standing | null,
    at: Date,
  ): EvaluationResult {
    const { partnerType, stage } = this.state;
    return evaluate(
      scorings.map(({ scores }) => scores),
      { model, partnerType, stage, held, at },
    );
  }
}

function missingFrom(scorings: readonly Scoring[], result: EvaluationResult | null): readonly Missing[] {
  if (!result?.classification || result.parameters.potential.score === null) {
    return [
      {
        code: 'PARAMETER_UNSCORED',
        detail: 'Score at least one criterion each of potential, interest and attractiveness.',
      },
    ];
  }
  const missing: Missing[] = [];
  if (result.classification.type === 'strategic' && result.evaluators < 2) {
    missing.push({
      code: 'SECOND_EVALUATOR_REQUIRED',
      detail: 'The answer is strategic: a second person has to score interest and attractiveness too.',
    });
  }
  if (scorings.every(({ hasStake }) => hasStake)) {
    missing.push({
      code: 'INDEPENDENT_EVALUATOR_REQUIRED',
      detail: 'Nobody scores a partner that pays their own bonus alone: a person without a stake has to score too.',
    });
  }
  return missing;
}
