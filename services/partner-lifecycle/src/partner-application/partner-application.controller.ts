import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, EntityId, HistoryOperation, HistoryQuery, ListOperation, Operation } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import { historyOf, Reads, type HistoryEntry, type Page } from '@tributary/persistence';
import {
  ApplicationListQuery,
  ApplicationReasonDto,
  ApproveApplicationDto,
  AssignDto,
  QuestionDto,
} from './application-input.dto.js';
import { applicationAnswer, PartnerApplicationDto } from './partner-application.dto.js';
import { PartnerApplicationQueries } from './partner-application.queries.js';
import { partnerApplications } from './partner-application.schema.js';
import { PartnerApplicationService } from './partner-application.service.js';

const readers = {
  roles: ['admin', 'channel_manager', 'compliance', 'finance', 'readonly'],
  scope: 'applications:read',
} as const;
const deciders = { roles: ['admin', 'channel_manager'], scope: 'applications:write' } as const;

@ApiTags('partner-applications')
@Controller('v1/partner-applications')
export class PartnerApplicationController {
  constructor(
    private readonly applications: PartnerApplicationService,
    private readonly queries: PartnerApplicationQueries,
    private readonly reads: Reads,
  ) {}

  @ListOperation({ summary: 'List applications', ...readers, item: PartnerApplicationDto })
  async list(@CurrentActor() actor: Actor, @Query() query: ApplicationListQuery): Promise<Page<PartnerApplicationDto>> {
    const { items, nextCursor } = await this.queries.list(actor, query);
    return { items: items.map(applicationAnswer), nextCursor };
  }

  @Get(':id')
  @Operation({ summary: 'Read an application', ...readers, answer: PartnerApplicationDto })
  async one(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<PartnerApplicationDto> {
    return applicationAnswer(await this.queries.one(actor, id));
  }

  @Post(':id/start-review')
  @Operation({
    summary: 'Take an application into review, or hand it to somebody else',
    ...deciders,
    answer: PartnerApplicationDto,
    errors: ['INVALID_TRANSITION'],
  })
  async startReview(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { assignedTo }: AssignDto,
  ): Promise<PartnerApplicationDto> {
    return applicationAnswer(await this.applications.startReview(actor, id, assignedTo ?? actor.subject));
  }

  @Post(':id/request-information')
  @Operation({
    summary: 'Ask the applicant something',
    ...deciders,
    answer: PartnerApplicationDto,
    errors: ['INVALID_TRANSITION'],
  })
  async requestInformation(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { question }: QuestionDto,
  ): Promise<PartnerApplicationDto> {
    return applicationAnswer(await this.applications.requestInformation(actor, id, question));
  }

  @Post(':id/clear-duplicate')
  @Operation({
    summary: 'State that a possible duplicate is none',
    ...deciders,
    answer: PartnerApplicationDto,
    errors: ['NOT_HELD', 'INVALID_TRANSITION'],
  })
  async clearDuplicate(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason }: ApplicationReasonDto,
  ): Promise<PartnerApplicationDto> {
    return applicationAnswer(await this.applications.clearDuplicate(actor, id, reason));
  }

  @Post(':id/approve')
  @Operation({
    summary: 'Approve an application: a partner comes of it, with its onboarding plan and agreements',
    description: 'Rests on a completed evaluation. Against its recommendation it needs `override` with a reason.',
    ...deciders,
    answer: PartnerApplicationDto,
    errors: [
      'EVALUATION_REQUIRED',
      'KNOCKED_OUT',
      'OVERRIDE_REQUIRED',
      'SECOND_EVALUATOR_REQUIRED',
      'POSSIBLE_DUPLICATE',
      'INVALID_TRANSITION',
    ],
  })
  async approve(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason, override }: ApproveApplicationDto,
  ): Promise<PartnerApplicationDto> {
    const decision = { reason: reason ?? null, overrideReason: override?.reason ?? null };
    return applicationAnswer(await this.applications.approve(actor, id, decision));
  }

  @Post(':id/reject')
  @Operation({
    summary: 'Reject an application, with a reason',
    ...deciders,
    answer: PartnerApplicationDto,
    errors: ['INVALID_TRANSITION'],
  })
  async reject(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason }: ApplicationReasonDto,
  ): Promise<PartnerApplicationDto> {
    return applicationAnswer(await this.applications.reject(actor, id, reason));
  }

  @HistoryOperation({ noun: 'partner application', ...readers })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntry>> {
    await this.queries.one(actor, id);
    return historyOf(this.reads, actor, partnerApplications, id, query.page());
  }
}
