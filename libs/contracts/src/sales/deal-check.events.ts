import { z } from 'zod';
import { defineEvent } from '../event.js';
import { id, instant, word } from '../vocabulary.js';

/** The checks of a partner look as if it wanted to know whom others work with. For the vendor only. */
export const dealProbingDetectedV1 = defineEvent({
  service: 'sales',
  aggregate: 'deal-check',
  about: 'probing',
  version: 1,
  name: 'DealProbingDetected',
  summary: 'The checks of a partner look as if it wanted to know whom others work with. For the vendor only.',
  when: 'With the check that goes over the limit',
  audience: 'vendor',
  data: z.object({
    probing: z.object({
      id,
      partnerId: id,
      kind: word(['many_companies', 'near_misses']).describe(
        '`many_companies`: within a day; `near_misses`: again and again customers that somebody else holds, within 30 days',
      ),
      count: z.int().min(1).describe('Of companies, or of near misses'),
      detectedAt: instant,
    }),
  }),
  sample: {
    probing: {
      id: '0190f3a0-0000-7000-8000-000000000066',
      partnerId: '0190f3a0-0000-7000-8000-000000000001',
      kind: 'many_companies',
      count: 12,
      detectedAt: '2026-02-05T10:00:00.000Z',
    },
  },
});
