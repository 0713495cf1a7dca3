import { Body, Controller, Get, Post, Query } from '@nestjs/common';
import { CurrentActor, EntityId, HistoryEntryDto, HistoryQuery, Operation, PageOf } from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import { historyOf, type Page } from '@tributary/persistence';
import {
  answerFrom,
  DismissedRespondentDto,
  GivenAnswersDto,
  MaturityResponseDto,
  RespondentDto,
  respondentFrom,
  responseOf,
} from './maturity-response.dto.js';
import { MaturityResponseQueries } from './maturity-response.queries.js';
import { maturityResponses } from './maturity-response.schema.js';
import { MaturityResponseService } from './maturity-response.service.js';

const everybody = [...vendorRoles, ...partnerRoles];
const read = { roles: everybody, scope: 'maturity:read' };
const manage = { roles: ['admin', 'channel_manager'], scope: 'maturity:write', answer: MaturityResponseDto } as const;

@Controller('v1/maturity-assessments')
export class MaturityResponseController {
  constructor(
    private readonly responses: MaturityResponseService,
    private readonly queries: MaturityResponseQueries,
  ) {}

  @Post(':id/name-respondent')
  @Operation({
    ...manage,
    summary: 'Name a person who is to answer; a partner’s person where the assessment is open to partners',
    errors: ['RESPONDENT_KNOWN', 'ANSWERS_CLOSED', 'NOT_OPEN_TO_PARTNERS', 'PARTNER_NOT_ACTIVE', 'NOT_YET_KNOWN'],
  })
  async name(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() body: RespondentDto,
  ): Promise<MaturityResponseDto> {
    return responseOf(await this.responses.name(actor, id, respondentFrom(body)));
  }

  @Post(':id/dismiss-respondent')
  @Operation({
    ...manage,
    summary: 'Let a respondent go: the answers are kept and do not count',
    errors: ['RESPONDENT_DISMISSED', 'ANSWERS_CLOSED'],
  })
  async dismiss(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { responseId, reason }: DismissedRespondentDto,
  ): Promise<MaturityResponseDto> {
    return responseOf(await this.responses.dismiss(actor, id, responseId, reason));
  }

  @Post(':id/answer')
  @Operation({
    summary: 'Answer questions, or correct answers, as the respondent who calls',
    description: 'Choose the highest anchor of which every clause is true today in normal business. No half levels.',
    roles: everybody,
    answer: MaturityResponseDto,
    errors: [
      ...['NOT_A_RESPONDENT', 'ANSWERS_CLOSED', 'QUESTION_NOT_ASKED', 'QUESTION_TWICE', 'ANSWER_UNCLEAR'],
      ...['PARTNER_SUSPENDED', 'NOT_YET_KNOWN'],
    ],
  })
  async answer(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { answers }: GivenAnswersDto,
  ): Promise<MaturityResponseDto> {
    return responseOf(await this.responses.answer(actor, id, answers.map(answerFrom)));
  }

  @Get(':id/responses')
  @Operation({
    ...read,
    summary: 'The respondents and what each has answered; a partner’s person sees the own answers alone',
    answer: PageOf(MaturityResponseDto),
  })
  async list(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<MaturityResponseDto>> {
    const page = await this.queries.page(actor, id, query.page());
    return { ...page, items: page.items.map(responseOf) };
  }

  @Get(':id/responses/:responseId/history')
  @Operation({ ...read, summary: 'When a respondent answered what', answer: PageOf(HistoryEntryDto) })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @EntityId('responseId') responseId: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntryDto>> {
    await this.queries.one(actor, id, responseId);
    return historyOf(this.queries.reads, actor, maturityResponses, responseId, query.page());
  }
}
