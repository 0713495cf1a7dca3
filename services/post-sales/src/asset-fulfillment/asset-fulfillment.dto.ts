import { Day, Instant, ListOf, Nested, OneOf, Text, Uuid } from '@tributary/http';
import { NamedSaleLinkDto, saleLinkFrom } from '../asset/asset-verb.dto.js';
import type { OrderFulfillment } from './order-fulfillment.js';

class FulfilledOrderDto {
  @Text({ max: 64, example: 'erp', description: 'Which ERP' })
  readonly system: string;

  @Text({ max: 64, example: '4500012345' })
  readonly id: string;

  @Day({ optional: true, nullable: true, example: '2026-01-12' })
  readonly orderedOn?: string | null;
}

class FulfilledLineDto {
  @Text({ max: 64, example: '10' })
  readonly line: string;

  @Text({ max: 64, example: 'GTX-PRO' })
  readonly sku: string;

  @ListOf('string', { max: 1000, maxLength: 64, example: ['GTX1-000951'], description: 'Empty for goods without' })
  readonly serials: string[];

  @Text({
    max: 40,
    optional: true,
    nullable: true,
    example: null,
    description: "Code of the warranty term that was sold; the product's own unless told",
  })
  readonly warrantyTerm?: string | null;
}

export class OrderFulfillmentDto {
  @Nested(() => FulfilledOrderDto)
  readonly order: FulfilledOrderDto;

  @Instant({ optional: true, nullable: true, example: '2026-01-15T10:30:00.000Z' })
  readonly fulfilledAt?: string | null;

  @Day({ example: '2026-01-15' })
  readonly shippedOn: string;

  @Uuid({ optional: true, nullable: true, example: null, description: 'The end customer, if it is known' })
  readonly accountId?: string | null;

  @ListOf(() => NamedSaleLinkDto, { max: 10, optional: true, description: 'To the end customer; may end earlier' })
  readonly chain?: NamedSaleLinkDto[];

  @ListOf(() => FulfilledLineDto, { min: 1, max: 200 })
  readonly lines: FulfilledLineDto[];
}

class FulfilledAssetDto {
  @Text({ max: 64, example: '10' })
  readonly line: string;

  @Text({ max: 64, example: 'GTX-PRO' })
  readonly sku: string;

  @Text({ max: 64, example: 'GTX1-000951' })
  readonly serial: string;

  @Uuid()
  readonly assetId: string;

  @OneOf(['registered', 'known'], { description: '`known`: the unit was there before; the order completes it once' })
  readonly outcome: 'registered' | 'known';
}

export class FulfilledAssetsDto {
  @ListOf(() => FulfilledAssetDto, { max: 2000 })
  readonly assets: readonly FulfilledAssetDto[];
}

export function fulfillmentFrom(document: OrderFulfillmentDto): OrderFulfillment {
  const { order, shippedOn, accountId = null, chain = [], lines } = document;
  return {
    order: { system: order.system, id: order.id },
    shippedOn,
    accountId,
    chain: chain.map(saleLinkFrom),
    lines: lines.map(({ warrantyTerm = null, ...line }) => ({ ...line, warrantyTerm })),
  };
}
