import { Body, Controller, Get, Patch, Query } from '@nestjs/common';
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
import { AssetDto, assetOf, AssetsQuery } from './asset.dto.js';
import { AssetQueries } from './asset.queries.js';
import { assets } from './asset.schema.js';
import { AssetService } from './asset.service.js';
import { CorrectedAssetDto, saleLinkFrom } from './asset-verb.dto.js';

const read = { roles: [...vendorRoles, ...partnerRoles], scope: 'assets:read' };

@Controller('v1/assets')
export class AssetController {
  constructor(
    private readonly assets: AssetService,
    private readonly queries: AssetQueries,
  ) {}

  @ListOperation({
    ...read,
    summary: 'The installed base',
    description: 'A partner sees the units in whose chain of sale it stands.',
    item: AssetDto,
  })
  async list(@CurrentActor() actor: Actor, @Query() query: AssetsQuery): Promise<Page<AssetDto>> {
    const page = await this.queries.page(actor, query);
    return { ...page, items: page.items.map((row) => assetOf(row, actor)) };
  }

  @Get(':id')
  @Operation({ ...read, summary: 'One unit', answer: AssetDto })
  async show(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<AssetDto> {
    return assetOf(await this.queries.one(actor, id), actor);
  }

  @Patch(':id')
  @Operation({
    roles: ['admin', 'support'],
    scope: 'assets:write',
    summary: 'Complete or correct what is known of a unit',
    description: 'A chain of sale is replaced as a whole. The state follows the dates.',
    answer: AssetDto,
    errors: [
      'INVALID_TRANSITION',
      'NOT_YET_KNOWN',
      'DAY_TOO_EARLY',
      'DAY_IN_FUTURE',
      'CHAIN_OUT_OF_ORDER',
      'CHAIN_ROLE_NO_PARTNER',
      'CHAIN_LINK_UNNAMED',
      'CHAIN_PARTNER_TWICE',
    ],
  })
  async correct(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { chain, ...rest }: CorrectedAssetDto,
  ): Promise<AssetDto> {
    const correction = { ...rest, ...(chain === undefined ? {} : { chain: chain.map(saleLinkFrom) }) };
    return assetOf(await this.assets.correct(id, correction, actor), actor);
  }

  @HistoryOperation({ noun: 'unit', roles: vendorRoles, scope: 'assets:read' })
  history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntryDto>> {
    return historyOf(this.queries.reads, actor, assets, id, query.page());
  }
}
