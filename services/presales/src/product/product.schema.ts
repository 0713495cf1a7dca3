import { Conflict } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { Product, type ProductState } from './product.js';
import { toPublished } from './product.published.js';

export const productSchema = new EntitySchema<ProductState>({
  name: 'product',
  columns: {
    id: { type: 'uuid', primary: true },
    sku: { type: 'text' },
    name: { type: 'text' },
    nameLetters: { type: 'text' },
    familyId: { type: 'uuid' },
    familyCode: { type: 'text' },
    status: { type: 'text' },
    description: { type: 'text', nullable: true },
    attributes: { type: 'jsonb' },
    requiredCertification: { type: 'text', nullable: true },
    warrantyPolicy: { type: 'text', nullable: true },
    floorPrice: { type: 'jsonb', nullable: true },
    replacementSku: { type: 'text', nullable: true },
    lastOrderOn: { type: 'date', nullable: true },
    lastReturnOn: { type: 'date', nullable: true },
    externalIds: { type: 'jsonb' },
  },
});

export const products = defineStore({
  noun: 'product',
  aggregate: Product,
  schema: productSchema,
  publish: toPublished,
  conflicts: {
    product_sku: () => new Conflict('SKU_TAKEN', 'Another product has this sku.'),
    product_external_id_pkey: () => new Conflict('EXTERNAL_ID_TAKEN', 'Another product has this external id.'),
  },
});
