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
  NextStageDto,
  LossReasonDto,
  NewOpportunityDto,
  ChangedOpportunityDto,
  OpportunitiesQuery,
} from './opportunity-input.dto.js';
import { OpportunityDto, shownOpportunity } from './opportunity.dto.js';
import { OpportunityClosingService } from './opportunity-closing.service.js';
import { OpportunityQueries } from './opportunity.queries.js';
import { opportunities } from './opportunity.schema.js';
import { OpportunityPursuitService } from './opportunity-pursuit.service.js';

const read = { roles: [...vendorRoles, ...partnerRoles], scope: 'opportunities:read' };
const write = {
  roles: ['partner_admin', 'sales', 'admin', 'channel_manager', 'deal_desk'] as const,
  scope: 'opportunities:write',
};
const direct = { roles: ['admin', 'channel_manager', 'deal_desk'] as const, scope: 'opportunities:write' };
const own = ['NOT_YOUR_DEAL', 'PARTNER_SUSPENDED'];
const lineErrors = ['PRODUCT_RETIRED', 'NOT_YET_KNOWN', 'SPLITS_DO_NOT_ADD_UP', 'MIXED_CURRENCIES', 'VENDOR_ONLY'];

@Controller('v1/opportunities')
export class OpportunityController {
  constructor(
    private readonly pursuit: OpportunityPursuitService,
    private readonly closing: OpportunityClosingService,
    private readonly queries: OpportunityQueries,
  ) {}

  @Post()
  @Operation({
    ...direct,
    summary:
      'Record business that the vendor pursues directly; a registration of the same customer is held from then on',
    status: 201,
    answer: OpportunityDto,
    errors: [...lineErrors, 'NOT_YOUR_TERRITORY'],
  })
  async open(@CurrentActor() actor: Actor, @Body() input: NewOpportunityDto): Promise<OpportunityDto> {
    const { customer, lines = [], name = customer.name, ...others } = input;
    const stated = {
      nextStep: null,
      competitors: [],
      ownedBy: null,
      parties: [],
      externalIds: [],
      partnerId: null,
      pipeline: null,
      ...others,
      name,
      lines: lines.map(namedLine),
      customer: {
        accountId: null,
        domain: null,
        registrationNumber: null,
        segment: 'enterprise' as const,
        user: null,
        ...customer,
      },
    };
    return shownOpportunity(await this.pursuit.open(stated, actor));
  }

  @ListOperation({ ...read, summary: 'List opportunities', item: OpportunityDto })
  async list(@CurrentActor() actor: Actor, @Query() query: OpportunitiesQuery): Promise<Page<OpportunityDto>> {
    const page = await this.queries.page(actor, query);
    return { ...page, items: page.items.map(shownOpportunity) };
  }

  @Get(':id')
  @Operation({ ...read, summary: 'Show an opportunity', answer: OpportunityDto })
  async show(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<OpportunityDto> {
    return shownOpportunity(await this.queries.one(actor, id));
  }

  @Patch(':id')
  @Operation({
    ...write,
    summary: 'Change an open opportunity; what is left out stays, a nested object or list is replaced as a whole',
    answer: OpportunityDto,
    errors: [...own, ...lineErrors],
  })
  async revise(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: ChangedOpportunityDto,
  ): Promise<OpportunityDto> {
    const { lines, ...others } = input;
    return shownOpportunity(
      await this.pursuit.revise(id, { ...others, ...(lines && { lines: lines.map(namedLine) }) }, actor),
    );
  }

  @Post(':id/advance')
  @Operation({
    ...write,
    summary: 'Move to another stage, forward or back',
    answer: OpportunityDto,
    errors: [...own, 'UNKNOWN_STAGE', 'ALREADY_IN_STAGE', 'EXIT_CRITERIA_UNMET'],
  })
  async advance(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: NextStageDto,
  ): Promise<OpportunityDto> {
    return shownOpportunity(await this.pursuit.advance(id, input.stage, actor));
  }

  @Post(':id/win')
  @Operation({
    ...write,
    summary: 'Close it as won; a registration behind it is claimed as won',
    answer: OpportunityDto,
    errors: [...own, 'CURRENCY_MISMATCH', 'NO_VALUE', 'WIN_NEEDS_LINES'],
  })
  async win(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<OpportunityDto> {
    return shownOpportunity(await this.closing.win(id, actor));
  }

  @Post(':id/lose')
  @Operation({
    ...write,
    summary: 'Close it as lost; a registration behind it is lost with it',
    answer: OpportunityDto,
    errors: [...own, 'LOSS_NEEDS_REASON'],
  })
  async lose(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: LossReasonDto,
  ): Promise<OpportunityDto> {
    return shownOpportunity(await this.closing.lose(id, input.reason, actor));
  }

  @HistoryOperation({ ...read, noun: 'opportunity' })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntryDto>> {
    await this.queries.one(actor, id);
    return historyOf(this.queries.reads, actor, opportunities, id, query.page());
  }
}

function namedLine<Line extends { readonly sku?: string | null; readonly family?: string | null }>(line: Line) {
  return { ...line, sku: line.sku ?? null, family: line.family ?? null };
}
