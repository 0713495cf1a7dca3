import { Flag, ListOf, Nested, OneOf, Text, Whole } from '@tributary/http';
import type { AimedAt, Level } from '../maturity-model/model-content.js';
import type { TargetSource } from './improvement.js';

const figure = (example: string, description: string) => ({ max: 40, example, description });
const level = { min: 1, max: 4, example: 3 };

export class ExpectedKpiDto {
  @Text({ max: 100, example: 'deal_decision_p90_hours' })
  readonly metric: string;

  @Text({ max: 200, example: '40 -> 16' })
  readonly effect: string;

  @Whole({ example: 6 })
  readonly afterMonths: number;
}

export class StepDto {
  @Text({ max: 120, example: 'R02' })
  readonly id: string;

  @Text({ max: 1000, example: 'Search conflicts automatically, promise a decision time' })
  readonly name: string;

  @Flag({ example: false, description: 'Made from the next anchor, as the catalog has none' })
  readonly isGenerated: boolean;

  @Text(figure('2.4', 'Where the capability stands when it begins, exact'))
  readonly from: string;

  @Whole(level)
  readonly to: Level;

  @Text(figure('8.40', 'Person-weeks; less by as much as it begins above its start'))
  readonly effort: string;

  @Text(figure('9.60', 'Calendar weeks'))
  readonly weeks: string;

  @ListOf('string', { max: 20, example: ['R01', 'R05'] })
  readonly requires: readonly string[];

  @ListOf('string', { max: 20, example: ['R05'], description: 'What it requires and is not reached yet' })
  readonly openPrerequisites: readonly string[];

  @OneOf(['experience', 'effectiveness', 'productivity'], { nullable: true, example: 'effectiveness' })
  readonly outcome: AimedAt | null;

  @Nested(() => ExpectedKpiDto, { nullable: true })
  readonly kpi: ExpectedKpiDto | null;
}

export class ComparisonDto {
  @Text({ max: 100, example: 'deal-registration' })
  readonly capability: string;

  @Text({ max: 100, example: 'sales' })
  readonly area: string;

  @Text(figure('2.4000', 'Rounded to four places'))
  readonly score: string;

  @Whole(level)
  readonly target: Level;

  @OneOf(['capability', 'assessment', 'next_level'], { description: 'Where the target comes from' })
  readonly targetSource: TargetSource;

  @Text(figure('7.00', 'Percent of the overall mean'))
  readonly weight: string;
}

export class GapDto extends ComparisonDto {
  @Text(figure('0.6000', 'Target less score'))
  readonly gap: string;

  @Text(figure('8.40', 'Person-weeks of all steps'))
  readonly effort: string;

  @Text(figure('0.5000', 'Gap x weight / effort'))
  readonly priority: string;

  @Text({ max: 200, example: '0.6000 x 7.00 / 8.40 = 0.5000' })
  readonly formula: string;

  @ListOf(() => StepDto, { max: 10 })
  readonly steps: readonly StepDto[];
}

export class StrengthDto extends ComparisonDto {
  @Text(figure('0.2000', 'Score less target'))
  readonly surplus: string;
}

export class ImprovementsDto {
  @Text({ max: 100, example: 'expert_estimate', description: 'Where efforts and effects come from' })
  readonly basis: string;

  @ListOf(() => GapDto, { max: 100, description: 'The most for the least work first' })
  readonly gaps: readonly GapDto[];

  @ListOf(() => StrengthDto, { max: 100, description: 'Targets that are reached' })
  readonly strengths: readonly StrengthDto[];
}
