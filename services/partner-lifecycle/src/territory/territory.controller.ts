import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, EntityId, HistoryOperation, HistoryQuery, ListOperation, Operation } from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import { historyOf, Reads, type HistoryEntry, type Page } from '@tributary/persistence';
import {
  ChangeTerritoryDto,
  OpenTerritoryDto,
  TerritoryDto,
  TerritoryListQuery,
  territoryAnswer,
} from './territory.dto.js';
import { TerritoryQueries } from './territory.queries.js';
import { territories } from './territory.schema.js';
import { TerritoryService } from './territory.service.js';

const readers = { roles: [...vendorRoles, ...partnerRoles], scope: 'territories:read' } as const;
const managers = { roles: ['admin'], scope: 'territories:write' } as const;
const errors = [
  'TERRITORY_CODE_TAKEN',
  'TERRITORY_CYCLE',
  'PARENT_UNKNOWN',
  'CALENDAR_UNKNOWN',
  'COUNTRY_UNFIT',
] as const;

@ApiTags('territories')
@Controller('v1/territories')
export class TerritoryController {
  constructor(
    private readonly territories: TerritoryService,
    private readonly queries: TerritoryQueries,
    private readonly reads: Reads,
  ) {}

  @Post()
  @Operation({ summary: 'Open a territory', ...managers, status: 201, answer: TerritoryDto, errors })
  async open(@CurrentActor() actor: Actor, @Body() body: OpenTerritoryDto): Promise<TerritoryDto> {
    const { code, name, kind, currency } = body;
    const terms = {
      name,
      kind,
      currency,
      parentId: body.parentId ?? null,
      countries: body.countries ?? [],
      ownedBy: body.ownedBy ?? null,
      languages: body.languages ?? [],
      distributorIds: body.distributorIds ?? [],
      calendarId: body.calendarId ?? null,
    };
    return territoryAnswer(await this.territories.open(actor, code, terms));
  }

  @ListOperation({ summary: 'List territories', ...readers, item: TerritoryDto })
  async list(@CurrentActor() actor: Actor, @Query() query: TerritoryListQuery): Promise<Page<TerritoryDto>> {
    const { items, nextCursor } = await this.queries.list(actor, query);
    return { items: items.map(territoryAnswer), nextCursor };
  }

  @Get(':id')
  @Operation({ summary: 'Read a territory', ...readers, answer: TerritoryDto })
  async one(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<TerritoryDto> {
    return territoryAnswer(await this.queries.one(actor, id));
  }

  @Patch(':id')
  @Operation({ summary: 'Change a territory', ...managers, answer: TerritoryDto, errors })
  async change(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() body: ChangeTerritoryDto,
  ): Promise<TerritoryDto> {
    return territoryAnswer(await this.territories.change(actor, id, { ...body }));
  }

  @HistoryOperation({ noun: 'territory', roles: vendorRoles, scope: 'territories:read' })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntry>> {
    await this.queries.one(actor, id);
    return historyOf(this.reads, actor, territories, id, query.page());
  }
}
