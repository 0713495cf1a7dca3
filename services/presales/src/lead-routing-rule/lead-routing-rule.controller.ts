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
import { vendorRoles, type Actor } from '@tributary/kernel';
import { historyOf, type Page } from '@tributary/persistence';
import {
  ChangedLeadRoutingRuleDto,
  LeadRoutingRuleDto,
  LeadRoutingRulesQuery,
  NewLeadRoutingRuleDto,
  RetireLeadRoutingRuleDto,
  ruleOf,
} from './lead-routing-rule.dto.js';
import { LeadRoutingRuleQueries } from './lead-routing-rule.queries.js';
import { leadRoutingRules } from './lead-routing-rule.schema.js';
import { LeadRoutingRuleService } from './lead-routing-rule.service.js';

// A partner must not learn by what its rivals are chosen.
const read = { roles: vendorRoles, scope: 'lead-rules:read' };
const write = { roles: ['admin', 'channel_manager'] as const, scope: 'lead-rules:write', answer: LeadRoutingRuleDto };
const unfit = ['PLACE_TAKEN', 'NAMED_ACCOUNTS_MISSING', 'WEIGHTS_EMPTY', 'HOT_IS_SLOWER'];

@Controller('v1/lead-routing-rules')
export class LeadRoutingRuleController {
  constructor(
    private readonly rules: LeadRoutingRuleService,
    private readonly queries: LeadRoutingRuleQueries,
  ) {}

  @ListOperation({ ...read, summary: 'The rules, in the order in which they are asked', item: LeadRoutingRuleDto })
  async list(@CurrentActor() actor: Actor, @Query() query: LeadRoutingRulesQuery): Promise<Page<LeadRoutingRuleDto>> {
    const page = await this.queries.page(actor, query);
    return { ...page, items: page.items.map(ruleOf) };
  }

  @Post()
  @Operation({ ...write, summary: 'Define a rule', status: 201, errors: unfit })
  async define(@CurrentActor() actor: Actor, @Body() input: NewLeadRoutingRuleDto): Promise<LeadRoutingRuleDto> {
    return ruleOf(await this.rules.define(actor, input));
  }

  @Get(':id')
  @Operation({ ...read, summary: 'One rule', answer: LeadRoutingRuleDto })
  async show(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<LeadRoutingRuleDto> {
    return ruleOf(await this.queries.one(actor, id));
  }

  @Patch(':id')
  @Operation({ ...write, summary: 'Change a rule', errors: [...unfit, 'RULE_RETIRED'] })
  async change(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: ChangedLeadRoutingRuleDto,
  ): Promise<LeadRoutingRuleDto> {
    return ruleOf(await this.rules.change(actor, id, input));
  }

  @Post(':id/retire')
  @Operation({ ...write, summary: 'Ask a rule no more', errors: ['RULE_RETIRED'] })
  async retire(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() input: RetireLeadRoutingRuleDto,
  ): Promise<LeadRoutingRuleDto> {
    return ruleOf(await this.rules.retire(actor, id, input.reason ?? null));
  }

  @HistoryOperation({ noun: 'lead routing rule', ...read })
  history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntryDto>> {
    return historyOf(this.queries.reads, actor, leadRoutingRules, id, query.page());
  }
}
