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
import {
  bookOf,
  NewPriceBookDto,
  PriceBookDto,
  PriceBooksQuery,
  RenamedPriceBookDto,
  RetirementDto,
} from './price-book.dto.js';
import { PriceBookQueries } from './price-book.queries.js';
import { priceBooks } from './price-book.schema.js';
import { PriceBookService } from './price-book.service.js';

const read = { roles: [...vendorRoles, ...partnerRoles], scope: 'prices:read' };
const write = { roles: ['admin', 'finance', 'deal_desk'] as const, scope: 'prices:write' };

@Controller('v1/price-books')
export class PriceBookController {
  constructor(
    private readonly books: PriceBookService,
    private readonly queries: PriceBookQueries,
  ) {}

  @ListOperation({ ...read, summary: 'The price books', item: PriceBookDto })
  async list(@CurrentActor() actor: Actor, @Query() query: PriceBooksQuery): Promise<Page<PriceBookDto>> {
    const page = await this.queries.page(actor, query);
    return { ...page, items: page.items.map(bookOf) };
  }

  @Post()
  @Operation({
    ...write,
    summary: 'Open a price book',
    description: 'It is a draft until its first publication.',
    answer: PriceBookDto,
    status: 201,
    errors: ['CODE_TAKEN', 'PERIOD_EMPTY'],
  })
  async open(@CurrentActor() actor: Actor, @Body() input: NewPriceBookDto): Promise<PriceBookDto> {
    const { territory = null, validUntil = null, ...book } = input;
    return bookOf(await this.books.open(actor, { ...book, territory, validUntil }));
  }

  @Get(':id')
  @Operation({ ...read, summary: 'One price book', answer: PriceBookDto })
  async show(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<PriceBookDto> {
    return bookOf(await this.queries.one(actor, id));
  }

  @Patch(':id')
  @Operation({ ...write, summary: 'Rename a price book', answer: PriceBookDto, errors: ['INVALID_TRANSITION'] })
  async rename(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { name }: RenamedPriceBookDto,
  ): Promise<PriceBookDto> {
    return bookOf(await this.books.rename(actor, id, name));
  }

  @Post(':id/publish')
  @Operation({
    ...write,
    summary: 'Make all drafted prices of a book valid at once',
    answer: PriceBookDto,
    errors: ['INVALID_TRANSITION', 'NOTHING_TO_PUBLISH', 'PRICE_OVERLAP', 'EDITION_TOO_LARGE'],
  })
  async publish(@CurrentActor() actor: Actor, @EntityId() id: string): Promise<PriceBookDto> {
    return bookOf(await this.books.publish(actor, id));
  }

  @Post(':id/retire')
  @Operation({
    ...write,
    summary: 'Offer a price book no longer',
    answer: PriceBookDto,
    errors: ['INVALID_TRANSITION'],
  })
  async retire(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Body() { reason }: RetirementDto,
  ): Promise<PriceBookDto> {
    return bookOf(await this.books.retire(actor, id, reason));
  }

  @HistoryOperation({ noun: 'price book', roles: vendorRoles, scope: 'prices:read' })
  history(
    @CurrentActor() actor: Actor,
    @EntityId() id: string,
    @Query() query: HistoryQuery,
  ): Promise<Page<HistoryEntryDto>> {
    return historyOf(this.queries.reads, actor, priceBooks, id, query.page());
  }
}
