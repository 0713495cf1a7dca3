import { Injectable } from '@nestjs/common';
import { Clock, Ids, RuleViolation, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved } from '@tributary/persistence';
import { planEdition } from './edition.js';
import { Price, type DraftPrice, type Period } from './price.js';
import { PriceBook, type NewPriceBook, type PriceBookState } from './price-book.js';
import { priceBooks } from './price-book.schema.js';
import { prices } from './price.schema.js';

/** How many changed prices one edition may carry: all of them take effect in one transaction. */
export const largestEdition = 10_000;

interface PeriodRow {
  readonly sku: string;
  readonly valid_from: Date;
  readonly valid_until: Date | null;
}
type DraftRow = PeriodRow & { readonly unit_price: string; readonly breaks: DraftPrice['breaks'] };

@Injectable()
export class PriceBookService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  open(
    actor: Actor,
    book: Omit<NewPriceBook, 'id' | 'validFrom'> & { readonly validFrom?: Date },
  ): Promise<Saved<PriceBookState>> {
    return this.unitOfWork.run(actor, (tx) => {
      const opened = PriceBook.open({ ...book, validFrom: book.validFrom ?? this.clock.now(), id: this.ids.next() });
      return Promise.resolve(tx.save(priceBooks, opened));
    });
  }

  rename(actor: Actor, id: string, name: string): Promise<Saved<PriceBookState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const book = await tx.load(priceBooks, id);
      book.rename(name);
      return tx.save(priceBooks, book);
    });
  }

  retire(actor: Actor, id: string, reason: string): Promise<Saved<PriceBookState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const book = await tx.load(priceBooks, id);
      book.retire(reason);
      return tx.save(priceBooks, book);
    });
  }

  /** Makes everything drafted since the last edition valid at once. */
  publish(actor: Actor, id: string): Promise<Saved<PriceBookState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const [book, drafts, inForce, [count]] = await Promise.all([
        tx.load(priceBooks, id),
        tx.read<DraftRow>(
          `SELECT * FROM price_draft WHERE price_book_id = $1 ORDER BY sku, valid_from LIMIT ${largestEdition + 1}`,
          [id],
        ),
        tx.read<PeriodRow & { id: string }>(
          'SELECT id, sku, valid_from, valid_until FROM price WHERE price_book_id = $1 AND sku IN (SELECT sku FROM price_draft WHERE price_book_id = $1)',
          [id],
        ),
        tx.read<{ prices: string }>('SELECT count(*) AS prices FROM price WHERE price_book_id = $1', [id]),
      ]);
      if (drafts.length > largestEdition) {
        throw new RuleViolation('EDITION_TOO_LARGE', `One edition changes at most ${largestEdition} prices.`);
      }
      const edition = planEdition(
        inForce.map((price) => ({ id: price.id, sku: price.sku, ...periodOf(price) })),
        drafts.map((row) => ({ sku: row.sku, unitPrice: row.unit_price, breaks: row.breaks, ...periodOf(row) })),
        // The first edition may tell of the time before; from then on nobody's past price changes, however long a draft has waited.
        book.state.edition === 0 ? undefined : this.clock.now(),
      );
      const ended = await Promise.all(
        edition.ends.map(async ({ priceId, at }) => ({ price: await tx.load(prices, priceId), at })),
      );
      book.publish(edition.ends.length + edition.sets.length, Number(count?.prices ?? 0) + edition.sets.length);
      const { currency, edition: number } = book.state;
      for (const { price, at } of ended) {
        price.endAt(at);
        tx.save(prices, price);
      }
      for (const draft of edition.sets) {
        tx.save(prices, Price.set({ ...draft, id: this.ids.next(), priceBookId: id, currency, edition: number }));
      }
      tx.execute('DELETE FROM price_draft WHERE price_book_id = $1', [id]);
      return tx.save(priceBooks, book);
    });
  }
}

function periodOf({ valid_from: validFrom, valid_until: validUntil }: PeriodRow): Period {
  return { validFrom, validUntil };
}
