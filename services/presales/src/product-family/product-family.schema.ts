import { Conflict, RuleViolation } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { ProductFamily, type ProductFamilyState } from './product-family.js';
import { toPublished } from './product-family.published.js';

export const productFamilySchema = new EntitySchema<ProductFamilyState>({
  name: 'product_family',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    name: { type: 'text' },
    parentId: { type: 'uuid', nullable: true },
    requiredCertification: { type: 'text', nullable: true },
  },
});

export const productFamilies = defineStore({
  noun: 'product family',
  aggregate: ProductFamily,
  schema: productFamilySchema,
  publish: toPublished,
  conflicts: {
    product_family_code: () => new Conflict('CODE_TAKEN', 'Another family has this code.'),
    product_family_hierarchy: () => new RuleViolation('HIERARCHY_CYCLE', 'A family cannot stand above itself.'),
  },
});
