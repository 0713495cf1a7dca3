import { Body, Controller, Delete, Get, Patch, Post, Query } from '@nestjs/common';
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
import { DealCheckDto, shownCheck } from './deal-check.dto.js';
import {
  ChangedDealRegistrationDto,
  StatedDealDto,
  DealRegistrationsQuery,
  NewDealRegistrationDto,
  statedChange,
  statedDeal,
} from './deal-input.dto.js';
import { DealRegistrationDto, shownDeal } from './deal-registration.dto.js';
import { DealRegistrationQueries } from './deal-registration.queries.js';
import { shortcomingCodes } from './eligibility.js';
import { dealRegistrations } from './deal-registration.schema.js';
import { DealRegistrationService } from './deal-registration.service.js';
import { DealSubmissionService } from './deal-submission.service.js';
import { OptionalReasonDto, StatedReasonDto, StatedWinDto } from './deal-verb.dto.js';

const read = { roles: [...vendorRoles, ...partnerRoles], scope: 'deals:read' };
const write = {
  roles: ['partner_admin', 'sales', 'admin', 'channel_manager', 'deal_desk'] as const,
  scope: 'deals:write',
};
const stated = ['NO_LINES', 'MIXED_CURRENCIES', 'UNKNOWN_DISTRIBUTOR', 'PRODUCT_RETIRED', 'NOT_YET_KNOWN'];
const brought = [...stated, 'NO_VALUE', 'PARTNER_MISSING', 'NOT_YOUR_PARTNER', 'NOT_YOUR_TERRITORY'];
const own = ['NOT_YOUR_DEAL', 'PARTNER_SUSPENDED'];
const eligibility = [...shortcomingCodes, 'DUPLICATE'];

@Controller('v1/deal-registrations')
export class DealRegistrationController {
  constructor(
    private readonly submissions: DealSubmissionService,
    private readonly deals: DealRegistrationService,
    private readonly queries: DealRegistrationQueries,
  ) {}

  @Post()
  @Operation({
    ...write,
    summary: 'Register a deal, or keep it as a draft',
    status: 201,
    answer: DealRegistrationDto,
    errors: [...brought, ...eligibility],
  })
  async register(@CurrentActor() actor: Actor, @Body() input: NewDealRegistrationDto): Promise<DealRegistrationDto> {
    const { draft = false, ...deal } = input;
    const opening = broughtDeal(deal);
    return shownDeal(
      await (draft ? this.submissions.draft(opening, actor) : this.submissions.register(opening, actor)),
      actor,
    );
  }

  @Post('check')
  @Operation({
    ...write,
    summary: 'See what a registration would meet; no registration is stored',
    answer: DealCheckDto,
    errors: [...brought, 'CHECK_QUOTA'],
  })
  async check(@CurrentActor() actor: Actor, @Body() input: StatedDealDto): Promise<DealCheckDto> {
    return shownCheck(await this.submissions.check(broughtDeal(input), actor));
  }

  @ListOperation({ ...read, summary: 'List deal registrations', item: DealRegistrationDto })
  async list(@CurrentActor() actor: Actor, @Query() query: DealRegistrationsQuery): Promise<Page<DealRegistrationDto>> {
    const page = await this.queries.page(actor, query);
    return { ...page, items: page.items.map((deal) => shownDeal(deal, actor)) };
  }

  @Get(':id')
  @Operation({
    ...read,
    summary: 'Show a deal registration; to the vendor with the other side of a conflict',
    answer: DealRegistrationDto,
  })
  async show(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<DealRegistrationDto> {
    if (actor.kind === 'partner') return shownDeal(await this.queries.one(actor, id), actor);
    const [deal, rivals, caused] = await Promise.all([
      this.queries.one(actor, id),
      this.queries.rivals(actor, id),
      this.queries.causedConflict(actor, id),
    ]);
    return shownDeal({ ...deal, conflict: deal.conflict ?? caused }, actor, rivals);
  }

  @Patch(':id')
  @Operation({
    ...write,
    summary:
      'Change a draft or a returned registration; what is left out stays, a nested object or list is replaced as a whole',
    answer: DealRegistrationDto,
    errors: [...own, ...stated, 'NO_VALUE', 'NOT_YOUR_TERRITORY', 'NOT_REVISABLE'],
  })
  async revise(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() change: ChangedDealRegistrationDto,
  ): Promise<DealRegistrationDto> {
    return shownDeal(await this.submissions.revise(id, statedChange(change), actor), actor);
  }

  @Delete(':id')
  @Operation({ ...write, summary: 'Discard a draft', status: 204, errors: [...own, 'NOT_A_DRAFT'] })
  discard(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<void> {
    return this.submissions.discard(id, actor);
  }

  @Post(':id/submit')
  @Operation({
    ...write,
    summary: 'Submit a draft, or a returned registration again',
    answer: DealRegistrationDto,
    errors: ['NOT_YOUR_DEAL', ...eligibility, ...stated, 'NO_VALUE', 'RESUBMISSION_LIMIT'],
  })
  async submit(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<DealRegistrationDto> {
    return shownDeal(await this.submissions.submit(id, actor), actor);
  }

  @Post(':id/withdraw')
  @Operation({
    ...write,
    summary: 'Take a registration back; its protection ends',
    answer: DealRegistrationDto,
    errors: own,
  })
  async withdraw(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: OptionalReasonDto,
  ): Promise<DealRegistrationDto> {
    return shownDeal(await this.deals.withdraw(id, input.reason ?? null, actor), actor);
  }

  @Post(':id/claim-win')
  @Operation({
    ...write,
    summary: 'Say that the deal is won; the vendor confirms it',
    answer: DealRegistrationDto,
    errors: [...own, 'WIN_NEEDS_LINES', 'CURRENCY_MISMATCH', 'NO_VALUE'],
  })
  async claimWin(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: StatedWinDto,
  ): Promise<DealRegistrationDto> {
    return shownDeal(await this.deals.claimWin(id, input.value ?? null, actor), actor);
  }

  @Post(':id/lose')
  @Operation({ ...write, summary: 'Say that the deal is lost, and why', answer: DealRegistrationDto, errors: own })
  async lose(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: StatedReasonDto,
  ): Promise<DealRegistrationDto> {
    return shownDeal(await this.deals.lose(id, input.reason, actor), actor);
  }

  @HistoryOperation({ ...read, noun: 'deal registration' })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntryDto>> {
    await this.queries.one(actor, id);
    return historyOf(this.queries.reads, actor, dealRegistrations, id, query.page());
  }
}

function broughtDeal(input: StatedDealDto) {
  return { partnerId: input.partnerId ?? null, programId: input.programId ?? null, deal: statedDeal(input) };
}
