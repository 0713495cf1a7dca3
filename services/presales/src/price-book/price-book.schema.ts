import { Conflict } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { PriceBook, type PriceBookState } from './price-book.js';
import { toPublished } from './price-book.published.js';

export const priceBookSchema = new EntitySchema<PriceBookState>({
  name: 'price_book',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    name: { type: 'text' },
    currency: { type: 'text' },
    territory: { type: 'text', nullable: true },
    validFrom: { type: 'timestamptz' },
    validUntil: { type: 'timestamptz', nullable: true },
    status: { type: 'text' },
    edition: { type: 'int' },
    prices: { type: 'int' },
  },
});

export const priceBooks = defineStore({
  noun: 'price book',
  aggregate: PriceBook,
  schema: priceBookSchema,
  publish: toPublished,
  conflicts: { price_book_code: () => new Conflict('CODE_TAKEN', 'Another price book has this code.') },
});
