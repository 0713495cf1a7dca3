import { Flag, ListOf, ListQuery, Nested, OneOf, Representation, Text, Whole } from '@tributary/http';
import type { RowFacts } from '@tributary/persistence';
import { ApiProperty } from '@nestjs/swagger';
import type { MaturityModelState } from './maturity-model.js';
import type { AimedAt, Level } from './model-content.js';

const figure = (example: number, description: string): PropertyDecorator =>
  ApiProperty({ type: 'number', example, description });

export class MaturityLevelDto {
  @Whole({ min: 1, max: 4, example: 3 })
  readonly level: Level;

  @Text({ max: 100, example: 'Established' })
  readonly name: string;

  @Text({ max: 500, example: 'Advanced functions include every kind of partner.' })
  readonly meaning: string;
}

export class MaturityGateDto {
  @Whole({ min: 1, max: 4, example: 3 })
  readonly level: Level;

  @Text({ max: 100, example: 'training-certification' })
  readonly capability: string;

  @figure(2.5, 'The least score that the level asks for')
  readonly atLeast: number;
}

export class MaturityAreaDto {
  @Text({ max: 100, example: 'presales' })
  readonly id: string;

  @figure(15, 'Percent of the overall mean')
  readonly weight: number;
}

export class MaturityEvidenceDto {
  @Text({ max: 100, example: 'mdf_with_pipeline_share' })
  readonly metric: string;

  @Text({ max: 1000, example: 'approved fund value whose campaign produced an opportunity / approved fund value' })
  readonly measure: string;

  @ListOf('string', { max: 20, example: ['MdfRequestApproved'] })
  readonly events: readonly string[];

  @Text({ max: 40, example: 'percent' })
  readonly unit: string;

  @OneOf(['higher', 'lower'])
  readonly better: 'higher' | 'lower';

  @ApiProperty({
    type: 'number',
    isArray: true,
    minItems: 3,
    maxItems: 3,
    example: [20, 50, 75],
    description: 'The values that support level 2, 3 and 4',
  })
  readonly cuts: readonly number[];

  @Whole({ min: 1, example: 10, description: 'Below it nothing is proposed' })
  readonly minSample: number;

  @Whole({ min: 1, max: 4, example: 3, description: 'The highest level that the figure alone can prove' })
  readonly provesUpTo: Level;

  @Text({ max: 500, nullable: true, example: null, description: 'Data that is still missing' })
  readonly needs: string | null;
}

export class MaturityQuestionDto {
  @Text({ max: 20, example: 'JM1' })
  readonly id: string;

  @Flag({ example: true, description: 'Part of the short form' })
  readonly core: boolean;

  @figure(60, 'Percent of the capability')
  readonly weight: number;

  @Text({ max: 1000, example: 'How is marketing with partners planned, funded and tied to results?' })
  readonly ask: string;

  @ListOf('string', {
    min: 4,
    max: 4,
    maxLength: 1000,
    example: ['Ad hoc.', 'Planned yearly.', 'Approved and proved.', 'Planned together.'],
  })
  readonly anchors: readonly string[];

  @Nested(() => MaturityEvidenceDto)
  readonly evidence: MaturityEvidenceDto;
}

export class MaturityCapabilityDto {
  @Text({ max: 100, example: 'joint-marketing' })
  readonly id: string;

  @Text({ max: 100, example: 'presales' })
  readonly area: string;

  @figure(35, 'Percent of the area')
  readonly weight: number;

  @ListOf(() => MaturityQuestionDto, { min: 1, max: 3 })
  readonly questions: readonly MaturityQuestionDto[];
}

export class MaturityKpiDto {
  @Text({ max: 100, example: 'deal_decision_p90_hours' })
  readonly metric: string;

  @Text({ max: 200, example: '40 -> 16' })
  readonly effect: string;

  @Whole({ min: 0, example: 6 })
  readonly afterMonths: number;
}

export class MaturityInitiativeDto {
  @Text({ max: 20, example: 'R02' })
  readonly id: string;

  @Text({ max: 100, example: 'deal-registration' })
  readonly capability: string;

  @Whole({ min: 1, max: 4, example: 2 })
  readonly from: Level;

  @Whole({ min: 1, max: 4, example: 3 })
  readonly to: Level;

  @figure(14, 'Person-weeks')
  readonly effort: number;

  @figure(16, 'Calendar weeks')
  readonly weeks: number;

  @ListOf('string', { max: 20, example: ['R01'] })
  readonly requires: readonly string[];

  @OneOf(['experience', 'effectiveness', 'productivity'])
  readonly outcome: AimedAt;

  @Text({ max: 300, example: 'Search conflicts automatically' })
  readonly name: string;

  @Nested(() => MaturityKpiDto)
  readonly kpi: MaturityKpiDto;
}

export class ListedMaturityModelDto extends Representation {
  @Text({ max: 100, example: 'tributary-prm' })
  readonly key: string;

  @Whole({ min: 1, example: 1, description: 'A release never changes' })
  readonly release: number;

  @Text({ max: 100, example: 'expert_estimate', description: 'Where its figures come from' })
  readonly basis: string;

  @Whole({ min: 0, example: 24 })
  readonly capabilityCount: number;

  @Whole({ min: 0, example: 34 })
  readonly questionCount: number;
}

export class MaturityModelDto extends Representation {
  @Text({ max: 100, example: 'tributary-prm' })
  readonly key: string;

  @Whole({ min: 1, example: 1, description: 'A release never changes' })
  readonly release: number;

  @Text({ max: 100, example: 'expert_estimate', description: 'Where its figures come from' })
  readonly basis: string;

  @ListOf(() => MaturityLevelDto, { max: 4 })
  readonly levels: readonly MaturityLevelDto[];

  @ListOf(() => MaturityGateDto, { max: 100 })
  readonly gates: readonly MaturityGateDto[];

  @ListOf(() => MaturityAreaDto, { max: 20 })
  readonly areas: readonly MaturityAreaDto[];

  @ListOf(() => MaturityCapabilityDto, { max: 100 })
  readonly capabilities: readonly MaturityCapabilityDto[];

  @ListOf(() => MaturityInitiativeDto, { max: 200 })
  readonly initiatives: readonly MaturityInitiativeDto[];
}

export class MaturityModelsQuery extends ListQuery {
  @Text({ max: 100, optional: true, example: 'tributary-prm' })
  readonly key?: string;
}

export function modelOf({ number: _, ...shown }: MaturityModelState & RowFacts): MaturityModelDto {
  return shown;
}

export function listedOf({ number: _, ...shown }: ListedMaturityModelDto & RowFacts): ListedMaturityModelDto {
  return shown;
}
