import {
  Day,
  Flag,
  Free,
  exportQueryOf,
  ListOf,
  ListQuery,
  MoneyDto,
  MoneyField,
  OneOf,
  Representation,
  Text,
  Uuid,
} from '@tributary/http';
import type { Actor, MoneyJson } from '@tributary/kernel';
import type { Saved } from '@tributary/persistence';
import { productStatuses, type ProductState, type ProductStatus } from './product.js';
import { skuForm } from './sku.js';

export class ExternalIdDto {
  @Text({ max: 64, example: 'erp' })
  readonly system: string;

  @Text({ max: 200, example: '4711' })
  readonly id: string;
}

const sku = { max: 64, pattern: skuForm, example: 'GTX-PRO' };
const familyCode = { max: 64, example: 'GTX', description: 'Code of the product family' };
const attributes = { depth: 1, size: 100, example: { ports: '24' }, description: 'Names and texts' };
const floorPrice = { unitPrice: true, description: 'Nobody sells below; for the vendor only' };
const left = { optional: true, nullable: true } as const;

export class ChangedProductDto {
  @Text({ max: 200, optional: true, example: 'GTX Pro' })
  readonly name?: string;

  @Text({ ...familyCode, optional: true })
  readonly familyCode?: string;

  @Text({ max: 4000, ...left, example: 'A switch with 24 ports' })
  readonly description?: string | null;

  @Free({ ...attributes, optional: true })
  readonly attributes?: Readonly<Record<string, unknown>>;

  @Text({ max: 64, ...left, example: 'GTX-ENGINEER', description: 'What a partner must hold to sell it' })
  readonly requiredCertification?: string | null;

  @Text({ max: 64, ...left, example: 'STANDARD-24' })
  readonly warrantyPolicy?: string | null;

  @MoneyField({ ...floorPrice, ...left })
  readonly floorPrice?: MoneyDto | null;

  @ListOf(() => ExternalIdDto, { max: 20, optional: true })
  readonly externalIds?: readonly ExternalIdDto[];
}

export class NewProductDto extends ChangedProductDto {
  @Text(sku)
  readonly sku: string;

  @Text({ max: 200, example: 'GTX Pro' })
  declare readonly name: string;

  @Text(familyCode)
  declare readonly familyCode: string;

  @Flag({ optional: true, description: 'Open it for sale at once; otherwise it is a draft' })
  readonly publish?: boolean;
}

export class EndSaleDto {
  @Day({ example: '2026-12-31' })
  readonly lastOrderOn: string;

  @Day({ ...left, example: '2027-01-31' })
  readonly lastReturnOn?: string | null;

  @Text({ ...sku, ...left, example: 'GTX-PLUS-PRO' })
  readonly replacementSku?: string | null;

  @Text({ max: 400, ...left, example: 'Replaced by its successor' })
  readonly reason?: string | null;
}

export class EndLifeDto {
  @Text({ max: 400, ...left, example: 'No parts any more' })
  readonly reason?: string | null;
}

export class ProductDto extends Representation {
  @Text(sku)
  readonly sku: string;

  @Text({ max: 200, example: 'GTX Pro' })
  readonly name: string;

  @Uuid()
  readonly familyId: string;

  @Text(familyCode)
  readonly familyCode: string;

  @OneOf(productStatuses, { example: 'active' })
  readonly status: ProductStatus;

  @Text({ max: 4000, nullable: true, example: null })
  readonly description: string | null;

  @Free(attributes)
  readonly attributes: Readonly<Record<string, unknown>>;

  @Text({ max: 64, nullable: true, example: null })
  readonly requiredCertification: string | null;

  @Text({ max: 64, nullable: true, example: null })
  readonly warrantyPolicy: string | null;

  @MoneyField({ unitPrice: true, nullable: true, description: 'For the vendor only, null for others' })
  readonly floorPrice: MoneyJson | null;

  @Text({ max: 64, nullable: true, example: null })
  readonly replacementSku: string | null;

  @Day({ nullable: true, example: null })
  readonly lastOrderOn: string | null;

  @Day({ nullable: true, example: null })
  readonly lastReturnOn: string | null;

  @ListOf(() => ExternalIdDto, { max: 20, description: 'For the vendor only, empty for others' })
  readonly externalIds: readonly ExternalIdDto[];
}

export class ProductsQuery extends ListQuery {
  @OneOf(productStatuses, { optional: true })
  readonly status?: ProductStatus;

  @Text({ max: 64, optional: true, example: 'GTX', description: 'Code of the product family' })
  readonly family?: string;

  @Text({ max: 64, optional: true, example: 'GTX-PRO' })
  readonly sku?: string;

  @Text({ max: 200, optional: true, example: 'gtx', description: 'Words in sku, name and description' })
  readonly q?: string;
}

export class ProductsExportQuery extends exportQueryOf(ProductsQuery) {}

/** What a partner may read of a product is the same but for the floor price and the vendor's own numbers. */
export function productOf(row: Saved<ProductState>, actor: Actor): ProductDto {
  const { id, version, createdAt, updatedAt, sku, name, familyId, familyCode, status, description, attributes } = row;
  const { requiredCertification, warrantyPolicy, replacementSku, lastOrderOn, lastReturnOn } = row;
  const isPartner = actor.kind === 'partner';
  return {
    ...{ id, version, createdAt, updatedAt, sku, name, familyId, familyCode, status, description, attributes },
    ...{ requiredCertification, warrantyPolicy, replacementSku, lastOrderOn, lastReturnOn },
    floorPrice: isPartner ? null : row.floorPrice,
    externalIds: isPartner ? [] : row.externalIds,
  };
}
