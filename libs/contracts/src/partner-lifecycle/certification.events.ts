import { z } from 'zod';
import { defineEvent } from '../event.js';
import { code, day, id, instant, number, personId, text, word } from '../vocabulary.js';
import { samplePartner } from './partner.events.js';

/** What a person of a partner has proved. The person is told by the id of the partner user, never by name. */
export const certificationV1 = z.object({
  id,
  number: number.nullable(),
  definition: z.object({ id, code, name: text, kind: word(['sales', 'technical', 'service']) }),
  families: z.array(code).max(100).describe('Codes of the product families that it opens'),
  partnerId: id,
  userId: personId.describe('The partner user who holds it'),
  status: word(['active', 'expiring', 'expired', 'revoked']).describe(
    'It counts while it is `active` or `expiring`, up to and including `validUntil`',
  ),
  earnedAt: instant,
  validUntil: day.nullable().describe('The last day on which it counts; null = without end'),
});
export type CertificationV1 = z.infer<typeof certificationV1>;

export const sampleCertification: CertificationV1 = {
  id: '0190f3a0-0000-7000-8000-000000000090',
  number: 'CT-2026-000001',
  definition: {
    id: '0190f3a0-0000-7000-8000-000000000091',
    code: 'GTX-SALES',
    name: 'GTX sales specialist',
    kind: 'sales',
  },
  families: ['GTX'],
  partnerId: samplePartner.id,
  userId: '0190f3a0-0000-7000-8000-000000000092',
  status: 'active',
  earnedAt: '2026-01-20T10:00:00.000Z',
  validUntil: '2028-01-19',
};

const certification = {
  service: 'partner-lifecycle',
  aggregate: 'certification',
  about: 'certification',
  version: 1,
  replicated: true,
} as const;

/** A person of a partner earned a certification: it counts for the partner from `earnedAt` on. */
export const certificationEarnedV1 = defineEvent({
  ...certification,
  name: 'CertificationEarned',
  summary: 'A person of a partner earned a certification: it counts for the partner from `earnedAt` on.',
  when: 'When an exam, a completed course or a confirmation is recorded or brought in by file',
  data: z.object({ certification: certificationV1, evidence: word(['exam', 'completion', 'confirmation']) }),
  sample: { certification: sampleCertification, evidence: 'exam' },
});

/** A certification ends in `daysLeft` days unless it is renewed. It still counts. */
export const certificationExpiringV1 = defineEvent({
  ...certification,
  name: 'CertificationExpiring',
  summary: 'A certification ends in `daysLeft` days unless it is renewed. It still counts.',
  when: 'By time, on the days of notice before the certification ends',
  data: z.object({ certification: certificationV1, daysLeft: z.int().min(0) }),
  sample: { certification: { ...sampleCertification, status: 'expiring' }, daysLeft: 90 },
});

/** The last day of a certification has passed: it counts no more. */
export const certificationExpiredV1 = defineEvent({
  ...certification,
  name: 'CertificationExpired',
  summary: 'The last day of a certification has passed: it counts no more.',
  when: 'By time, after the last day on which the certification counts',
  data: z.object({ certification: certificationV1 }),
  sample: { certification: { ...sampleCertification, status: 'expired' } },
});

/** A certification was renewed: it counts on from its old end to the new `validUntil`. */
export const certificationRenewedV1 = defineEvent({
  ...certification,
  name: 'CertificationRenewed',
  summary: 'A certification was renewed: it counts on from its old end to the new `validUntil`.',
  when: 'When the vendor or a learning system renews the certification',
  data: z.object({ certification: certificationV1, previousValidUntil: day, renewedAt: instant }),
  sample: {
    certification: { ...sampleCertification, validUntil: '2030-01-19' },
    previousValidUntil: '2028-01-19',
    renewedAt: '2027-12-01T10:00:00.000Z',
  },
});

/** A certification stopped counting before its end: the vendor took it back, or its holder left the partner. */
export const certificationRevokedV1 = defineEvent({
  ...certification,
  name: 'CertificationRevoked',
  summary:
    'A certification stopped counting before its end: the vendor took it back, or its holder left the partner (`holder_left`).',
  when: "When the vendor revokes the certification, or takes its holder's access away",
  data: z.object({
    certification: certificationV1,
    cause: word(['holder_left', 'issued_in_error', 'misconduct', 'program_ended']),
    revokedAt: instant,
  }),
  sample: {
    certification: { ...sampleCertification, status: 'revoked' },
    cause: 'holder_left',
    revokedAt: '2026-09-01T10:00:00.000Z',
  },
});

/** Everything that makes a certification or changes it: what a replica listens to. */
export const certificationChanges = [
  certificationEarnedV1,
  certificationExpiringV1,
  certificationExpiredV1,
  certificationRenewedV1,
  certificationRevokedV1,
] as const;
