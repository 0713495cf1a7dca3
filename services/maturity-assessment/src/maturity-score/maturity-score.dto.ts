import { Flag, ListOf, Nested, OneOf, Text, Whole } from '@tributary/http';
import type { Level } from '../maturity-model/model-content.js';
import type { Scores } from './dossier.js';
import type { Standing } from './weighted-mean.js';

const standings = ['counted', 'not_applicable', 'open', 'not_asked'] as const;
const exact = { max: 200, nullable: true, example: '2.6', description: 'Exact: a decimal, or a fraction such as 8/3' };

export class ScoreTermDto {
  @Text({ max: 100, example: 'DR1' })
  readonly id: string;

  @Whole({ min: 1, max: 100, example: 60 })
  readonly weight: number;

  @Text({ ...exact, example: '3' })
  readonly value: string | null;

  @OneOf(standings, { description: 'What does not count leaves the sum, and its weight is shared out' })
  readonly standing: Standing;
}

export class ScoreLineDto {
  @Text({ max: 100, example: 'deal-registration' })
  readonly id: string;

  @ListOf(() => ScoreTermDto, { max: 100 })
  readonly terms: readonly ScoreTermDto[];

  @Whole({ example: 100 })
  readonly countedWeight: number;

  @Text({ max: 20, nullable: true, example: '2.6000', description: 'Rounded to four places' })
  readonly mean: string | null;

  @Text(exact)
  readonly exact: string | null;

  @Text({ max: 5000, nullable: true, example: '(60 x 3 + 40 x 2) / 100 = 2.6' })
  readonly formula: string | null;

  @OneOf(standings)
  readonly standing: Standing;
}

export class CapabilityScoreDto extends ScoreLineDto {
  @Text({ max: 100, example: 'sales' })
  readonly area: string;
}

export class LevelConditionDto {
  @OneOf(['overall', 'area', 'gate'], { example: 'gate' })
  readonly kind: 'overall' | 'area' | 'gate';

  @Text({ max: 100, example: 'communication' })
  readonly of: string;

  @Whole({ min: 1, max: 4, nullable: true, example: 3, description: 'The level whose gate it is' })
  readonly gateOf: Level | null;

  @Text({ max: 20, example: '2.5' })
  readonly needs: string;

  @Text({ ...exact, example: '2' })
  readonly has: string | null;

  @Text({ ...exact, example: '0.5', description: 'How much more it takes' })
  readonly short: string | null;

  @Flag({ example: false })
  readonly isMet: boolean;

  @Text({ max: 500, example: 'gate communication needs 2.5 and has 2.0000, 0.5000 short' })
  readonly detail: string;
}

export class LevelCheckDto {
  @Whole({ min: 1, max: 4, example: 3 })
  readonly level: Level;

  @Flag({ example: false })
  readonly isReached: boolean;

  @ListOf(() => LevelConditionDto, { max: 200 })
  readonly conditions: readonly LevelConditionDto[];
}

export class NextLevelDto {
  @Whole({ min: 1, max: 4, example: 3 })
  readonly level: Level;

  @ListOf(() => LevelConditionDto, { max: 200, description: 'What it lacks, in numbers' })
  readonly missing: readonly LevelConditionDto[];
}

export class MaturityScoreDto {
  @Flag({ description: 'Every question that is asked has an answer' })
  readonly isComplete: boolean;

  @ListOf('string', { max: 500, example: ['PC1'], description: 'Questions without an answer' })
  readonly open: readonly string[];

  @ListOf('string', { max: 500, example: ['WM1'], description: 'Questions that do not apply' })
  readonly notApplicable: readonly string[];

  @ListOf(() => CapabilityScoreDto, { max: 100 })
  readonly capabilities: readonly CapabilityScoreDto[];

  @ListOf(() => ScoreLineDto, { max: 20 })
  readonly areas: readonly ScoreLineDto[];

  @Nested(() => ScoreLineDto)
  readonly overall: ScoreLineDto;

  @Whole({ min: 1, max: 4, nullable: true, example: 2 })
  readonly level: Level | null;

  @ListOf(() => LevelCheckDto, { max: 4, description: 'Every condition of every level' })
  readonly checks: readonly LevelCheckDto[];

  @Nested(() => NextLevelDto, { nullable: true, description: 'Why the next level is not reached' })
  readonly next: NextLevelDto | null;
}

export class ShownScoreDto {
  @Text({ max: 40, example: 'in_progress' })
  readonly status: string;

  @Flag({ example: true, description: 'Before the submission it changes with every answer' })
  readonly isProvisional: boolean;

  @Text({ max: 100, example: 'expert_estimate', description: 'Where the figures of the model come from' })
  readonly basis: string;

  @Nested(() => MaturityScoreDto)
  readonly score: MaturityScoreDto;

  @Nested(() => MaturityScoreDto, { nullable: true, description: 'As its partners see it; never part of the score' })
  readonly partnerScore: MaturityScoreDto | null;
}

export function scoreAnswer(shown: Scores & { status: string; basis: string }): ShownScoreDto {
  const isProvisional = shown.status === 'draft' || shown.status === 'in_progress';
  return { ...shown, isProvisional };
}
