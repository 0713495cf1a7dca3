import { Body, Controller, Get, Patch, Post, Query, type StreamableFile } from '@nestjs/common';
import {
  AskedFormat,
  CurrentActor,
  EntityId,
  ExportOperation,
  exportOf,
  HistoryEntryDto,
  HistoryOperation,
  HistoryQuery,
  Operation,
  PageOf,
  type ExportFormat,
} from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import { historyOf, type Page } from '@tributary/persistence';
import {
  AssessmentsExportQuery,
  AssessmentsQuery,
  detailsFrom,
  OpenedAssessmentDto,
  RevisedAssessmentDto,
} from './assessment-input.dto.js';
import { AssessmentRowDto } from './assessment-row.dto.js';
import { assessmentOf, MaturityAssessmentDto } from './maturity-assessment.dto.js';
import { MaturityAssessmentQueries } from './maturity-assessment.queries.js';
import { maturityAssessments } from './maturity-assessment.schema.js';
import { MaturityAssessmentService } from './maturity-assessment.service.js';

const read = { roles: [...vendorRoles, ...partnerRoles], scope: 'maturity:read' };
const vendorsRead = { roles: vendorRoles, scope: 'maturity:read' };
const write = {
  roles: ['admin', 'channel_manager'],
  scope: 'maturity:write',
  answer: MaturityAssessmentDto,
} as const;

@Controller('v1/maturity-assessments')
export class MaturityAssessmentController {
  constructor(
    private readonly assessments: MaturityAssessmentService,
    private readonly queries: MaturityAssessmentQueries,
  ) {}

  @Get()
  @Operation({
    ...read,
    summary: 'The maturity assessments',
    description: 'A partner’s person sees those that it is named in, without what they came to.',
    answer: PageOf(MaturityAssessmentDto),
  })
  async list(@CurrentActor() actor: Actor, @Query() query: AssessmentsQuery): Promise<Page<MaturityAssessmentDto>> {
    const page = await this.queries.page(actor, query);
    return { ...page, items: page.items.map(assessmentOf) };
  }

  @ExportOperation({ ...vendorsRead, summary: 'All assessments with their means as a file', row: AssessmentRowDto })
  export(
    @CurrentActor() actor: Actor,
    @Query() query: AssessmentsExportQuery,
    @AskedFormat() format: ExportFormat,
  ): Promise<StreamableFile> {
    return exportOf(format, AssessmentRowDto, this.queries.rows(actor, query));
  }

  @Post()
  @Operation({
    ...write,
    summary: 'Open an assessment of an organization, as a draft',
    status: 201,
    errors: [
      ...['CAPABILITY_UNKNOWN', 'TARGET_TWICE', 'NOT_OPEN_TO_PARTNERS', 'RESPONDENT_KNOWN'],
      ...['PARTNER_NOT_ACTIVE', 'NOT_YET_KNOWN'],
    ],
  })
  async open(@CurrentActor() actor: Actor, @Body() body: OpenedAssessmentDto): Promise<MaturityAssessmentDto> {
    const named = body.respondents ?? [{ subject: actor.subject, role: 'Assessor' }];
    const respondents = named.map(({ subject, role, partnerId }) => ({ subject, role, partnerId: partnerId ?? null }));
    const opening = {
      modelId: body.modelId ?? null,
      form: body.form ?? 'full',
      details: detailsFrom(body),
      respondents,
    };
    return assessmentOf(await this.assessments.open(actor, opening));
  }

  @Get(':id')
  @Operation({ ...read, summary: 'One maturity assessment', answer: MaturityAssessmentDto })
  async show(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<MaturityAssessmentDto> {
    return assessmentOf(await this.queries.one(actor, id));
  }

  @Patch(':id')
  @Operation({
    ...write,
    summary: 'Correct what an assessment is about, and its targets, until it is submitted',
    errors: ['CAPABILITY_UNKNOWN', 'TARGET_TWICE', 'INVALID_TRANSITION'],
  })
  async revise(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() change: RevisedAssessmentDto,
  ): Promise<MaturityAssessmentDto> {
    return assessmentOf(await this.assessments.revise(actor, id, { ...change }));
  }

  @HistoryOperation({ noun: 'maturity assessment', ...vendorsRead })
  history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntryDto>> {
    return historyOf(this.queries.reads, actor, maturityAssessments, id, query.page());
  }
}
