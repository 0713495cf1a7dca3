import { Flag, Free, Instant, ListOf, OneOf, Representation, Text, Uuid, Whole } from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import { CriterionScoreDto, LiftKnockoutDto } from './evaluation-input.dto.js';
import { parameterIds, partnershipTypes, type ParameterId, type PartnershipType } from './evaluation-model.js';
import { PartnerEvaluation, type PartnerEvaluationState } from './partner-evaluation.js';

export class ScoringDto {
  @Text({ max: 200, example: 'channel-manager' })
  readonly evaluator: string;

  @Flag({ example: false })
  readonly hasStake: boolean;

  @Instant()
  readonly scoredAt: string;

  @ListOf(() => CriterionScoreDto, { max: 50 })
  readonly scores: readonly CriterionScoreDto[];
}

export class MissingDto {
  @Text({ max: 60, example: 'SECOND_EVALUATOR_REQUIRED' })
  readonly code: string;

  @Text({ max: 400, example: 'The answer is strategic: a second person has to score too.' })
  readonly detail: string;
}

export class OpenKnockoutDto {
  @Text({ max: 20, example: 'P7' })
  readonly criterionId: string;

  @OneOf(['finance', 'compliance'])
  readonly liftedBy: string;
}

export class LiftedKnockoutDto extends LiftKnockoutDto {
  @Text({ max: 200, example: 'finance' })
  readonly liftedBy: string;

  @Instant()
  readonly liftedAt: string;
}

export class DiscussionDto {
  @Text({ max: 20, example: 'I1' })
  readonly criterionId: string;

  @Whole({ max: 5, example: 2 })
  readonly spread: number;
}

export class PartnerEvaluationDto extends Representation {
  @Uuid({ nullable: true })
  readonly applicationId: string | null;

  @Uuid({ nullable: true })
  readonly partnerId: string | null;

  @Text({ max: 60, example: 'value_added_reseller' })
  readonly partnerType: string;

  @OneOf(['candidate', 'active'])
  readonly stage: 'candidate' | 'active';

  @OneOf(['open', 'completed'], { example: 'completed' })
  readonly status: 'open' | 'completed';

  @Text({ max: 100, example: 'tributary-evaluation' })
  readonly modelId: string;

  @Whole({ min: 1, example: 1 })
  readonly modelVersion: number;

  @OneOf(partnershipTypes, { nullable: true })
  readonly type: PartnershipType | null;

  @OneOf(['proceed', 'nurture', 'decline'], { nullable: true })
  readonly recommendation: string | null;

  @ListOf(['limited_reach', 'white_space', 'not_advisable'], { max: 3 })
  readonly flags: readonly string[];

  @Flag({ nullable: true, example: false, description: 'Too little is scored or founded to rely on the type' })
  readonly provisional: boolean | null;

  @Free({ nullable: true, example: { name: 'invest' }, description: 'What to do about a partner of this type' })
  readonly play: object | null;

  @Free({
    nullable: true,
    size: 2000,
    example: { interest: { score: 61.8, confidence: 0.8, coverage: 1, contributions: [] } },
    description:
      'Potential, interest and attractiveness: score of 100, confidence and coverage from 0 to 1, and what each criterion contributes',
  })
  readonly parameters: object | null;

  @ListOf(() => DiscussionDto, {
    max: 50,
    description: 'Criteria on which the evaluators differ by two points or more',
  })
  readonly discussion: readonly DiscussionDto[];

  @ListOf(() => OpenKnockoutDto, { max: 20, description: 'What blocks an approval until the named role lifts it' })
  readonly knockouts: readonly OpenKnockoutDto[];

  @ListOf(() => LiftedKnockoutDto, { max: 50 })
  readonly liftedKnockouts: readonly LiftedKnockoutDto[];

  @Whole({ max: 1000, example: 2, description: 'People who scored both interest and attractiveness' })
  readonly evaluators: number;

  @ListOf(() => MissingDto, { max: 10, description: 'What stands between this evaluation and its completion' })
  readonly missing: readonly MissingDto[];

  @ListOf(() => ScoringDto, { max: 200 })
  readonly scorings: readonly ScoringDto[];

  @Text({ max: 200, nullable: true, example: 'channel-manager' })
  readonly completedBy: string | null;

  @Instant({ nullable: true })
  readonly completedAt: Date | null;
}

export function evaluationAnswer(row: Saved<PartnerEvaluationState>): PartnerEvaluationDto {
  const { result, number: _number, ...evaluation } = row;
  const { missing, openKnockouts } = new PartnerEvaluation(row);
  const classification = result?.classification ?? null;
  return {
    ...evaluation,
    type: classification?.type ?? null,
    recommendation: classification?.recommendation ?? null,
    flags: classification?.flags ?? [],
    provisional: classification?.provisional ?? null,
    play: classification?.play ?? null,
    parameters: result === null ? null : byParameter(result.parameters),
    discussion: result?.discussion ?? [],
    knockouts: openKnockouts,
    evaluators: result?.evaluators ?? 0,
    missing,
  };
}

function byParameter(parameters: Readonly<Record<ParameterId, object>>): object {
  return Object.fromEntries(parameterIds.map((id) => [id, parameters[id]]));
}
