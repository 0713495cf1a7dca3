import { productPublishedV1, productRetiredV1, type ProductV1, type PublishedEvent } from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { ProductEvent, ProductState } from './product.js';

export function toPublished(product: Saved<ProductState>, event: ProductEvent): readonly PublishedEvent[] {
  if (product.status === 'draft') return []; // private on purpose, until it can be sold
  const state = { product: publicState(product, product.status) };
  switch (event.type) {
    case 'ProductDrafted':
      return []; // drafted and published in one save: the publication says it all
    case 'ProductPublished':
    case 'ProductRevised':
      return [productPublishedV1.of(product.id, state)];
    case 'ProductSaleEnded':
    case 'ProductLifeEnded':
      return [productRetiredV1.of(product.id, { ...state, reason: event.reason })];
  }
}

function publicState(product: Saved<ProductState>, status: ProductV1['status']): ProductV1 {
  const {
    familyId,
    familyCode,
    floorPrice: _secret,
    nameLetters: _compared,
    version: _row,
    createdAt: _made,
    updatedAt: _changed,
    ...open
  } = product;
  return {
    ...open,
    status,
    family: { id: familyId, code: familyCode },
    attributes: { ...open.attributes },
    externalIds: [...open.externalIds],
  };
}
