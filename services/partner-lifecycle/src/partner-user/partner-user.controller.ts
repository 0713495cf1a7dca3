import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, EntityId, HistoryOperation, HistoryQuery, ListOperation, Operation } from '@tributary/http';
import { partnerRoles, RuleViolation, type Actor } from '@tributary/kernel';
import { historyOf, Reads, type HistoryEntry, type Page } from '@tributary/persistence';
import {
  ChangeRolesDto,
  DeactivateUserDto,
  InviteUserDto,
  PartnerUserDto,
  PartnerUserListQuery,
  userAnswer,
} from './partner-user.dto.js';
import { PartnerUserQueries } from './partner-user.queries.js';
import { partnerUsers } from './partner-user.schema.js';
import { PartnerUserService } from './partner-user.service.js';

const readers = {
  roles: ['admin', 'channel_manager', 'support', 'readonly', 'partner_admin'],
  scope: 'partners:read',
} as const;
const managers = { roles: ['admin', 'channel_manager', 'partner_admin'], scope: 'partners:write' } as const;

@ApiTags('partner-users')
@Controller('v1/partner-users')
export class PartnerUserController {
  constructor(
    private readonly users: PartnerUserService,
    private readonly queries: PartnerUserQueries,
    private readonly reads: Reads,
  ) {}

  @Post()
  @Operation({
    summary: 'Invite a person to act for a partner',
    ...managers,
    status: 201,
    answer: PartnerUserDto,
    errors: ['PARTNER_REQUIRED', 'USER_INVITED_ALREADY', 'PARTNER_TERMINATED', 'PARTNER_SUSPENDED'],
  })
  async invite(@CurrentActor() actor: Actor, @Body() body: InviteUserDto): Promise<PartnerUserDto> {
    const partnerId = body.partnerId ?? actor.partnerId;
    if (partnerId === undefined) throw new RuleViolation('PARTNER_REQUIRED', 'Name the partner.');
    const { email, name, roles } = body;
    return userAnswer(await this.users.invite(actor, { partnerId, email, name, roles }));
  }

  @ListOperation({ summary: 'List the people of partners', ...readers, item: PartnerUserDto })
  async list(@CurrentActor() actor: Actor, @Query() query: PartnerUserListQuery): Promise<Page<PartnerUserDto>> {
    const { items, nextCursor } = await this.queries.list(actor, query);
    return { items: items.map(userAnswer), nextCursor };
  }

  @Get(':id')
  @Operation({ summary: 'Read a person of a partner', ...readers, answer: PartnerUserDto })
  async one(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<PartnerUserDto> {
    return userAnswer(await this.queries.one(actor, id));
  }

  @Post(':id/join')
  @Operation({
    summary: 'Accept your invitation, signed in as yourself',
    roles: partnerRoles,
    scope: 'partners:write',
    answer: PartnerUserDto,
    errors: ['JOINED_ALREADY', 'PARTNER_SUSPENDED', 'INVALID_TRANSITION'],
  })
  async join(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<PartnerUserDto> {
    return userAnswer(await this.users.join(actor, id));
  }

  @Post(':id/change-roles')
  @Operation({
    summary: 'Give a person other roles',
    ...managers,
    answer: PartnerUserDto,
    errors: ['PARTNER_SUSPENDED', 'INVALID_TRANSITION'],
  })
  async changeRoles(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { roles }: ChangeRolesDto,
  ): Promise<PartnerUserDto> {
    return userAnswer(await this.users.changeRoles(actor, id, roles));
  }

  @Post(':id/deactivate')
  @Operation({
    summary: "Take a person's access away",
    ...managers,
    answer: PartnerUserDto,
    errors: ['NOT_YOURSELF', 'INVALID_TRANSITION'],
  })
  async deactivate(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason }: DeactivateUserDto,
  ): Promise<PartnerUserDto> {
    return userAnswer(await this.users.deactivate(actor, id, reason));
  }

  @HistoryOperation({ noun: 'partner user', ...readers })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntry>> {
    await this.queries.one(actor, id);
    return historyOf(this.reads, actor, partnerUsers, id, query.page());
  }
}
