import { Body, Controller, Get, Inject, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, EntityId, HistoryOperation, HistoryQuery, ListOperation, Operation } from '@tributary/http';
import { RuleViolation, type Actor } from '@tributary/kernel';
import { historyOf, Reads, type HistoryEntry, type Page } from '@tributary/persistence';
import { EvaluationModelDto, modelAnswer } from './evaluation-model.dto.js';
import { EvaluationModel } from './evaluation-model.js';
import {
  EvaluationListQuery,
  LiftKnockoutDto,
  OpenEvaluationDto,
  ScoresDto,
  scoresOf,
} from './evaluation-input.dto.js';
import { evaluationAnswer, PartnerEvaluationDto } from './partner-evaluation.dto.js';
import { PartnerEvaluationQueries } from './partner-evaluation.queries.js';
import { partnerEvaluations } from './partner-evaluation.schema.js';
import { PartnerEvaluationService, type Subject } from './partner-evaluation.service.js';

const vendor = [
  'admin',
  'channel_manager',
  'deal_desk',
  'finance',
  'compliance',
  'partner_marketing',
  'support',
] as const;
const readers = { roles: [...vendor, 'readonly'], scope: 'partners:read' } as const;
const evaluators = { roles: vendor, scope: 'partners:write' } as const;
const deciders = { roles: ['admin', 'channel_manager'], scope: 'partners:write' } as const;
const scoring = ['CRITERION_NOT_ASKED', 'SCORE_OUT_OF_RANGE', 'CRITERION_SCORED_TWICE'] as const;

@ApiTags('partner-evaluations')
@Controller('v1/partner-evaluations')
export class PartnerEvaluationController {
  constructor(
    private readonly evaluations: PartnerEvaluationService,
    private readonly queries: PartnerEvaluationQueries,
    private readonly reads: Reads,
    @Inject(EvaluationModel) private readonly model: EvaluationModel,
  ) {}

  @Get('model')
  @Operation({ summary: 'Criteria, weights and anchors in force', ...readers, answer: EvaluationModelDto })
  criteria(): EvaluationModelDto {
    return modelAnswer(this.model.spec);
  }

  @Post()
  @Operation({
    summary: 'Open an evaluation of an application or a partner, with your scores if you have them',
    description: 'The answer shows the result so far and, in `missing`, what it still needs to be completed.',
    ...evaluators,
    status: 201,
    answer: PartnerEvaluationDto,
    errors: ['SUBJECT_REQUIRED', 'APPLICATION_NOT_OPEN', 'PARTNER_TERMINATED', ...scoring],
  })
  async open(@CurrentActor() actor: Actor, @Body() body: OpenEvaluationDto): Promise<PartnerEvaluationDto> {
    const scores = { scores: scoresOf(body.scores ?? []), hasStake: body.hasStake ?? false };
    return evaluationAnswer(await this.evaluations.open(actor, subjectOf(body), scores));
  }

  @ListOperation({ summary: 'List evaluations', ...readers, item: PartnerEvaluationDto })
  async list(@CurrentActor() actor: Actor, @Query() query: EvaluationListQuery): Promise<Page<PartnerEvaluationDto>> {
    const { items, nextCursor } = await this.queries.list(actor, query);
    return { items: items.map(evaluationAnswer), nextCursor };
  }

  @Get(':id')
  @Operation({ summary: 'Read an evaluation', ...readers, answer: PartnerEvaluationDto })
  async one(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<PartnerEvaluationDto> {
    return evaluationAnswer(await this.queries.one(actor, id));
  }

  @Post(':id/score')
  @Operation({
    summary: 'Give your scores, or correct them; a completed evaluation is opened again',
    ...evaluators,
    answer: PartnerEvaluationDto,
    errors: ['APPLICATION_NOT_OPEN', 'PARTNER_TERMINATED', 'EVALUATION_PAST', ...scoring],
  })
  async score(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { scores, hasStake }: ScoresDto,
  ): Promise<PartnerEvaluationDto> {
    const given = { scores: scoresOf(scores), hasStake: hasStake ?? false };
    return evaluationAnswer(await this.evaluations.score(actor, id, given));
  }

  @Post(':id/complete')
  @Operation({
    summary: 'Complete an evaluation',
    ...deciders,
    answer: PartnerEvaluationDto,
    errors: [
      'PARAMETER_UNSCORED',
      'SECOND_EVALUATOR_REQUIRED',
      'INDEPENDENT_EVALUATOR_REQUIRED',
      'APPLICATION_NOT_OPEN',
      'PARTNER_TERMINATED',
      'INVALID_TRANSITION',
    ],
  })
  async complete(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<PartnerEvaluationDto> {
    return evaluationAnswer(await this.evaluations.complete(actor, id));
  }

  @Post(':id/lift-knockout')
  @Operation({
    summary: 'Lift a knock-out, with a reason, by the role that it names',
    roles: ['finance', 'compliance', 'admin', 'channel_manager'],
    scope: 'partners:write',
    answer: PartnerEvaluationDto,
    errors: ['NO_KNOCKOUT', 'KNOCKOUT_ROLE'],
  })
  async liftKnockout(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { criterionId, reason }: LiftKnockoutDto,
  ): Promise<PartnerEvaluationDto> {
    return evaluationAnswer(await this.evaluations.liftKnockout(actor, id, criterionId, reason));
  }

  @HistoryOperation({ noun: 'partner evaluation', ...readers })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntry>> {
    await this.queries.one(actor, id);
    return historyOf(this.reads, actor, partnerEvaluations, id, query.page());
  }
}

function subjectOf({ applicationId, partnerId }: OpenEvaluationDto): Subject {
  if (applicationId !== undefined && partnerId === undefined) return { applicationId };
  if (partnerId !== undefined && applicationId === undefined) return { partnerId };
  throw new RuleViolation('SUBJECT_REQUIRED', 'Name an application or a partner, one of them.');
}
