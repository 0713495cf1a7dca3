import { Free, ListOf, OneOf, Text, Whole } from '@tributary/http';
import { parameterIds, type EvaluationModelSpec } from './evaluation-model.js';

export class CriterionDto {
  @Text({ max: 20, example: 'P1' })
  readonly id: string;

  @Text({ max: 200, example: 'White space reached' })
  readonly name: string;

  @Whole({ max: 100, example: 20, description: 'Out of 100 per parameter' })
  readonly weight: number;

  @OneOf(['finance', 'compliance'], {
    nullable: true,
    description: 'A score of 0 blocks approval; this role may lift it',
  })
  readonly knockout: 'finance' | 'compliance' | null;

  @Text({ max: 400, description: 'What a candidate is scored on', example: 'customer list' })
  readonly candidate: string;

  @Text({ max: 400, description: 'What an active partner is scored on', example: 'won new customers' })
  readonly active: string;

  @ListOf('string', { max: 6, maxLength: 400, description: 'What each score from 0 to 5 looks like' })
  readonly anchors: readonly string[];
}

export class ParameterDto {
  @OneOf(parameterIds)
  readonly id: string;

  @Text({ max: 400, example: 'What is the partnership worth to us?' })
  readonly question: string;

  @ListOf(() => CriterionDto, { max: 50 })
  readonly criteria: readonly CriterionDto[];
}

export class EvaluationModelDto {
  @Text({ max: 100, example: 'tributary-evaluation' })
  readonly id: string;

  @Whole({ min: 1, example: 1, description: 'Version of the criteria' })
  readonly modelVersion: number;

  @Text({ max: 100, example: 'expert_estimate' })
  readonly basis: string;

  @Whole({ max: 100, example: 60 })
  readonly threshold: number;

  @Whole({ max: 100, example: 80 })
  readonly veryHighPotential: number;

  @Whole({ max: 100, example: 5, description: 'Points by which the threshold is passed to change the type at once' })
  readonly band: number;

  @Whole({ max: 3650, example: 90, description: 'Days between two evaluations that change the type by any amount' })
  readonly dwellDays: number;

  @ListOf(() => ParameterDto, { max: 3 })
  readonly parameters: readonly ParameterDto[];

  @Free({
    example: { agent: { potential: { P1: 24 } } },
    description: 'Weights by partner type; a type without uses the defaults',
  })
  readonly overrides: object;

  @Free({ example: { strategic: { name: 'invest' } }, description: 'What to do about each type, and when to stop' })
  readonly plays: object;
}

export function modelAnswer({ version, parameters, ...spec }: EvaluationModelSpec): EvaluationModelDto {
  return {
    ...spec,
    modelVersion: version,
    parameters: parameters.map(({ criteria, ...parameter }) => ({
      ...parameter,
      criteria: criteria.map((criterion) => ({ ...criterion, knockout: criterion.knockout ?? null })),
    })),
  };
}
