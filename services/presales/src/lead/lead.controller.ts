import { Body, Controller, Get, HttpStatus, Post, Query, Res, type StreamableFile } from '@nestjs/common';
import { ApiOkResponse } from '@nestjs/swagger';
import {
  CurrentActor,
  EntityId,
  HistoryEntryDto,
  HistoryOperation,
  HistoryQuery,
  ImportOperation,
  Imports,
  ListOperation,
  Operation,
  UploadedFile,
  type Upload,
} from '@tributary/http';
import { Clock, vendorRoles, type Actor } from '@tributary/kernel';
import { historyOf, type Page } from '@tributary/persistence';
import type { FastifyReply } from 'fastify';
import { LeadCaptureService } from './lead-capture.service.js';
import { LeadImportService } from './lead-import.service.js';
import { factsOfBody, LeadsQuery, NewLeadDto, TouchesDto, touchesFrom } from './lead-input.dto.js';
import { factsOfRow, LeadRowDto } from './lead-row.dto.js';
import { LeadDto, leadOf } from './lead.dto.js';
import { LeadQueries } from './lead.queries.js';
import { leads } from './lead.schema.js';
import { LeadService } from './lead.service.js';

const read = { roles: [...vendorRoles, 'partner_admin', 'sales', 'marketing'] as const, scope: 'leads:read' };
const brings = ['admin', 'channel_manager', 'partner_marketing'] as const;
const write = { roles: [...brings, 'partner_admin', 'sales', 'marketing'] as const, scope: 'leads:write' };
const vendorWrites = { roles: brings, scope: 'leads:write' };

@Controller('v1/leads')
export class LeadController {
  constructor(
    private readonly capturing: LeadCaptureService,
    private readonly deciding: LeadService,
    private readonly importing: LeadImportService,
    private readonly queries: LeadQueries,
    private readonly imports: Imports,
    private readonly clock: Clock,
  ) {}

  @ListOperation({
    ...read,
    summary: 'The leads',
    description: 'A partner sees those that are offered to it, that it owns or that it brought.',
    item: LeadDto,
  })
  async list(@CurrentActor() actor: Actor, @Query() query: LeadsQuery): Promise<Page<LeadDto>> {
    const page = await this.queries.page(actor, query);
    return { ...page, items: page.items.map((row) => leadOf(row, actor)) };
  }

  @ImportOperation({ ...vendorWrites, summary: 'Bring leads in from a file', row: LeadRowDto })
  import(@CurrentActor() actor: Actor, @UploadedFile() upload: Upload): Promise<StreamableFile> {
    const now = this.clock.now();
    return this.imports.run<LeadRowDto>(actor, upload, {
      row: LeadRowDto,
      apply: (tx, rows) =>
        this.importing.apply(
          tx,
          rows.map((row) => ({ facts: factsOfRow(row, now), merges: row.onDuplicate === 'merge' })),
        ),
    });
  }

  @Post()
  @Operation({
    ...write,
    summary: 'Capture a lead',
    description:
      'A second capture of an open lead (same e-mail address, or same domain and name) is refused with the `leadId` of the first. With `onDuplicate: merge` the vendor has it recorded there: the first lead takes over what it lacks, and its history tells both captures. What a partner brings is offered to nobody else.',
    answer: LeadDto,
    status: 201,
    errors: ['LEAD_DUPLICATE', 'CONSENT_MISSING', 'PARTNER_SUSPENDED'],
  })
  @ApiOkResponse({ type: LeadDto, description: 'It was merged into this lead' })
  async capture(
    @CurrentActor() actor: Actor,
    @Body() input: NewLeadDto,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<LeadDto> {
    const facts = factsOfBody(input, actor.kind === 'partner');
    const { lead, merged } = await this.capturing.capture(actor, facts, input.onDuplicate ?? 'refuse');
    if (merged) void reply.status(HttpStatus.OK);
    return leadOf(lead, actor);
  }

  @Get(':id')
  @Operation({
    ...read,
    summary: 'One lead',
    description: 'That a partner looks at an offer is kept.',
    answer: LeadDto,
  })
  async show(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<LeadDto> {
    const shown = leadOf(await this.queries.one(actor, id), actor);
    const isNew =
      actor.kind === 'partner' && shown.offers.some((offer) => offer.status === 'open' && offer.openedAt === null);
    return isNew ? leadOf(await this.deciding.open(id, actor), actor) : shown;
  }

  @Post(':id/touches')
  @Operation({
    ...vendorWrites,
    summary: 'Record what the person did; the score follows',
    answer: LeadDto,
  })
  async touch(@CurrentActor() actor: Actor, @EntityId() id: string, @Body() input: TouchesDto): Promise<LeadDto> {
    return leadOf(await this.capturing.touch(id, touchesFrom(input.touches), actor), actor);
  }

  @HistoryOperation({ noun: 'lead', ...read })
  async history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntryDto>> {
    await this.queries.one(actor, id); // a lead that was taken back tells nothing any more
    return historyOf(this.queries.reads, actor, leads, id, query.page());
  }
}
