import { Body, Controller, Delete, Get, Param, Post, Query, type StreamableFile } from '@nestjs/common';
import { ApiParam } from '@nestjs/swagger';
import {
  AskedFormat,
  CurrentActor,
  EntityId,
  ExportOperation,
  exportOf,
  ExportQuery,
  ImportOperation,
  Imports,
  Operation,
  PageOf,
  UploadedFile,
  type ExportFormat,
  type Upload,
} from '@tributary/http';
import { partnerRoles, vendorRoles, type Actor } from '@tributary/kernel';
import type { Page } from '@tributary/persistence';
import { PriceDto, PricesQuery } from './price-book.dto.js';
import { PriceBookQueries } from './price-book.queries.js';
import { DraftPriceDto, NewDraftPriceDto, priceAliases, PriceRowDto } from './price-draft.dto.js';
import { PriceDraftService } from './price-draft.service.js';
import { PriceImportService } from './price-import.service.js';

const read = { roles: [...vendorRoles, ...partnerRoles], scope: 'prices:read' };
const write = { roles: ['admin', 'finance', 'deal_desk'] as const, scope: 'prices:write' };

@Controller('v1/price-books/:id/prices')
export class PriceController {
  constructor(
    private readonly drafts: PriceDraftService,
    private readonly importing: PriceImportService,
    private readonly queries: PriceBookQueries,
    private readonly imports: Imports,
  ) {}

  @Get()
  @Operation({
    ...read,
    summary: 'The prices of a book that are valid now or at another instant',
    answer: PageOf(PriceDto),
  })
  list(@CurrentActor() actor: Actor, @EntityId() id: string, @Query() query: PricesQuery): Promise<Page<PriceDto>> {
    return this.queries.prices(actor, id, query);
  }

  @Get('drafts')
  @Operation({
    ...write,
    summary: 'The prices drafted for the next edition',
    description: 'The first 1000 of them, by sku.',
    answer: [DraftPriceDto],
  })
  listDrafts(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<DraftPriceDto[]> {
    return this.queries.drafts(actor, id);
  }

  @Post()
  @Operation({
    ...write,
    summary: 'Draft a price for the next edition',
    answer: DraftPriceDto,
    status: 201,
    errors: [
      'INVALID_TRANSITION',
      'PRODUCT_UNKNOWN',
      'PERIOD_EMPTY',
      'PRICE_IN_THE_PAST',
      'OUTSIDE_BOOK_PERIOD',
      'BREAKS_OUT_OF_ORDER',
    ],
  })
  draft(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { sku, unitPrice, breaks = [], validFrom, validUntil = null }: NewDraftPriceDto,
  ): Promise<DraftPriceDto> {
    return this.drafts.draft(actor, id, { sku, unitPrice, breaks, validFrom: validFrom ?? null, validUntil });
  }

  @Delete('drafts/:sku')
  @Operation({ ...write, summary: "Take a product's drafted prices back", errors: ['INVALID_TRANSITION'] })
  @ApiParam({ name: 'sku', schema: { type: 'string', maxLength: 64 }, example: 'GTX-PRO' })
  withdraw(@CurrentActor() actor: Actor, @EntityId() id: string, @Param('sku') sku: string): Promise<void> {
    return this.drafts.withdraw(actor, id, sku);
  }

  @ExportOperation({ ...read, summary: 'The prices of a book, present and future, as a file', row: PriceRowDto })
  async export(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() _query: ExportQuery,
    @AskedFormat() format: ExportFormat,
  ): Promise<StreamableFile> {
    return exportOf(format, PriceRowDto, await this.queries.rows(actor, id));
  }

  @ImportOperation({ ...write, summary: 'Draft the prices of a file for the next edition', row: PriceRowDto })
  async import(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @UploadedFile() upload: Upload,
  ): Promise<StreamableFile> {
    await this.queries.one(actor, id);
    return this.imports.run(actor, upload, {
      row: PriceRowDto,
      aliases: priceAliases,
      apply: (tx, rows) => this.importing.apply(tx, id, rows),
    });
  }
}
