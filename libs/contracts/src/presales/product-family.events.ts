import { z } from 'zod';
import { defineEvent } from '../event.js';
import { code, id, number, text } from '../vocabulary.js';

export const productFamilyV1 = z.object({
  id,
  number: number.nullable(),
  code,
  name: text,
  parentId: id.nullable(),
  requiredCertification: code
    .nullable()
    .describe('Code of the certification that somebody of a partner must hold to sell it; null = none'),
});
export type ProductFamilyV1 = z.infer<typeof productFamilyV1>;

/** A product family was created, renamed or moved in the category tree, or asks for another certification. */
export const productFamilyChangedV1 = defineEvent({
  service: 'presales',
  aggregate: 'product-family',
  about: 'family',
  version: 1,
  name: 'ProductFamilyChanged',
  replicated: true,
  summary: 'A product family was created, renamed or moved in the category tree, or asks for another certification.',
  when: 'When a family is created or changed, or an import changes it',
  data: z.object({ family: productFamilyV1 }),
  sample: {
    family: {
      id: '0190f3a0-0000-7000-8000-000000000070',
      number: null,
      code: 'GTX',
      name: 'GTX',
      parentId: null,
      requiredCertification: 'GTX-SALES',
    },
  },
});
