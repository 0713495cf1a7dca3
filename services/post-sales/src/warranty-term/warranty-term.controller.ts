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
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import { historyOf, type Page } from '@tributary/persistence';
import { coverageOn, effectiveStart } from './coverage.js';
import {
  ChangedWarrantyTermDto,
  CoverageQuery,
  NewWarrantyTermDto,
  termOf,
  WarrantyCoverageDto,
  WarrantyTermDto,
  WarrantyTermsQuery,
  WithdrawalDto,
} from './warranty-term.dto.js';
import { WarrantyTermQueries } from './warranty-term.queries.js';
import { warrantyTerms } from './warranty-term.schema.js';
import { WarrantyTermService } from './warranty-term.service.js';

const read = { roles: [...vendorRoles, ...partnerRoles], scope: 'warranty-terms:read' };
const write = { roles: ['admin', 'support'] as const, scope: 'warranty-terms:write' };

@Controller('v1/warranty-terms')
export class WarrantyTermController {
  constructor(
    private readonly terms: WarrantyTermService,
    private readonly queries: WarrantyTermQueries,
  ) {}

  @ListOperation({ ...read, summary: 'The warranty terms', item: WarrantyTermDto })
  async list(@CurrentActor() actor: Actor, @Query() query: WarrantyTermsQuery): Promise<Page<WarrantyTermDto>> {
    const page = await this.queries.page(actor, query);
    return { ...page, items: page.items.map(termOf) };
  }

  @Post()
  @Operation({
    ...write,
    summary: 'Define a warranty term',
    answer: WarrantyTermDto,
    status: 201,
    errors: ['CODE_TAKEN', 'COST_CLASS_TWICE', 'LATEST_START_POINTLESS'],
  })
  async define(@CurrentActor() actor: Actor, @Body() input: NewWarrantyTermDto): Promise<WarrantyTermDto> {
    const unless = {
      latestStartDays: null,
      exclusions: [],
      transferable: false,
      territories: [],
      extensionSkus: [],
      supplierMonths: null,
    };
    return termOf(await this.terms.define(actor, { ...unless, ...input }));
  }

  @Get(':id')
  @Operation({ ...read, summary: 'One warranty term', answer: WarrantyTermDto })
  async show(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<WarrantyTermDto> {
    return termOf(await this.queries.one(actor, id));
  }

  @Get(':id/coverage')
  @Operation({ ...read, summary: 'What the term covers on a day, per class of cost', answer: WarrantyCoverageDto })
  async coverage(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: CoverageQuery,
  ): Promise<WarrantyCoverageDto> {
    const term = await this.queries.one(actor, id);
    const startsOn = effectiveStart(query.startedOn, query.shippedOn ?? null, term.latestStartDays);
    return { startsOn, coverages: coverageOn(term.coverages, startsOn, query.on) };
  }

  @Patch(':id')
  @Operation({
    ...write,
    summary: 'Change what a term promises; what was sold under it keeps what it had',
    answer: WarrantyTermDto,
    errors: ['INVALID_TRANSITION', 'COST_CLASS_TWICE', 'LATEST_START_POINTLESS'],
  })
  async change(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() change: ChangedWarrantyTermDto,
  ): Promise<WarrantyTermDto> {
    return termOf(await this.terms.change(actor, id, change));
  }

  @Post(':id/withdraw')
  @Operation({ ...write, summary: 'Offer a term no longer', answer: WarrantyTermDto, errors: ['INVALID_TRANSITION'] })
  async withdraw(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason }: WithdrawalDto,
  ): Promise<WarrantyTermDto> {
    return termOf(await this.terms.withdraw(actor, id, reason));
  }

  @HistoryOperation({ noun: 'warranty term', roles: vendorRoles, scope: 'warranty-terms:read' })
  history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntryDto>> {
    return historyOf(this.queries.reads, actor, warrantyTerms, id, query.page());
  }
}
