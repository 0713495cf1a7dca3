import { Day, ListOf, ListQuery, Nested, OneOf, Representation, Text, Uuid, Whole } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import type { Saved } from '@tributary/persistence';
import { assetStatuses, type AssetState, type AssetStatus } from './asset-state.js';
import { chainSeenBy, saleRoles, type SaleLink, type SaleRole } from './sale-chain.js';

export class SaleLinkDto {
  @OneOf(saleRoles, { example: 'reseller' })
  readonly role: SaleRole;

  @Uuid({ nullable: true, example: '01970d3e-5f1a-7c3b-9d2e-4a6b8c0d1e2f' })
  readonly partnerId: string | null;

  @Text({ max: 300, nullable: true, example: 'Northwind Networks GmbH' })
  readonly name: string | null;

  @Text({ max: 64, nullable: true, example: 'INV-881', description: 'By which it bought from the one before' })
  readonly invoice: string | null;

  @Day({ nullable: true, example: '2026-01-15' })
  readonly invoicedOn: string | null;
}

export class OrderLineDto {
  @Text({ max: 64, example: 'erp' })
  readonly system: string;

  @Text({ max: 64, example: '4500012345' })
  readonly id: string;

  @Text({ max: 64, example: '10' })
  readonly line: string;
}

export class OtherUnitDto {
  @Uuid()
  readonly assetId: string;

  @Text({ max: 64, example: 'GTX1-000900' })
  readonly serial: string;

  @Day({ example: '2026-05-04', description: 'The day of the replacement' })
  readonly on: string;
}

export class HeldTermDto {
  @Uuid()
  readonly id: string;

  @Text({ max: 40, example: 'STD-24' })
  readonly code: string;

  @Whole({ min: 1, example: 1, description: 'The version that held at shipment' })
  readonly version: number;
}

export class OwnershipMoveDto {
  @Uuid({ nullable: true })
  readonly from: string | null;

  @Uuid()
  readonly to: string;

  @Day({ example: '2026-06-01' })
  readonly on: string;
}

export class BlockDto {
  @Day({ example: '2026-03-02' })
  readonly since: string;

  @Text({ max: 1000, nullable: true, example: 'Reported stolen', description: 'Null for partners' })
  readonly reason: string | null;
}

export class AssetDto extends Representation {
  @Text({ max: 64, example: 'GTX1-000481' })
  readonly serial: string;

  @Uuid()
  readonly productId: string;

  @Text({ max: 64, example: 'GTX-PRO' })
  readonly sku: string;

  @Text({ max: 64, example: 'GTX' })
  readonly family: string;

  @OneOf(assetStatuses)
  readonly status: AssetStatus;

  @Uuid({ nullable: true, description: 'The present owner' })
  readonly accountId: string | null;

  @Nested(() => OrderLineDto, { nullable: true, description: 'Shown to whoever bought from the vendor' })
  readonly order: OrderLineDto | null;

  @ListOf(() => SaleLinkDto, { max: 11, description: 'A partner sees its own seller, itself and everybody below' })
  readonly chain: readonly SaleLinkDto[];

  @Day({ nullable: true, example: '2026-01-15' })
  readonly shippedOn: string | null;

  @Day({ nullable: true, example: '2026-01-27' })
  readonly installedOn: string | null;

  @Day({ nullable: true, example: '2026-01-28' })
  readonly activatedOn: string | null;

  @Nested(() => HeldTermDto, { nullable: true })
  readonly warrantyTerm: HeldTermDto | null;

  @ListOf(() => OwnershipMoveDto, { max: 1000, nullable: true, description: 'Null for partners' })
  readonly moves: readonly OwnershipMoveDto[] | null;

  @Nested(() => BlockDto, { nullable: true })
  readonly blocked: BlockDto | null;

  @Nested(() => OtherUnitDto, { nullable: true, description: 'The unit whose place this one took' })
  readonly replaces: OtherUnitDto | null;

  @Nested(() => OtherUnitDto, { nullable: true, description: 'The unit that took the place of this one' })
  readonly replacedBy: OtherUnitDto | null;

  @Day({ nullable: true, example: null })
  readonly retiredOn: string | null;
}

export class AssetsQuery extends ListQuery {
  @Text({ max: 64, optional: true, example: 'GTX1-000481' })
  readonly serial?: string;

  @Text({ max: 64, optional: true, example: 'GTX-PRO' })
  readonly sku?: string;

  @OneOf(assetStatuses, { optional: true })
  readonly status?: string;

  @Uuid({ optional: true })
  readonly accountId?: string;

  @Uuid({ optional: true, description: 'In whose chain of sale this partner stands' })
  readonly partnerId?: string;
}

export function chainFor(actor: Actor, chain: readonly SaleLink[]): readonly SaleLink[] {
  return actor.kind === 'partner' ? chainSeenBy(chain, actor.partnerId ?? '') : chain;
}

/** A partner's part of a unit: no further up the chain than its own seller. */
export function assetOf(row: Saved<AssetState>, actor: Actor): AssetDto {
  const { number: _, carried: _carried, orderRef, term, chain, moves, ...shown } = row;
  const all = { ...shown, order: orderRef, chain, warrantyTerm: term, moves };
  if (actor.kind !== 'partner') return all;
  const isBuyer = chain[1]?.partnerId === actor.partnerId;
  return {
    ...all,
    chain: chainFor(actor, chain),
    order: isBuyer ? orderRef : null,
    moves: null,
    blocked: row.blocked === null ? null : { ...row.blocked, reason: null },
  };
}
