import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, EntityId, HistoryOperation, HistoryQuery, ListOperation, Operation } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import { historyOf, Reads, type HistoryEntry, type Page } from '@tributary/persistence';
import {
  accountAnswer,
  ReverseEarningDto,
  RewardAccountDto,
  RewardAccountListQuery,
  StatementDto,
  StatementQuery,
} from './reward-account.dto.js';
import { RewardAccountQueries } from './reward-account.queries.js';
import { rewardAccounts } from './reward-account.schema.js';
import { RewardAccountService } from './reward-account.service.js';

const readers = {
  roles: [
    'admin',
    'channel_manager',
    'finance',
    'partner_marketing',
    'support',
    'readonly',
    'partner_admin',
    'sales',
    'marketing',
  ],
  scope: 'rewards:read',
} as const;

@ApiTags('reward-accounts')
@Controller('v1/reward-accounts')
export class RewardAccountController {
  constructor(
    private readonly accounts: RewardAccountService,
    private readonly queries: RewardAccountQueries,
    private readonly reads: Reads,
  ) {}

  @ListOperation({ summary: 'List reward accounts', ...readers, item: RewardAccountDto })
  async list(@CurrentActor() actor: Actor, @Query() query: RewardAccountListQuery): Promise<Page<RewardAccountDto>> {
    const { items, nextCursor } = await this.queries.list(actor, query);
    return { items: items.map(accountAnswer), nextCursor };
  }

  @Get(':id')
  @Operation({ summary: 'Read a reward account', ...readers, answer: RewardAccountDto })
  async one(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<RewardAccountDto> {
    return accountAnswer(await this.queries.one(actor, id));
  }

  @Get(':id/statement')
  @Operation({
    summary: 'The balance at any instant, and every movement that led to it',
    ...readers,
    answer: StatementDto,
  })
  async statement(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: StatementQuery,
  ): Promise<StatementDto> {
    const { partnerId } = await this.queries.one(actor, id);
    const asOf = this.queries.asOf(query);
    return { accountId: id, partnerId, asOf, ...(await this.queries.statement(actor, id, query, asOf)) };
  }

  @Post(':id/reverse')
  @Operation({
    summary: 'Take earned points back; the balance may go below zero',
    roles: ['admin', 'finance'],
    scope: 'rewards:write',
    answer: RewardAccountDto,
    errors: ['REVERSED_ALREADY'],
  })
  async reverse(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { earningId, reason }: ReverseEarningDto,
  ): Promise<RewardAccountDto> {
    return accountAnswer(await this.accounts.reverse(actor, id, earningId, reason));
  }

  @HistoryOperation({ noun: 'reward account', ...readers })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntry>> {
    await this.queries.one(actor, id);
    return historyOf(this.reads, actor, rewardAccounts, id, query.page());
  }
}
