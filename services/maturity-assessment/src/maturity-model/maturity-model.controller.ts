import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import {
  CurrentActor,
  EntityId,
  HistoryEntryDto,
  HistoryOperation,
  HistoryQuery,
  ListOperation,
  Operation,
} from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import { historyOf, type Page } from '@tributary/persistence';
import {
  DraftedModelDto,
  ListedMaturityModelDto,
  listedOf,
  MaturityModelDto,
  MaturityModelsQuery,
  modelOf,
  RevisedModelDto,
} from './maturity-model.dto.js';
import { MaturityModelQueries } from './maturity-model.queries.js';
import { maturityModels } from './maturity-model.schema.js';
import { MaturityModelService } from './maturity-model.service.js';

const read = { roles: [...vendorRoles, ...partnerRoles], scope: 'maturity:read' };
const write = { roles: ['admin'], scope: 'maturity:write', answer: MaturityModelDto } as const;

@Controller('v1/maturity-models')
export class MaturityModelController {
  constructor(
    private readonly models: MaturityModelService,
    private readonly queries: MaturityModelQueries,
  ) {}

  @ListOperation({ ...read, summary: 'The maturity models', item: ListedMaturityModelDto })
  async list(@CurrentActor() actor: Actor, @Query() query: MaturityModelsQuery): Promise<Page<ListedMaturityModelDto>> {
    const page = await this.queries.page(actor, query);
    return { ...page, items: page.items.map(listedOf) };
  }

  @Get(':id')
  @Operation({ ...read, summary: 'One maturity model with its questions and initiatives', answer: MaturityModelDto })
  async show(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<MaturityModelDto> {
    return modelOf(await this.queries.one(actor, id));
  }

  @Post()
  @Operation({
    ...write,
    summary: 'Draft the next release of a model, as a copy to revise',
    description: 'Assessments keep the release that they began with, whatever is published later.',
    status: 201,
    errors: ['RELEASE_KNOWN', 'INVALID_TRANSITION'],
  })
  async draft(@CurrentActor() actor: Actor, @Body() { basedOn, key }: DraftedModelDto): Promise<MaturityModelDto> {
    return modelOf(await this.models.draft(actor, basedOn, key ?? null));
  }

  @Patch(':id')
  @Operation({
    ...write,
    summary: 'Revise a draft; each list that is given takes the place of the whole list',
    errors: ['INVALID_TRANSITION'],
  })
  async revise(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() change: RevisedModelDto,
  ): Promise<MaturityModelDto> {
    return modelOf(await this.models.revise(actor, id, { ...change }));
  }

  @Post(':id/publish')
  @Operation({
    ...write,
    summary: 'Publish a draft: from now on organizations can be assessed by it, and it never changes again',
    errors: ['MODEL_UNFIT', 'INVALID_TRANSITION'],
  })
  async publish(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<MaturityModelDto> {
    return modelOf(await this.models.publish(actor, id));
  }

  @HistoryOperation({ noun: 'maturity model', roles: vendorRoles, scope: 'maturity:read' })
  history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntryDto>> {
    return historyOf(this.queries.reads, actor, maturityModels, id, query.page());
  }
}
