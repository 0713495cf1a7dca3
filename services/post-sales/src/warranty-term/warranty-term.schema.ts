import { Conflict } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { WarrantyTerm, type WarrantyTermState } from './warranty-term.js';

export const warrantyTermSchema = new EntitySchema<WarrantyTermState>({
  name: 'warranty_term',
  columns: {
    id: { type: 'uuid', primary: true },
    code: { type: 'text' },
    name: { type: 'text' },
    status: { type: 'text' },
    coverages: { type: 'jsonb' },
    startsAt: { type: 'text' },
    latestStartDays: { type: 'int', nullable: true },
    service: { type: 'text' },
    exclusions: { type: 'jsonb' },
    transferable: { type: 'boolean' },
    territories: { type: 'jsonb' },
    extensionSkus: { type: 'jsonb' },
    supplierMonths: { type: 'int', nullable: true },
  },
});

export const warrantyTerms = defineStore({
  noun: 'warranty term',
  aggregate: WarrantyTerm,
  schema: warrantyTermSchema,
  // Private until assets are registered under a term: their events will carry what it grants.
  publish: () => [],
  vendorOnly: ['supplierMonths'],
  conflicts: { warranty_term_code: () => new Conflict('CODE_TAKEN', 'Another warranty term has this code.') },
});
