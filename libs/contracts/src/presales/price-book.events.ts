import { z } from 'zod';
import { defineEvent } from '../event.js';
import { code, currency, decimal, id, instant, number, text, word } from '../vocabulary.js';

/** A price book without its prices; those are events of their own, for a book may hold 100,000 of them. */
export const priceBookV1 = z.object({
  id,
  number: number.nullable(),
  code,
  name: text,
  currency,
  territory: code.nullable().describe('Code of the territory; null is everywhere'),
  status: word(['published', 'retired']),
  validFrom: instant,
  validUntil: instant.nullable().describe('First instant at which it no longer holds'),
  edition: z.int().min(1).describe('Counts the publications of this book'),
});
export type PriceBookV1 = z.infer<typeof priceBookV1>;

/** One price of one product in one book. At any instant at most one price of a sku and book is valid. */
export const priceV1 = z.object({
  id,
  priceBookId: id,
  edition: z.int().min(1).describe('The publication that brought it'),
  sku: code,
  unitPrice: decimal,
  currency,
  breaks: z.array(z.object({ minimumQuantity: z.int().min(2), unitPrice: decimal })).max(50),
  validFrom: instant,
  validUntil: instant.nullable(),
});
export type PriceV1 = z.infer<typeof priceV1>;

const samplePriceBook: PriceBookV1 = {
  id: '0190f3a0-0000-7000-8000-000000000080',
  number: null,
  code: 'EMEA-2026',
  name: 'EMEA list prices 2026',
  currency: 'EUR',
  territory: 'EMEA',
  status: 'published',
  validFrom: '2026-01-01T00:00:00.000Z',
  validUntil: null,
  edition: 1,
};

/** A book's prices took effect as one; `changedPrices` events of the topic `price` belong to this edition. */
export const priceBookPublishedV1 = defineEvent({
  service: 'presales',
  aggregate: 'price-book',
  about: 'priceBook',
  version: 1,
  name: 'PriceBookPublished',
  replicated: true,
  summary:
    "A book's prices took effect as one; the prices themselves are events of the topic `tributary.presales.price`.",
  when: 'When the drafts of the book are published as an edition, or the published book is renamed',
  data: z.object({ priceBook: priceBookV1, prices: z.int().min(0), changedPrices: z.int().min(0) }),
  sample: { priceBook: samplePriceBook, prices: 7, changedPrices: 7 },
});

/** The book is no longer offered; quotes that stand on it keep their prices. */
export const priceBookRetiredV1 = defineEvent({
  service: 'presales',
  aggregate: 'price-book',
  about: 'priceBook',
  version: 1,
  name: 'PriceBookRetired',
  replicated: true,
  summary: 'The book is no longer offered; quotes that stand on it keep their prices.',
  when: 'When the vendor retires the book',
  data: z.object({ priceBook: priceBookV1 }),
  sample: { priceBook: { ...samplePriceBook, status: 'retired' } },
});

/** A price of a published book was set, or its end was fixed because another follows it. */
export const priceChangedV1 = defineEvent({
  service: 'presales',
  aggregate: 'price',
  about: 'price',
  version: 1,
  name: 'PriceChanged',
  replicated: true,
  summary: 'A price of a published book was set, or its end was fixed because another follows it.',
  when: 'With PriceBookPublished, once for each price that began or ended with it',
  data: z.object({ price: priceV1 }),
  sample: {
    price: {
      id: '0190f3a0-0000-7000-8000-000000000081',
      priceBookId: samplePriceBook.id,
      edition: 1,
      sku: 'GTX-PRO',
      unitPrice: '4821.00',
      currency: 'EUR',
      breaks: [{ minimumQuantity: 10, unitPrice: '4600.00' }],
      validFrom: '2026-01-01T00:00:00.000Z',
      validUntil: null,
    },
  },
});
