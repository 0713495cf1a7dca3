import { Injectable } from '@nestjs/common';
import { Clock, type Actor } from '@tributary/kernel';
import { Reads, type Page, type Saved } from '@tributary/persistence';
import type { PriceBookState } from './price-book.js';
import type { PriceBooksQuery, PriceDto, PricesQuery } from './price-book.dto.js';
import type { DraftPriceDto, PriceRowDto } from './price-draft.dto.js';

type Row = Saved<PriceBookState>;

const select = `SELECT b.id, b.code, b.name, b.currency, b.territory, b.valid_from AS "validFrom", b.valid_until AS "validUntil",
  b.status, b.edition, b.prices, b.version, b.number, b.created_at AS "createdAt", b.updated_at AS "updatedAt" FROM price_book b`;

const priceColumns = `p.sku, p.unit_price AS "unitPrice", p.breaks, p.valid_from AS "validFrom", p.valid_until AS "validUntil"`;

@Injectable()
export class PriceBookQueries {
  constructor(
    readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  one(actor: Actor, id: string): Promise<Row> {
    const visible = actor.kind === 'partner' ? ` AND b.status = 'published'` : '';
    return this.reads.one(actor, 'price book', `${select} WHERE b.id = $1${visible}`, [id]);
  }

  page(actor: Actor, query: PriceBooksQuery): Promise<Page<Row>> {
    const filters: [string, unknown][] = [
      ['b.status = ?', actor.kind === 'partner' ? 'published' : query.status],
      ['b.status = ?', actor.kind === 'partner' ? query.status : undefined],
      ['b.currency = ?', query.currency],
      ['b.territory = ?', query.territory],
      ['b.code = ?', query.code],
      ['b.updated_at >= ?', query.updatedSince],
    ];
    const given = filters.filter(([, value]) => value !== undefined);
    return this.reads.page(
      actor,
      {
        select,
        id: 'b.id',
        sorts: { createdAt: 'b.created_at', updatedAt: 'b.updated_at', code: 'b.code' },
        branches: [{ where: given.map(([condition]) => condition), params: given.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(given),
      },
      query.page(),
    );
  }

  /** The prices valid at one instant: one at most for each product. */
  async prices(actor: Actor, bookId: string, query: PricesQuery): Promise<Page<PriceDto>> {
    await this.one(actor, bookId);
    const at = query.asOf ?? this.clock.now();
    const filters: [string, unknown][] = [
      ['p.price_book_id = ?', bookId],
      ['p.valid_from <= ?', at],
      ['(p.valid_until IS NULL OR p.valid_until > ?)', at],
      ['p.sku = ?', query.sku],
      ['p.updated_at >= ?', query.updatedSince],
    ];
    const given = filters.filter(([, value]) => value !== undefined);
    return this.reads.page(
      actor,
      {
        select: `SELECT p.id, p.currency, p.edition, ${priceColumns} FROM price p`,
        id: 'p.id',
        sorts: { sku: 'p.sku' },
        sort: 'sku',
        branches: [{ where: given.map(([condition]) => condition), params: given.map(([, value]) => value) }],
        // Without the instant: the pages of "now" belong together although time goes on.
        cursorSalt: JSON.stringify([bookId, query.sku, query.asOf, query.updatedSince]),
      },
      query.page(),
    );
  }

  async drafts(actor: Actor, bookId: string): Promise<DraftPriceDto[]> {
    await this.one(actor, bookId);
    const sql = `SELECT ${priceColumns} FROM price_draft p WHERE p.price_book_id = $1 ORDER BY p.sku, p.valid_from LIMIT 1000`;
    return this.reads.query(actor, sql, [bookId]);
  }

  /** Everything that is or will be in force. */
  async rows(actor: Actor, bookId: string): Promise<AsyncIterable<PriceRowDto>> {
    await this.one(actor, bookId);
    return this.reads.stream(
      actor,
      `SELECT ${priceColumns} FROM price p WHERE p.price_book_id = $1 AND (p.valid_until IS NULL OR p.valid_until > $2)
        ORDER BY p.sku, p.valid_from`,
      [bookId, this.clock.now()],
    );
  }
}
