import { Instant, ListOf, ListQuery, OneOf, Representation, Text, Uuid, Whole } from '@tributary/http';
import type { RowFacts } from '@tributary/persistence';
import type { MaturityModelState, ModelStatus } from './maturity-model.js';
import {
  MaturityAreaDto,
  MaturityCapabilityDto,
  MaturityGateDto,
  MaturityInitiativeDto,
  MaturityLevelDto,
} from './model-content.dto.js';

const statuses = ['draft', 'published'] as const;
const code = { max: 64, pattern: /^[a-z0-9]+(-[a-z0-9]+)*$/, example: 'tributary-prm' };

abstract class ModelRelease extends Representation {
  @Text({ max: 100, example: 'tributary-prm' })
  readonly key: string;

  @Whole({ min: 1, example: 1, description: 'A published release never changes' })
  readonly release: number;

  @Text({ max: 100, example: 'expert_estimate', description: 'Where its figures come from' })
  readonly basis: string;

  @OneOf(statuses, { example: 'published' })
  readonly status: ModelStatus;

  @Uuid({ nullable: true, example: null, description: 'The release that it began as a copy of' })
  readonly basedOn: string | null;

  @Instant({ nullable: true })
  readonly publishedAt: Date | null;
}

export class ListedMaturityModelDto extends ModelRelease {
  @Whole({ min: 0, example: 24 })
  readonly capabilityCount: number;

  @Whole({ min: 0, example: 34 })
  readonly questionCount: number;
}

export class MaturityModelDto extends ModelRelease {
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

export class DraftedModelDto {
  @Uuid({ description: 'The published release to begin from' })
  readonly basedOn: string;

  @Text({
    ...code,
    optional: true,
    nullable: true,
    description: 'For a model of its own; the next release of the same model unless told',
  })
  readonly key?: string | null;
}

export class RevisedModelDto {
  @Text({ max: 100, optional: true, example: 'expert_estimate' })
  readonly basis?: string;

  @ListOf(() => MaturityLevelDto, { max: 4, optional: true })
  readonly levels?: readonly MaturityLevelDto[];

  @ListOf(() => MaturityGateDto, { max: 100, optional: true })
  readonly gates?: readonly MaturityGateDto[];

  @ListOf(() => MaturityAreaDto, { max: 20, optional: true })
  readonly areas?: readonly MaturityAreaDto[];

  @ListOf(() => MaturityCapabilityDto, { max: 100, optional: true })
  readonly capabilities?: readonly MaturityCapabilityDto[];

  @ListOf(() => MaturityInitiativeDto, { max: 200, optional: true })
  readonly initiatives?: readonly MaturityInitiativeDto[];
}

export class MaturityModelsQuery extends ListQuery {
  @Text({ max: 100, optional: true, example: 'tributary-prm' })
  readonly key?: string;

  @OneOf(statuses, { optional: true, example: 'published' })
  readonly status?: ModelStatus;
}

export function modelOf({ number: _, publishedBy: _by, ...shown }: MaturityModelState & RowFacts): MaturityModelDto {
  return shown;
}

export function listedOf({ number: _, ...shown }: ListedMaturityModelDto & RowFacts): ListedMaturityModelDto {
  return shown;
}
