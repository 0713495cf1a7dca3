import { Conflict } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { Asset } from './asset.js';
import { toPublished } from './asset.published.js';
import type { AssetState } from './asset-state.js';

export const assetSchema = new EntitySchema<AssetState>({
  name: 'asset',
  columns: {
    id: { type: 'uuid', primary: true },
    productId: { type: 'uuid' },
    sku: { type: 'text' },
    family: { type: 'text' },
    serial: { type: 'text' },
    status: { type: 'text' },
    accountId: { type: 'uuid', nullable: true },
    orderRef: { type: 'jsonb', nullable: true },
    chain: { type: 'jsonb' },
    shippedOn: { type: 'date', nullable: true },
    installedOn: { type: 'date', nullable: true },
    activatedOn: { type: 'date', nullable: true },
    term: { type: 'jsonb', nullable: true },
    carried: { type: 'jsonb', nullable: true },
    moves: { type: 'jsonb' },
    blocked: { type: 'jsonb', nullable: true },
    replaces: { type: 'jsonb', nullable: true },
    replacedBy: { type: 'jsonb', nullable: true },
    retiredOn: { type: 'date', nullable: true },
  },
});

export const assets = defineStore({
  noun: 'asset',
  aggregate: Asset,
  schema: assetSchema,
  publish: toPublished,
  conflicts: {
    asset_serial: () => new Conflict('SERIAL_TAKEN', 'Another unit of this product has this serial.'),
    asset_order_line: () =>
      new Conflict('SERIAL_TAKEN', 'The order line has a unit of another product with this serial.'),
  },
});
