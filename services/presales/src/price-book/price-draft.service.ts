import { Injectable } from '@nestjs/common';
import { Clock, RuleViolation, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';
import { checkedDraft, type DraftPrice } from './price.js';
import type { PriceBookState } from './price-book.js';
import { priceBooks } from './price-book.schema.js';

/** A price as somebody asks for it; without a beginning it holds from now on, in a new book from the book's first instant. */
export type AskedPrice = Omit<DraftPrice, 'validFrom'> & { readonly validFrom: Date | null };

// The same sku and beginning again replaces the draft.
const draftPrice = `INSERT INTO price_draft (price_book_id, sku, valid_from, valid_until, unit_price, breaks, drafted_by, drafted_at)
  VALUES ($1, $2, $3, $4, $5, $6::jsonb, $7, $8)
  ON CONFLICT (price_book_id, sku, valid_from) DO UPDATE SET valid_until = excluded.valid_until, unit_price = excluded.unit_price,
    breaks = excluded.breaks, drafted_by = excluded.drafted_by, drafted_at = excluded.drafted_at`;

@Injectable()
export class PriceDraftService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly clock: Clock,
  ) {}

  draft(actor: Actor, bookId: string, asked: AskedPrice): Promise<DraftPrice> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [book, [product]] = await Promise.all([
        tx.load(priceBooks, bookId),
        tx.read<{ sku: string }>('SELECT sku FROM product WHERE upper(sku) = upper($1)', [asked.sku]),
      ]);
      book.refuseIfRetired();
      if (product === undefined) throw new RuleViolation('PRODUCT_UNKNOWN', `There is no product "${asked.sku}".`);
      const draft = this.checked(book.state, { ...asked, sku: product.sku });
      this.stage(tx, bookId, draft);
      return draft;
    });
  }

  /** Takes back every draft of one product. */
  withdraw(actor: Actor, bookId: string, sku: string): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      const book = await tx.load(priceBooks, bookId);
      book.refuseIfRetired();
      tx.execute('DELETE FROM price_draft WHERE price_book_id = $1 AND upper(sku) = upper($2)', [bookId, sku]);
    });
  }

  checked(book: PriceBookState, asked: AskedPrice): DraftPrice {
    const validFrom = asked.validFrom ?? this.beginning(book);
    if (book.edition > 0 && validFrom < this.clock.now())
      throw new RuleViolation('PRICE_IN_THE_PAST', 'A price of a published book begins now or later.');
    return checkedDraft({ ...asked, validFrom }, book.currency, book);
  }

  stage(tx: Transaction, bookId: string, draft: DraftPrice): void {
    const { sku, validFrom, validUntil, unitPrice, breaks } = draft;
    const drafted = [bookId, sku, validFrom, validUntil, unitPrice, JSON.stringify(breaks)];
    tx.execute(draftPrice, [...drafted, tx.actor.subject, this.clock.now()]);
  }

  /** What is in force at the beginning of a price without one, and what is drafted. */
  standing(tx: Transaction, book: PriceBookState, skus: readonly string[]): Promise<DraftPrice[]> {
    const columns = 'sku, unit_price AS "unitPrice", breaks, valid_from AS "validFrom", valid_until AS "validUntil"';
    return tx.read<DraftPrice>(
      `SELECT ${columns} FROM price WHERE price_book_id = $1 AND sku = ANY($2) AND tstzrange(valid_from, valid_until) @> $3::timestamptz
        UNION ALL SELECT ${columns} FROM price_draft WHERE price_book_id = $1 AND sku = ANY($2)`,
      [book.id, skus, this.beginning(book)],
    );
  }

  private beginning(book: PriceBookState): Date {
    const now = this.clock.now();
    return book.edition === 0 || now < book.validFrom ? book.validFrom : now;
  }
}
