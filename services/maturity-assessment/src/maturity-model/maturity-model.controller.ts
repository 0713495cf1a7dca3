import { Controller, Get, Query } from '@nestjs/common';
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
  ListedMaturityModelDto,
  listedOf,
  MaturityModelDto,
  MaturityModelsQuery,
  modelOf,
} from './maturity-model.dto.js';
import { MaturityModelQueries } from './maturity-model.queries.js';
import { maturityModels } from './maturity-model.schema.js';

const read = { roles: [...vendorRoles, ...partnerRoles], scope: 'maturity:read' };

@Controller('v1/maturity-models')
export class MaturityModelController {
  constructor(private readonly queries: MaturityModelQueries) {}

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

  @HistoryOperation({ noun: 'maturity model', roles: vendorRoles, scope: 'maturity:read' })
  history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntryDto>> {
    return historyOf(this.queries.reads, actor, maturityModels, id, query.page());
  }
}
