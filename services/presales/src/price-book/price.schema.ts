import { RuleViolation } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { Price, type PriceState } from './price.js';
import { toPublished } from './price.published.js';

export const priceSchema = new EntitySchema<PriceState>({
  name: 'price',
  columns: {
    id: { type: 'uuid', primary: true },
    priceBookId: { type: 'uuid' },
    sku: { type: 'text' },
    currency: { type: 'text' },
    unitPrice: { type: 'numeric' },
    breaks: { type: 'jsonb' },
    validFrom: { type: 'timestamptz' },
    validUntil: { type: 'timestamptz', nullable: true },
    edition: { type: 'int' },
  },
});

export const prices = defineStore({
  noun: 'price',
  aggregate: Price,
  schema: priceSchema,
  publish: toPublished,
  conflicts: { price_once: () => new RuleViolation('PRICE_OVERLAP', 'Two prices of one product would hold at once.') },
});
