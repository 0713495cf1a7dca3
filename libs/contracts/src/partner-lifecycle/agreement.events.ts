import { z } from 'zod';
import { defineEvent } from '../event.js';
import { code, day, id, instant, number, subject, word } from '../vocabulary.js';
import { samplePartner } from './partner.events.js';

export const agreementV1 = z.object({
  id,
  number: number.nullable(),
  partnerId: id,
  kind: code,
  version: code,
  status: word(['offered', 'signed', 'expired', 'terminated']),
  effectiveOn: day,
  expiresOn: day.nullable().describe('Last day in force'),
});
export type AgreementV1 = z.infer<typeof agreementV1>;

const sampleAgreement: AgreementV1 = {
  id: '0190f3a0-0000-7000-8000-000000000003',
  number: 'AG-2026-000001',
  partnerId: samplePartner.id,
  kind: 'reseller',
  version: '2026-1',
  status: 'signed',
  effectiveOn: '2026-01-05',
  expiresOn: '2028-01-04',
};

/** A partner signed an agreement: what the agreement allows is open to it from `effectiveOn`. */
export const agreementSignedV1 = defineEvent({
  service: 'partner-lifecycle',
  aggregate: 'agreement',
  about: 'agreement',
  version: 1,
  name: 'AgreementSigned',
  summary: 'A partner signed an agreement: what the agreement allows is open to it from `effectiveOn`.',
  when: 'When a partner signs what was offered to it',
  data: z.object({ agreement: agreementV1, signedBy: subject, signedAt: instant }),
  sample: {
    agreement: sampleAgreement,
    signedBy: 'reseller-admin',
    signedAt: '2026-01-05T09:00:00.000Z',
  },
});

/** A signed agreement ends in `daysLeft` days unless it is renewed. */
export const agreementExpiringV1 = defineEvent({
  service: 'partner-lifecycle',
  aggregate: 'agreement',
  about: 'agreement',
  version: 1,
  name: 'AgreementExpiring',
  summary: 'A signed agreement ends in `daysLeft` days unless it is renewed.',
  when: 'By time, on the days of notice before the agreement ends',
  data: z.object({ agreement: agreementV1, daysLeft: z.int().min(0) }),
  sample: { agreement: sampleAgreement, daysLeft: 30 },
});
