import { priceChangedV1, type PublishedEvent } from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { PriceEvent, PriceState } from './price.js';

export function toPublished(price: Saved<PriceState>, event: PriceEvent): readonly PublishedEvent[] {
  const { id, priceBookId, edition, sku, unitPrice, currency, breaks, validFrom, validUntil } = price;
  const period = { validFrom: validFrom.toISOString(), validUntil: validUntil?.toISOString() ?? null };
  switch (event.type) {
    case 'PriceSet':
    case 'PriceEnded':
      return [
        priceChangedV1.of(id, {
          price: { id, priceBookId, edition, sku, unitPrice, currency, breaks: [...breaks], ...period },
        }),
      ];
  }
}
