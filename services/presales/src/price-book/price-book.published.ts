import { priceBookPublishedV1, priceBookRetiredV1, type PriceBookV1, type PublishedEvent } from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { PriceBookEvent, PriceBookState } from './price-book.js';

export function toPublished(book: Saved<PriceBookState>, event: PriceBookEvent): readonly PublishedEvent[] {
  if (book.status === 'draft') return []; // private on purpose, until its first edition
  const priceBook = publicState(book, book.status);
  switch (event.type) {
    case 'PriceBookOpened':
      return [];
    case 'PriceBookRenamed':
      return [priceBookPublishedV1.of(book.id, { priceBook, prices: book.prices, changedPrices: 0 })];
    case 'PriceBookPublished':
      return [priceBookPublishedV1.of(book.id, { priceBook, prices: book.prices, changedPrices: event.changedPrices })];
    case 'PriceBookRetired':
      return [priceBookRetiredV1.of(book.id, { priceBook })];
  }
}

function publicState(book: Saved<PriceBookState>, status: PriceBookV1['status']): PriceBookV1 {
  const { id, number, code, name, currency, territory, edition } = book;
  const validFrom = book.validFrom.toISOString();
  return {
    id,
    number,
    code,
    name,
    currency,
    territory,
    status,
    validFrom,
    validUntil: book.validUntil?.toISOString() ?? null,
    edition,
  };
}
