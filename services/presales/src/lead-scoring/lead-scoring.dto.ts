import { Instant, ListOf, Nested, OneOf, Text, Whole, Flag } from '@tributary/http';
import { scoredFacts, scoredTouches, scoringGroups, type ScoringRule } from './scoring-rule.js';

const left = { optional: true } as const;

export class ScoringConditionDto {
  @OneOf(scoredFacts, { ...left, description: 'What the lead says' })
  readonly fact?: (typeof scoredFacts)[number];

  @ListOf('string', { ...left, min: 1, max: 50, maxLength: 64, example: ['enterprise'] })
  readonly oneOf?: readonly string[];

  @Whole({ ...left, example: 1000, description: 'Employees at least' })
  readonly from?: number;

  @Whole({ ...left, example: 10000, description: 'Fewer employees than this' })
  readonly below?: number;

  @Flag({ ...left, description: 'True: the fact is known, whatever it is' })
  readonly known?: boolean;

  @OneOf(scoredTouches, { ...left, description: 'What the person did' })
  readonly touch?: NonNullable<ScoringRule['when']['touch']>;

  @Whole({ min: 1, max: 3650, ...left, example: 30 })
  readonly withinDays?: number;
}

export class ScoringRuleDto {
  @Text({ max: 64, example: 'enterprise' })
  readonly id: string;

  @OneOf(scoringGroups)
  readonly group: ScoringRule['group'];

  @Whole({ min: -100, max: 100, example: 15, description: 'For a touch: each time' })
  readonly points: number;

  @Whole({ min: -100, max: 100, ...left, example: 30, description: 'What repeated touches give at most' })
  readonly most?: number;

  @Nested(() => ScoringConditionDto, { example: { fact: 'segment', oneOf: ['enterprise'] } })
  readonly when: ScoringConditionDto;
}

const example = [{ id: 'enterprise', group: 'fit', points: 15, when: { fact: 'segment', oneOf: ['enterprise'] } }];

export class ScoringRulesDto {
  @Whole({ min: 1, example: 1, description: 'The version that is changed: the one in force' })
  readonly version: number;

  @Whole({ min: 1, max: 100, example: 75, description: 'The score from which a lead is hot' })
  readonly hotFrom: number;

  @ListOf(() => ScoringRuleDto, { min: 1, max: 100, example })
  readonly rules: readonly ScoringRuleDto[];
}

export class ScoringEditionDto extends ScoringRulesDto {
  @Text({ max: 200, nullable: true, example: null, description: 'Null: it ships with the product' })
  readonly changedBy: string | null;

  @Instant({ nullable: true })
  readonly changedAt: Date | null;
}
