import { Body, Controller, Post, Query } from '@nestjs/common';
import { CurrentActor, EntityId, ListOperation, Operation } from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import type { Page } from '@tributary/persistence';
import {
  AccountRelationDto,
  AccountRelationsQuery,
  EndedRelationDto,
  NewAccountRelationDto,
  relationOf,
} from './account-relation.dto.js';
import { AccountRelationQueries } from './account-relation.queries.js';
import { AccountRelationService } from './account-relation.service.js';

const read = { roles: [...vendorRoles, ...partnerRoles], scope: 'accounts:read' };
const write = { roles: ['admin', 'channel_manager', 'deal_desk'] as const, scope: 'accounts:write' };

@Controller('v1/accounts/:id/partner-relations')
export class AccountRelationController {
  constructor(
    private readonly relations: AccountRelationService,
    private readonly queries: AccountRelationQueries,
  ) {}

  @ListOperation({
    ...read,
    summary: 'Which partners sell to an account or service it',
    item: AccountRelationDto,
  })
  async list(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: AccountRelationsQuery,
  ): Promise<Page<AccountRelationDto>> {
    const page = await this.queries.page(actor, id, query);
    return { ...page, items: page.items.map(relationOf) };
  }

  @Post()
  @Operation({
    ...write,
    summary: 'Relate a partner to an account',
    description: 'As long as the relation holds, the partner may see the account.',
    answer: AccountRelationDto,
    status: 201,
    errors: ['RELATION_EXISTS', 'PERIOD_EMPTY'],
  })
  async relate(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: NewAccountRelationDto,
  ): Promise<AccountRelationDto> {
    return relationOf(await this.relations.relate(actor, id, { ...input, validUntil: input.validUntil ?? null }));
  }

  @Post(':relationId/end')
  @Operation({
    ...write,
    summary: 'End the relation of a partner to an account',
    answer: AccountRelationDto,
    errors: ['ALREADY_ENDED', 'PERIOD_EMPTY'],
  })
  async end(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @EntityId('relationId', 'relation') relationId: string,
    @Body() { lastDay, reason = null }: EndedRelationDto,
  ): Promise<AccountRelationDto> {
    return relationOf(await this.relations.end(actor, id, relationId, lastDay, reason));
  }
}
