import { z } from 'zod';
import { defineEvent } from '../event.js';
import { code, day, externalId, id, number, remark, text, word } from '../vocabulary.js';

/** A product of the catalog. Its floor price is the vendor's secret and stays in the service; prices travel with price books. */
export const productV1 = z.object({
  id,
  number: number.nullable(),
  sku: code,
  name: text,
  family: z.object({ id, code }),
  status: word(['active', 'end_of_sale', 'end_of_life']),
  description: z.string().max(4000).nullable(),
  attributes: z.record(z.string().max(64), z.string().max(400)),
  requiredCertification: code.nullable().describe('What a partner must hold to sell it'),
  warrantyPolicy: code.nullable(),
  replacementSku: code.nullable(),
  lastOrderOn: day.nullable(),
  lastReturnOn: day.nullable(),
  externalIds: z.array(externalId).max(20),
});
export type ProductV1 = z.infer<typeof productV1>;

const product = { service: 'presales', aggregate: 'product', about: 'product', version: 1, replicated: true } as const;
export const sampleProduct: ProductV1 = {
  id: '0190f3a0-0000-7000-8000-000000000071',
  number: null,
  sku: 'GTX-PRO',
  name: 'GTX Pro',
  family: { id: '0190f3a0-0000-7000-8000-000000000070', code: 'GTX' },
  status: 'active',
  description: null,
  attributes: { ports: '24' },
  requiredCertification: null,
  warrantyPolicy: null,
  replacementSku: null,
  lastOrderOn: null,
  lastReturnOn: null,
  externalIds: [],
};

/** A product can be sold from now on, or anything about a published product changed. */
export const productPublishedV1 = defineEvent({
  ...product,
  name: 'ProductPublished',
  summary: 'A product can be sold from now on, or anything about a published product changed.',
  when: 'When a product is published, and whenever a published one changes; a draft tells nothing',
  data: z.object({ product: productV1 }),
  sample: { product: sampleProduct },
});

/** A product goes out: `end_of_sale` takes last orders until `lastOrderOn`, `end_of_life` none. */
export const productRetiredV1 = defineEvent({
  ...product,
  name: 'ProductRetired',
  summary: 'A product goes out: `end_of_sale` takes last orders until `lastOrderOn`, `end_of_life` none.',
  when: 'When the vendor ends the sale or the life of the product',
  data: z.object({ product: productV1, reason: remark.nullable() }),
  sample: {
    product: { ...sampleProduct, status: 'end_of_sale', replacementSku: 'GTX-PLUS-PRO', lastOrderOn: '2026-12-31' },
    reason: 'Replaced by its successor',
  },
});
