import { productFamilyChangedV1, type PublishedEvent } from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { ProductFamilyEvent, ProductFamilyState } from './product-family.js';

export function toPublished(family: Saved<ProductFamilyState>, event: ProductFamilyEvent): readonly PublishedEvent[] {
  const { id, number, code, name, parentId, requiredCertification } = family;
  switch (event.type) {
    case 'ProductFamilyDefined':
    case 'ProductFamilyChanged':
      return [productFamilyChangedV1.of(id, { family: { id, number, code, name, parentId, requiredCertification } })];
  }
}
