import { Body, Controller, Get, Patch, Post, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { CurrentActor, EntityId, HistoryOperation, HistoryQuery, ListOperation, Operation } from '@tributary/http';
import { Clock, dayOf, partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import { historyOf, type HistoryEntry, type Page, type Saved } from '@tributary/persistence';
import {
  CertificationDefinitionDto,
  CertificationDefinitionListQuery,
  definitionAnswer,
  DefineCertificationDto,
  editionFrom,
  RenameCertificationDto,
  RetireCertificationDto,
  ReviseCertificationDto,
} from './certification-definition.dto.js';
import type { CertificationDefinitionState } from './certification-definition.js';
import { CertificationDefinitionQueries } from './certification-definition.queries.js';
import { certificationDefinitions } from './certification-definition.schema.js';
import { CertificationDefinitionService } from './certification-definition.service.js';

const readers = { roles: [...vendorRoles, ...partnerRoles], scope: 'certifications:read' } as const;
const managers = { roles: ['admin', 'partner_marketing'], scope: 'certifications:write' } as const;
const refusals = ['PREREQUISITE_UNKNOWN', 'PREREQUISITE_CYCLE', 'SCORE_WITHOUT_EXAM'];

@ApiTags('certification-definitions')
@Controller('v1/certification-definitions')
export class CertificationDefinitionController {
  constructor(
    private readonly definitions: CertificationDefinitionService,
    private readonly queries: CertificationDefinitionQueries,
    private readonly clock: Clock,
  ) {}

  @Post()
  @Operation({
    summary: 'Define what people of partners can prove',
    ...managers,
    status: 201,
    answer: CertificationDefinitionDto,
    errors: ['CODE_TAKEN', ...refusals],
  })
  async define(
    @CurrentActor() actor: Actor,
    @Body() body: DefineCertificationDto,
  ): Promise<CertificationDefinitionDto> {
    const { code, name, kind, from } = body;
    const first = editionFrom(body, from ?? this.today());
    return this.answer(await this.definitions.define(actor, { code, name, kind }, first));
  }

  @ListOperation({ summary: 'List what can be proved', ...readers, item: CertificationDefinitionDto })
  async list(
    @CurrentActor() actor: Actor,
    @Query() query: CertificationDefinitionListQuery,
  ): Promise<Page<CertificationDefinitionDto>> {
    const { items, nextCursor } = await this.queries.list(actor, query);
    return { items: items.map((row) => this.answer(row)), nextCursor };
  }

  @Get(':id')
  @Operation({ summary: 'Read a certification definition', ...readers, answer: CertificationDefinitionDto })
  async one(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<CertificationDefinitionDto> {
    return this.answer(await this.queries.one(actor, id));
  }

  @Patch(':id')
  @Operation({ summary: 'Rename it', ...managers, answer: CertificationDefinitionDto })
  async rename(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { name }: RenameCertificationDto,
  ): Promise<CertificationDefinitionDto> {
    return this.answer(await this.definitions.rename(actor, id, name));
  }

  @Post(':id/revise')
  @Operation({
    summary: 'Ask for something else, or give something else, from a day on',
    description:
      'The whole edition: what is left out is as for a new definition. What was earned before stays as it was.',
    ...managers,
    answer: CertificationDefinitionDto,
    errors: ['EDITION_IN_THE_PAST', 'INVALID_TRANSITION', ...refusals],
  })
  async revise(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() body: ReviseCertificationDto,
  ): Promise<CertificationDefinitionDto> {
    return this.answer(await this.definitions.revise(actor, id, editionFrom(body, body.from)));
  }

  @Post(':id/retire')
  @Operation({
    summary: 'Let nobody earn or renew it any more; what is held runs to its end',
    ...managers,
    answer: CertificationDefinitionDto,
    errors: ['INVALID_TRANSITION'],
  })
  async retire(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason }: RetireCertificationDto,
  ): Promise<CertificationDefinitionDto> {
    return this.answer(await this.definitions.retire(actor, id, reason));
  }

  @HistoryOperation({ noun: 'certification definition', roles: vendorRoles, scope: 'certifications:read' })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntry>> {
    await this.queries.one(actor, id);
    return historyOf(this.queries.reads, actor, certificationDefinitions, id, query.page());
  }

  private answer(row: Saved<CertificationDefinitionState>): CertificationDefinitionDto {
    return definitionAnswer(row, this.today());
  }

  private today(): string {
    return dayOf(this.clock.now());
  }
}
