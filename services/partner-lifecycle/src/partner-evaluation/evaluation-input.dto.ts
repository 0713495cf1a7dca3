import { Flag, ListOf, ListQuery, OneOf, Text, Uuid, Whole } from '@tributary/http';
import { partnershipTypes, type PartnershipType } from './evaluation-model.js';
import { evidenceQuality, type CriterionScore, type EvidenceKind } from './parameter-score.js';

const evidenceKinds = Object.keys(evidenceQuality) as EvidenceKind[];

export class CriterionScoreDto {
  @Text({ max: 20, example: 'I1', description: 'See GET /v1/partner-evaluations/model' })
  readonly criterionId: string;

  @Whole({ max: 5, example: 3 })
  readonly score: number;

  @OneOf(evidenceKinds, {
    optional: true,
    example: 'document',
    description: 'What the score rests on; an opinion unless told',
  })
  readonly evidence?: EvidenceKind;

  @Text({ max: 1000, optional: true, nullable: true, example: 'Reference call with two customers' })
  readonly note?: string | null;
}

export class ScoresDto {
  @ListOf(() => CriterionScoreDto, { min: 1, max: 50 })
  readonly scores: CriterionScoreDto[];

  @Flag({ optional: true, example: false, description: 'Your own bonus depends on this partner' })
  readonly hasStake?: boolean;
}

export class OpenEvaluationDto {
  @Uuid({ optional: true, description: 'Whom it is about: this or `partnerId`' })
  readonly applicationId?: string;

  @Uuid({ optional: true })
  readonly partnerId?: string;

  @ListOf(() => CriterionScoreDto, { max: 50, optional: true, description: 'Your scores; they may come later' })
  readonly scores?: CriterionScoreDto[];

  @Flag({ optional: true, example: false, description: 'Your own bonus depends on this partner' })
  readonly hasStake?: boolean;
}

export class LiftKnockoutDto {
  @Text({ max: 20, example: 'P7' })
  readonly criterionId: string;

  @Text({ max: 400, example: 'Bank guarantee on file' })
  readonly reason: string;
}

export class EvaluationListQuery extends ListQuery {
  @Uuid({ optional: true })
  readonly applicationId?: string;

  @Uuid({ optional: true })
  readonly partnerId?: string;

  @OneOf(['open', 'completed'], { optional: true })
  readonly status?: 'open' | 'completed';

  @OneOf(partnershipTypes, { optional: true })
  readonly type?: PartnershipType;
}

export function scoresOf(scores: readonly CriterionScoreDto[]): CriterionScore[] {
  return scores.map(({ criterionId, score, evidence, note }) => ({
    criterionId,
    score,
    evidence: evidence ?? 'opinion',
    note: note ?? null,
  }));
}
