import { Aggregate, RuleViolation, UnitPrice } from '@tributary/kernel';

export interface VolumeBreak {
  readonly minimumQuantity: number;
  readonly unitPrice: string;
}

export interface Period {
  readonly validFrom: Date;
  /** First instant at which it no longer holds; null is without end. */
  readonly validUntil: Date | null;
}

/** A price as it is drafted: not in force for anybody before its book is published. */
export interface DraftPrice extends Period {
  readonly sku: string;
  readonly unitPrice: string;
  readonly breaks: readonly VolumeBreak[];
}

export interface PriceState extends DraftPrice {
  readonly id: string;
  readonly priceBookId: string;
  readonly currency: string;
  readonly edition: number;
}

export type PriceEvent = { readonly type: 'PriceSet' } | { readonly type: 'PriceEnded' };

/** What one product costs in one book for a time. Once in force it never changes; its end is fixed when another follows it. */
export class Price extends Aggregate<PriceState, PriceEvent> {
  static set(price: PriceState): Price {
    const set = new Price(price);
    set.apply({}, { type: 'PriceSet' });
    return set;
  }

  endAt(instant: Date): void {
    this.apply({ validUntil: instant }, { type: 'PriceEnded' });
  }
}

/** Refuses a price that makes no sense by itself or does not fit into its book's time; the rest shows when it is published. */
export function checkedDraft(draft: DraftPrice, currency: string, book: Period): DraftPrice {
  const { validFrom, validUntil, breaks } = draft;
  if (validUntil !== null && validUntil <= validFrom) {
    throw new RuleViolation('PERIOD_EMPTY', 'A price must begin before it ends.');
  }
  const endsAfterBook =
    book.validUntil !== null && (validUntil === null ? validFrom >= book.validUntil : validUntil > book.validUntil);
  if (validFrom < book.validFrom || endsAfterBook) {
    throw new RuleViolation('OUTSIDE_BOOK_PERIOD', 'A price holds within the time of its book.');
  }
  const unitPrice = UnitPrice.of(draft.unitPrice, currency);
  const steps = breaks.map((step) => ({ ...step, price: UnitPrice.of(step.unitPrice, currency) }));
  const chain = [{ minimumQuantity: 1, price: unitPrice }, ...steps];
  const inOrder = steps.every((step, index) => {
    const before = chain[index]!;
    return step.minimumQuantity > before.minimumQuantity && step.price.compare(before.price) < 0;
  });
  if (!inOrder) {
    throw new RuleViolation(
      'BREAKS_OUT_OF_ORDER',
      'With each volume break the quantity must grow and the price must fall.',
    );
  }
  return {
    ...draft,
    unitPrice: unitPrice.amount,
    breaks: steps.map(({ minimumQuantity, price }) => ({ minimumQuantity, unitPrice: price.amount })),
  };
}
