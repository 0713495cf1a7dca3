import { Decimals, Flag, ListOf, Nested, OneOf, Text, Whole } from '@tributary/http';
import type { AimedAt, Level } from './model-content.js';

/** As long as the events that name it allow. */
const code = { max: 64 };

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

  @Text({ ...code, example: 'training-certification' })
  readonly capability: string;

  @Decimals({ places: 4, min: 1, max: 4, example: '2.5', description: 'The least score that the level asks for' })
  readonly atLeast: string;
}

export class MaturityAreaDto {
  @Text({ ...code, example: 'presales' })
  readonly id: string;

  @Whole({ min: 1, max: 100, example: 15, description: 'Percent of the overall mean' })
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

  @ListOf('string', {
    min: 3,
    max: 3,
    maxLength: 20,
    example: ['20', '50', '75'],
    description: 'The values that support level 2, 3 and 4, as decimals',
  })
  readonly cuts: readonly string[];

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

  @Whole({ min: 1, max: 100, example: 60, description: 'Percent of the capability' })
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
  @Text({ ...code, example: 'joint-marketing' })
  readonly id: string;

  @Text({ ...code, example: 'presales' })
  readonly area: string;

  @Whole({ min: 1, max: 100, example: 35, description: 'Percent of the area' })
  readonly weight: number;

  @Flag({ example: false, description: 'Added to the capabilities of the framework by those who wrote the model' })
  readonly proposed: boolean;

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

  @Text({ ...code, example: 'deal-registration' })
  readonly capability: string;

  @Whole({ min: 1, max: 4, example: 2 })
  readonly from: Level;

  @Whole({ min: 1, max: 4, example: 3 })
  readonly to: Level;

  @Whole({ min: 1, max: 10_000, example: 14, description: 'Person-weeks of the vendor' })
  readonly effort: number;

  @Whole({ min: 1, max: 1000, example: 16, description: 'Calendar weeks' })
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
