import { Injectable } from '@nestjs/common';
import { Clock, RuleViolation, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Transaction } from '@tributary/persistence';
import { checkedDraft, type DraftPrice } from './price.js';
import type { PriceBookState } from './price-book.js';
import { priceBooks } from './price-book.schema.js';

/** A price as somebody asks for it; without a beginning it holds from now on, in a new book from the book's first day. */
export type AskedPrice = Omit<DraftPrice, 'validFrom'> & { readonly validFrom: Date | null };

/** The same sku and beginning again replaces the draft. */
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
      return this.stage(tx, book.state, { ...asked, sku: known(product, asked.sku) });
    });
  }

  withdraw(actor: Actor, bookId: string, sku: string): Promise<void> {
    return this.unitOfWork.run(actor, async (tx) => {
      const book = await tx.load(priceBooks, bookId);
      book.refuseIfRetired();
      tx.execute('DELETE FROM price_draft WHERE price_book_id = $1 AND upper(sku) = upper($2)', [bookId, sku]);
    });
  }

  private stage(tx: Transaction, book: PriceBookState, asked: AskedPrice): DraftPrice {
    const now = this.clock.now();
    const begins = book.edition === 0 || now < book.validFrom ? book.validFrom : now;
    const draft = checkedDraft({ ...asked, validFrom: asked.validFrom ?? begins }, book.currency, book);
    const { sku, validFrom, validUntil, unitPrice, breaks } = draft;
    tx.execute(draftPrice, [
      book.id,
      sku,
      validFrom,
      validUntil,
      unitPrice,
      JSON.stringify(breaks),
      tx.actor.subject,
      now,
    ]);
    return draft;
  }
}

function known(product: { sku: string } | undefined, sku: string): string {
  if (product === undefined) throw new RuleViolation('PRODUCT_UNKNOWN', `There is no product "${sku}".`);
  return product.sku;
}
