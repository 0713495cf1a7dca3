import { Body, Controller, Get, HttpStatus, Param, Post, Put, Query, Res } from '@nestjs/common';
import { ApiCreatedResponse, ApiParam, ApiTags } from '@nestjs/swagger';
import {
  CurrentActor,
  EntityId,
  HistoryOperation,
  HistoryQuery,
  ListOperation,
  Operation,
  PageOf,
} from '@tributary/http';
import { Clock, dayOf, partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import { historyOf, type HistoryEntry, type Page, type Saved } from '@tributary/persistence';
import type { FastifyReply } from 'fastify';
import { GapListQuery, PersonGapsDto } from './certification-gap.dto.js';
import {
  certificationAnswer,
  CertificationDto,
  CertificationListQuery,
  EarnCertificationDto,
  RenewCertificationDto,
  RevokeCertificationDto,
  type ProofDto,
} from './certification.dto.js';
import type { CertificationState } from './certification.js';
import { CertificationQueries } from './certification.queries.js';
import { certifications } from './certification.schema.js';
import { CertificationService } from './certification.service.js';
import { CompletionRecordService } from './completion-record.service.js';
import type { Proof } from './evidence.js';

const readers = { roles: [...vendorRoles, ...partnerRoles], scope: 'certifications:read' } as const;
const managers = { roles: ['admin', 'channel_manager', 'partner_marketing'], scope: 'certifications:write' } as const;
const unproved = [
  'EARNED_IN_THE_FUTURE',
  'EVIDENCE_UNFIT',
  'SCORE_TOO_LOW',
  'PREREQUISITE_MISSING',
  'NOT_TO_BE_EARNED',
  'HOLDER_LEFT',
];
const unrenewable = ['NOTHING_TO_RENEW', 'RENEWAL_TOO_EARLY', 'INVALID_TRANSITION'];
const system = { name: 'system', schema: { type: 'string', maxLength: 64 }, example: 'lms' } as const;
const externalId = { name: 'externalId', schema: { type: 'string', maxLength: 200 }, example: 'C-100' } as const;

@ApiTags('certifications')
@Controller('v1/certifications')
export class CertificationController {
  constructor(
    private readonly certifications: CertificationService,
    private readonly records: CompletionRecordService,
    private readonly queries: CertificationQueries,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Operation({
    summary: 'Certify a person of a partner',
    ...managers,
    status: 201,
    answer: CertificationDto,
    errors: ['CERTIFIED_ALREADY', 'DEFINITION_UNKNOWN', 'EXPIRED_ALREADY', ...unproved],
  })
  async earn(@CurrentActor() actor: Actor, @Body() body: EarnCertificationDto): Promise<CertificationDto> {
    const { userId, definition, evidence } = body;
    return this.answer(await this.certifications.earn(actor, { userId, definition, proof: proofOf(evidence) }));
  }

  @ListOperation({
    summary: 'List certifications',
    description: 'An administrator of a partner sees its people, everybody else of it only what is theirs.',
    ...readers,
    item: CertificationDto,
  })
  async list(@CurrentActor() actor: Actor, @Query() query: CertificationListQuery): Promise<Page<CertificationDto>> {
    const { items, nextCursor } = await this.queries.list(actor, query);
    return { items: items.map((row) => this.answer(row)), nextCursor };
  }

  @Get('missing')
  @Operation({ summary: 'Who lacks what today, person by person', ...readers, answer: PageOf(PersonGapsDto) })
  missing(@CurrentActor() actor: Actor, @Query() query: GapListQuery): Promise<Page<PersonGapsDto>> {
    return this.queries.gaps(actor, query);
  }

  @Put('external/:system/:externalId')
  @Operation({
    summary: 'Tell of a completion record of an outside learning system',
    description: 'It earns the certification (201) or renews it; told again, it changes nothing.',
    ...managers,
    answer: CertificationDto,
    errors: [
      'RECORD_DIFFERS',
      'CERTIFIED_ALREADY',
      'DEFINITION_UNKNOWN',
      'EXPIRED_ALREADY',
      ...unproved,
      ...unrenewable,
    ],
  })
  @ApiCreatedResponse({ type: CertificationDto, description: 'The certification is new' })
  @ApiParam(system)
  @ApiParam(externalId)
  async record(
    @CurrentActor() actor: Actor,
    @Param('system') from: string,
    @Param('externalId') id: string,
    @Body() { userId, definition, evidence }: EarnCertificationDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CertificationDto> {
    const proof = { ...proofOf(evidence), reference: evidence.reference ?? id, system: from };
    const { certification, created } = await this.records.record(actor, from, id, { userId, definition, proof });
    if (created) void reply.status(HttpStatus.CREATED);
    return this.answer(certification);
  }

  @Get(':id')
  @Operation({ summary: 'Read a certification', ...readers, answer: CertificationDto })
  async one(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<CertificationDto> {
    return this.answer(await this.queries.one(actor, id));
  }

  @Post(':id/renew')
  @Operation({
    summary: 'Renew a certification from its old end on',
    ...managers,
    answer: CertificationDto,
    errors: ['CERTIFIED_ALREADY', ...unproved, ...unrenewable],
  })
  async renew(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { evidence }: RenewCertificationDto,
  ): Promise<CertificationDto> {
    return this.answer(await this.certifications.renew(actor, id, proofOf(evidence)));
  }

  @Post(':id/revoke')
  @Operation({
    summary: 'Take a certification back',
    ...managers,
    answer: CertificationDto,
    errors: ['INVALID_TRANSITION'],
  })
  async revoke(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { cause, reason }: RevokeCertificationDto,
  ): Promise<CertificationDto> {
    return this.answer(await this.certifications.revoke(actor, id, cause, reason));
  }

  @HistoryOperation({ noun: 'certification', ...readers })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntry>> {
    await this.queries.one(actor, id);
    return historyOf(this.queries.reads, actor, certifications, id, query.page());
  }

  private answer(row: Saved<CertificationState>): CertificationDto {
    return certificationAnswer(row, dayOf(this.clock.now()));
  }
}

function proofOf({ kind, score, reference, at }: ProofDto): Proof {
  return { kind, score: score ?? null, reference: reference ?? null, system: null, at: at ?? null };
}
