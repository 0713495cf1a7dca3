import { Aggregate, InvalidTransition, RuleViolation } from '@tributary/kernel';

export interface PriceBookState {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly currency: string;
  /** Code of the territory; null is everywhere. */
  readonly territory: string | null;
  readonly validFrom: Date;
  /** First instant at which it no longer holds. */
  readonly validUntil: Date | null;
  readonly status: 'draft' | 'published' | 'retired';
  /** Counts the publications. */
  readonly edition: number;
  /** Prices in all, after the last publication. */
  readonly prices: number;
}

export type PriceBookEvent =
  | { readonly type: 'PriceBookOpened' }
  | { readonly type: 'PriceBookRenamed' }
  | { readonly type: 'PriceBookPublished'; readonly changedPrices: number }
  | { readonly type: 'PriceBookRetired'; readonly reason: string };

export type NewPriceBook = Pick<
  PriceBookState,
  'id' | 'code' | 'name' | 'currency' | 'territory' | 'validFrom' | 'validUntil'
>;

/** List prices in one currency for a territory and a time. Prices are drafted and take effect together, edition by edition. */
export class PriceBook extends Aggregate<PriceBookState, PriceBookEvent> {
  static open(book: NewPriceBook): PriceBook {
    if (book.validUntil !== null && book.validUntil <= book.validFrom) {
      throw new RuleViolation('PERIOD_EMPTY', 'A price book must begin before it ends.');
    }
    const opened = new PriceBook({ ...book, status: 'draft', edition: 0, prices: 0 });
    opened.apply({}, { type: 'PriceBookOpened' });
    return opened;
  }

  rename(name: string): void {
    this.refuseIfRetired();
    if (name !== this.state.name) this.apply({ name }, { type: 'PriceBookRenamed' });
  }

  /** Prices may be drafted as long as the book is not retired. */
  refuseIfRetired(): void {
    if (this.state.status === 'retired') throw new InvalidTransition('retired', []);
  }

  /** `prices` is how many the book holds after it. */
  publish(changedPrices: number, prices: number): void {
    this.refuseIfRetired();
    if (changedPrices === 0)
      throw new RuleViolation('NOTHING_TO_PUBLISH', 'No price has been drafted since the last edition.');
    const edition = this.state.edition + 1;
    this.apply({ status: 'published', edition, prices }, { type: 'PriceBookPublished', changedPrices });
  }

  retire(reason: string): void {
    if (this.state.status !== 'published') {
      throw new InvalidTransition(this.state.status, this.state.status === 'draft' ? ['published'] : []);
    }
    this.apply({ status: 'retired' }, { type: 'PriceBookRetired', reason });
  }
}
