import type { SaleLink } from './sale-chain.js';

export const assetStatuses = ['shipped', 'installed', 'active', 'replaced', 'retired'] as const;
export type AssetStatus = (typeof assetStatuses)[number];

/** Where a unit came from, as the ERP names it; with the serial this tells a fulfilled unit from every other. */
export interface OrderLine {
  readonly system: string;
  readonly id: string;
  readonly line: string;
}

export interface OtherUnit {
  readonly assetId: string;
  readonly serial: string;
  readonly on: string;
}

/** What a replacement has left of the unit whose place it took. `until` is the last covered day. */
export interface CarriedCover {
  readonly costClass: 'parts' | 'labor' | 'expenses';
  readonly coveredPercent: number;
  readonly until: string;
}

export interface OwnershipMove {
  readonly from: string | null;
  readonly to: string;
  readonly on: string;
}

/** A warranty term in one of its versions. */
export interface HeldTerm {
  readonly id: string;
  readonly code: string;
  readonly version: number;
}

/** Days are `YYYY-MM-DD`. */
export interface AssetState {
  readonly id: string;
  readonly productId: string;
  readonly sku: string;
  readonly family: string;
  readonly serial: string;
  readonly status: AssetStatus;
  /** The present owner. */
  readonly accountId: string | null;
  readonly orderRef: OrderLine | null;
  readonly chain: readonly SaleLink[];
  readonly shippedOn: string | null;
  readonly installedOn: string | null;
  readonly activatedOn: string | null;
  /** The warranty term in the version that held at shipment. */
  readonly term: HeldTerm | null;
  readonly carried: readonly CarriedCover[] | null;
  readonly moves: readonly OwnershipMove[];
  readonly blocked: { readonly since: string; readonly reason: string } | null;
  readonly replaces: OtherUnit | null;
  readonly replacedBy: OtherUnit | null;
  readonly retiredOn: string | null;
}

export type AssetEvent =
  | { readonly type: 'AssetRegistered'; readonly source: 'order' | 'import' | 'replacement' }
  | { readonly type: 'AssetCorrected'; readonly changed: readonly string[] }
  | { readonly type: 'AssetInstalled'; readonly reportedBy: string }
  | { readonly type: 'AssetActivated'; readonly reportedBy: string }
  | { readonly type: 'AssetOwnershipMoved'; readonly move: OwnershipMove; readonly reason: string }
  | { readonly type: 'AssetReplaced'; readonly reason: string }
  | { readonly type: 'AssetRetired'; readonly reason: string }
  | { readonly type: 'AssetBlocked'; readonly reason: string; readonly blockedAt: Date }
  | { readonly type: 'AssetReleased'; readonly reason: string };

/** What is told of a unit when it becomes known. */
export type NewAsset = Pick<AssetState, 'id' | 'productId' | 'sku' | 'family' | 'serial' | 'term' | 'chain'> &
  Partial<
    Pick<
      AssetState,
      'accountId' | 'orderRef' | 'shippedOn' | 'installedOn' | 'activatedOn' | 'carried' | 'replaces' | 'moves'
    >
  >;

/** What an order tells of a unit; its term in the version that held at shipment. */
export interface ToldOrder {
  readonly orderRef: OrderLine;
  readonly chain: readonly SaleLink[];
  readonly accountId: string | null;
  readonly shippedOn: string | null;
  readonly term: HeldTerm | null;
  /** Whether the order says which term was sold, so that it is not just the one that the unit has anyway. */
  readonly namesTerm: boolean;
}

export type AssetCorrection = Partial<
  Pick<AssetState, 'accountId' | 'chain' | 'shippedOn' | 'installedOn' | 'activatedOn'>
>;
