import {
  assetActivatedV1,
  assetBlockedV1,
  assetCorrectedV1,
  assetInstalledV1,
  assetOwnershipMovedV1,
  assetRegisteredV1,
  assetReleasedV1,
  assetReplacedV1,
  assetRetiredV1,
  type AssetV1,
  type PublishedEvent,
} from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { AssetEvent, AssetState } from './asset-state.js';

export function toPublished(state: Saved<AssetState>, event: AssetEvent): readonly PublishedEvent[] {
  const { id } = state;
  const asset = publicState(state);
  switch (event.type) {
    case 'AssetRegistered':
      return [assetRegisteredV1.of(id, { asset, source: event.source })];
    case 'AssetCorrected':
      return [assetCorrectedV1.of(id, { asset, changed: [...event.changed] })];
    case 'AssetInstalled':
      return [assetInstalledV1.of(id, { asset, reportedBy: event.reportedBy })];
    case 'AssetActivated':
      return [assetActivatedV1.of(id, { asset, reportedBy: event.reportedBy })];
    case 'AssetOwnershipMoved': {
      const { from, to, on } = event.move;
      return [assetOwnershipMovedV1.of(id, { asset, from, to, movedOn: on, reason: event.reason })];
    }
    case 'AssetReplaced':
      return [assetReplacedV1.of(id, { asset, reason: event.reason })];
    case 'AssetRetired':
      return [assetRetiredV1.of(id, { asset, reason: event.reason })];
    case 'AssetBlocked':
      return [assetBlockedV1.of(id, { asset, reason: event.reason, blockedAt: event.blockedAt.toISOString() })];
    case 'AssetReleased':
      return [assetReleasedV1.of(id, { asset, reason: event.reason })];
  }
}

function publicState(state: Saved<AssetState>): AssetV1 {
  const { id, number, serial, productId, sku, family, status, accountId, orderRef, chain, term } = state;
  return {
    id,
    number,
    serial,
    product: { id: productId, sku, family },
    status,
    accountId,
    order: orderRef,
    chain: [...chain],
    shippedOn: state.shippedOn,
    installedOn: state.installedOn,
    activatedOn: state.activatedOn,
    warrantyTerm: term === null ? null : { code: term.code, version: term.version },
    blocked: state.blocked === null ? null : { since: state.blocked.since },
    replaces: state.replaces,
    replacedBy: state.replacedBy,
    retiredOn: state.retiredOn,
  };
}
