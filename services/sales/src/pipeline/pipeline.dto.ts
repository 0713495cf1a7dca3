import { Flag, ListOf, ListQuery, OneOf, Representation, Text, Whole } from '@tributary/http';
import { exitCriteria, forecastCategories, type PipelineStage } from './pipeline.js';

export { forecastCategories };

export class PipelineListQuery extends ListQuery {
  @Text({ max: 64, optional: true, example: 'services' })
  readonly code?: string;
}

export class PipelineStageDto {
  @Text({ max: 64, pattern: /^[a-z0-9_]+$/, example: 'qualification' })
  readonly code: string;

  @Text({ max: 200, example: 'Qualification' })
  readonly name: string;

  @Whole({ max: 100, example: 20, description: 'Percent' })
  readonly probability: number;

  @OneOf(forecastCategories)
  readonly forecastCategory: (typeof forecastCategories)[number];

  @ListOf(exitCriteria, {
    max: 10,
    example: ['expectedCloseOn'],
    description: 'What must be given before the stage is left',
  })
  readonly exit: (typeof exitCriteria)[number][];

  @OneOf(['won', 'lost'], {
    nullable: true,
    example: null,
    description: 'Set for the two stages in which an opportunity ends',
  })
  readonly outcome: 'won' | 'lost' | null;
}

export class NewPipelineDto {
  @Text({ max: 64, pattern: /^[a-z0-9_]+$/, example: 'services' })
  readonly code: string;

  @Text({ max: 200, example: 'Services' })
  readonly name: string;

  @ListOf(() => PipelineStageDto, { min: 3, max: 30 })
  readonly stages: PipelineStageDto[];
}

export class ChangedPipelineDto {
  @Text({ max: 200, optional: true, example: 'Services' })
  readonly name?: string;

  @ListOf(() => PipelineStageDto, { min: 3, max: 30, optional: true })
  readonly stages?: PipelineStageDto[];
}

export class PipelineDto extends Representation {
  @Text({ max: 64, example: 'default' })
  readonly code: string;

  @Text({ max: 200, example: 'Default' })
  readonly name: string;

  @Flag({ example: true })
  readonly isDefault: boolean;

  @ListOf(() => PipelineStageDto, { max: 30 })
  readonly stages: PipelineStageDto[];
}

interface Shown {
  readonly id: string;
  readonly version: number;
  readonly code: string;
  readonly name: string;
  readonly isDefault: boolean;
  readonly stages: readonly PipelineStage[];
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

export function shownPipeline({
  id,
  version,
  code,
  name,
  isDefault,
  stages,
  createdAt,
  updatedAt,
}: Shown): PipelineDto {
  const shown = stages.map((stage) => ({ ...stage, exit: [...stage.exit] }));
  return { id, version, code, name, isDefault, stages: shown, createdAt, updatedAt };
}
