import { Body, Controller, Get, Post, Query } from '@nestjs/common';
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
  AppealDecisionDto,
  DealAppealDto,
  DealAppealsQuery,
  NewDealAppealDto,
  shownAppeal,
} from './deal-appeal.dto.js';
import { DealAppealQueries } from './deal-appeal.queries.js';
import { dealAppeals } from './deal-appeal.schema.js';
import { DealAppealService } from './deal-appeal.service.js';

const read = { roles: [...vendorRoles, ...partnerRoles], scope: 'deals:read' };
// No scope: a decision is a person's.
const decide = {
  roles: ['admin', 'channel_manager', 'deal_desk'] as const,
  answer: DealAppealDto,
  errors: ['SECOND_PERSON_NEEDED'],
};

@Controller('v1/deal-appeals')
export class DealAppealController {
  constructor(
    private readonly appeals: DealAppealService,
    private readonly queries: DealAppealQueries,
  ) {}

  @Post()
  @Operation({
    roles: ['partner_admin', 'sales'],
    scope: 'deals:write',
    summary: 'Object to the rejection of a deal, within ten business days',
    status: 201,
    answer: DealAppealDto,
    errors: ['NOT_YOUR_DEAL', 'PARTNER_SUSPENDED', 'ALREADY_APPEALED', 'APPEAL_WINDOW_CLOSED'],
  })
  async file(@CurrentActor() actor: Actor, @Body() input: NewDealAppealDto): Promise<DealAppealDto> {
    const { evidence = [], ...stated } = input;
    return shownAppeal(await this.appeals.file({ ...stated, evidence }, actor));
  }

  @ListOperation({ ...read, summary: 'List appeals against rejections', item: DealAppealDto })
  async list(@CurrentActor() actor: Actor, @Query() query: DealAppealsQuery): Promise<Page<DealAppealDto>> {
    const page = await this.queries.page(actor, query);
    return { ...page, items: page.items.map(shownAppeal) };
  }

  @Get(':id')
  @Operation({ ...read, summary: 'Show an appeal', answer: DealAppealDto })
  async show(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<DealAppealDto> {
    return shownAppeal(await this.queries.one(actor, id));
  }

  @Post(':id/uphold')
  @Operation({ ...decide, summary: 'Let the rejection stand, as another person than who rejected the deal' })
  async uphold(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason }: AppealDecisionDto,
  ): Promise<DealAppealDto> {
    return shownAppeal(await this.appeals.uphold(id, reason, actor));
  }

  @Post(':id/overturn')
  @Operation({ ...decide, summary: 'Overturn the rejection: the deal is undecided again, in its old place' })
  async overturn(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason }: AppealDecisionDto,
  ): Promise<DealAppealDto> {
    return shownAppeal(await this.appeals.overturn(id, reason, actor));
  }

  @HistoryOperation({ ...read, noun: 'deal appeal' })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntryDto>> {
    await this.queries.one(actor, id);
    return historyOf(this.queries.reads, actor, dealAppeals, id, query.page());
  }
}
