import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, EntityId, HistoryOperation, HistoryQuery, ListOperation, Operation } from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import { historyOf, Reads, type HistoryEntry, type Page } from '@tributary/persistence';
import {
  AssignDistributorDto,
  ChangeDecisionDto,
  ChangeTierDto,
  OptionalReasonDto,
  PartnerListQuery,
  PartnerReasonDto,
  RejectChangeDto,
  UpdateProfileDto,
} from './partner-input.dto.js';
import { PartnerDto, partnerAnswer } from './partner.dto.js';
import { PartnerQueries } from './partner.queries.js';
import { partners } from './partner.schema.js';
import { PartnerService } from './partner.service.js';

const readers = { roles: [...vendorRoles, ...partnerRoles], scope: 'partners:read' } as const;
const owners = { roles: ['admin', 'channel_manager', 'partner_admin'], scope: 'partners:write' } as const;
const managers = { roles: ['admin', 'channel_manager'], scope: 'partners:write' } as const;

@ApiTags('partners')
@Controller('v1/partners')
export class PartnerController {
  constructor(
    private readonly partners: PartnerService,
    private readonly queries: PartnerQueries,
    private readonly reads: Reads,
  ) {}

  @ListOperation({
    summary: 'List partners; a distributor sees itself and the partners below it',
    ...readers,
    item: PartnerDto,
  })
  async list(@CurrentActor() actor: Actor, @Query() query: PartnerListQuery): Promise<Page<PartnerDto>> {
    const { items, nextCursor } = await this.queries.list(actor, query);
    return { items: items.map((partner) => partnerAnswer(partner, actor)), nextCursor };
  }

  @Get(':id')
  @Operation({ summary: 'Read a partner, and how many of its people are certified', ...readers, answer: PartnerDto })
  async one(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<PartnerDto> {
    const [partner, certified] = await Promise.all([
      this.queries.one(actor, id),
      this.queries.certifiedPeople(actor, id),
    ]);
    return { ...partnerAnswer(partner, actor), ...certified };
  }

  @Patch(':id')
  @Operation({
    summary: "Change the profile; a partner's change of name or territories waits for the vendor",
    ...owners,
    answer: PartnerDto,
    errors: ['PARTNER_SUSPENDED', 'TERRITORY_NOT_YOURS', 'INVALID_TRANSITION'],
  })
  async updateProfile(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() body: UpdateProfileDto,
  ): Promise<PartnerDto> {
    return partnerAnswer(await this.partners.updateProfile(actor, id, { ...body }), actor);
  }

  @Post(':id/approve-change')
  @Operation({
    summary: 'Let a change that the partner wished take effect',
    ...managers,
    answer: PartnerDto,
    errors: ['TERRITORY_NOT_YOURS', 'INVALID_TRANSITION'],
  })
  async approveChange(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { changeId }: ChangeDecisionDto,
  ): Promise<PartnerDto> {
    return partnerAnswer(await this.partners.approveChange(actor, id, changeId), actor);
  }

  @Post(':id/reject-change')
  @Operation({ summary: 'Refuse a change that the partner wished', ...managers, answer: PartnerDto })
  async rejectChange(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { changeId, reason }: RejectChangeDto,
  ): Promise<PartnerDto> {
    return partnerAnswer(await this.partners.rejectChange(actor, id, changeId, reason), actor);
  }

  @Post(':id/assign-distributor')
  @Operation({
    summary: 'Put a partner below a distributor, or take it away',
    ...managers,
    answer: PartnerDto,
    errors: ['PARENT_NOT_DISTRIBUTOR', 'PARENT_CYCLE', 'INVALID_TRANSITION'],
  })
  async assignDistributor(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { distributorId }: AssignDistributorDto,
  ): Promise<PartnerDto> {
    return partnerAnswer(await this.partners.assignDistributor(actor, id, distributorId), actor);
  }

  @Post(':id/change-tier')
  @Operation({
    summary: 'Give a tier by hand, with a reason and perhaps a last day',
    ...managers,
    answer: PartnerDto,
    errors: ['SAME_TIER', 'UNTIL_IN_THE_PAST', 'INVALID_TRANSITION'],
  })
  async changeTier(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { tier, reason, until }: ChangeTierDto,
  ): Promise<PartnerDto> {
    return partnerAnswer(await this.partners.changeTier(actor, id, tier, reason, until ?? null), actor);
  }

  @Post(':id/suspend')
  @Operation({ summary: 'Suspend a partner', ...managers, answer: PartnerDto, errors: ['INVALID_TRANSITION'] })
  async suspend(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason }: PartnerReasonDto,
  ): Promise<PartnerDto> {
    return partnerAnswer(await this.partners.suspend(actor, id, reason), actor);
  }

  @Post(':id/reinstate')
  @Operation({ summary: 'End a suspension', ...managers, answer: PartnerDto, errors: ['INVALID_TRANSITION'] })
  async reinstate(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason }: OptionalReasonDto,
  ): Promise<PartnerDto> {
    return partnerAnswer(await this.partners.reinstate(actor, id, reason ?? null), actor);
  }

  @Post(':id/terminate')
  @Operation({
    summary: "End the relation for good; the partner's users lose their access",
    roles: ['admin'],
    scope: 'partners:write',
    answer: PartnerDto,
    errors: ['INVALID_TRANSITION'],
  })
  async terminate(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason }: PartnerReasonDto,
  ): Promise<PartnerDto> {
    return partnerAnswer(await this.partners.terminate(actor, id, reason), actor);
  }

  @HistoryOperation({ noun: 'partner', ...readers })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntry>> {
    await this.queries.one(actor, id);
    return historyOf(this.reads, actor, partners, id, query.page());
  }
}
