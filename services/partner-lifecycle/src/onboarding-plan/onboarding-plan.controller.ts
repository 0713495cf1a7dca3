import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, EntityId, HistoryOperation, HistoryQuery, ListOperation, Operation } from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import { historyOf, Reads, type HistoryEntry, type Page } from '@tributary/persistence';
import {
  CompleteTaskDto,
  OnboardingListQuery,
  OnboardingPlanDto,
  planAnswer,
  ReopenTaskDto,
} from './onboarding-plan.dto.js';
import { OnboardingPlanQueries } from './onboarding-plan.queries.js';
import { onboardingPlans } from './onboarding-plan.schema.js';
import { OnboardingPlanService } from './onboarding-plan.service.js';

const readers = { roles: [...vendorRoles, ...partnerRoles], scope: 'onboarding:read' } as const;

@ApiTags('onboarding-plans')
@Controller('v1/onboarding-plans')
export class OnboardingPlanController {
  constructor(
    private readonly plans: OnboardingPlanService,
    private readonly queries: OnboardingPlanQueries,
    private readonly reads: Reads,
  ) {}

  @ListOperation({ summary: 'List onboarding plans', ...readers, item: OnboardingPlanDto })
  async list(@CurrentActor() actor: Actor, @Query() query: OnboardingListQuery): Promise<Page<OnboardingPlanDto>> {
    const { items, nextCursor } = await this.queries.list(actor, query);
    return { items: items.map(planAnswer), nextCursor };
  }

  @Get(':id')
  @Operation({ summary: 'Read an onboarding plan', ...readers, answer: OnboardingPlanDto })
  async one(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<OnboardingPlanDto> {
    return planAnswer(await this.queries.one(actor, id));
  }

  @Post(':id/complete-task')
  @Operation({
    summary: 'Complete a task; the last mandatory one makes the partner active',
    roles: ['admin', 'channel_manager', 'partner_admin'],
    scope: 'onboarding:write',
    answer: OnboardingPlanDto,
    errors: ['TASK_OF_VENDOR', 'TASK_NEEDS_SIGNATURE', 'TASK_WAITS', 'PARTNER_SUSPENDED', 'INVALID_TRANSITION'],
  })
  async complete(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { task }: CompleteTaskDto,
  ): Promise<OnboardingPlanDto> {
    return planAnswer(await this.plans.complete(actor, id, task));
  }

  @Post(':id/reopen-task')
  @Operation({
    summary: 'Open a completed task again',
    roles: ['admin', 'channel_manager'],
    scope: 'onboarding:write',
    answer: OnboardingPlanDto,
    errors: ['INVALID_TRANSITION'],
  })
  async reopen(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { task, reason }: ReopenTaskDto,
  ): Promise<OnboardingPlanDto> {
    return planAnswer(await this.plans.reopen(actor, id, task, reason));
  }

  @HistoryOperation({ noun: 'onboarding plan', ...readers })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntry>> {
    await this.queries.one(actor, id);
    return historyOf(this.reads, actor, onboardingPlans, id, query.page());
  }
}
