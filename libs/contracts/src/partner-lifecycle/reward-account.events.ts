import { z } from 'zod';
import { defineEvent } from '../event.js';
import { code, decimal, id, instant, number, remark } from '../vocabulary.js';
import { samplePartner } from './partner.events.js';

/** A partner's points after the fact: `pending` become `available` with time. */
export const rewardAccountV1 = z.object({
  id,
  number: number.nullable(),
  partnerId: id,
  pending: decimal,
  available: decimal,
});
export type RewardAccountV1 = z.infer<typeof rewardAccountV1>;

const reason = z
  .object({ kind: code, id, number: number.nullable() })
  .describe("What the points are for: the fact's kind, its id, and its number if it has one");

const rewardAccount = {
  service: 'partner-lifecycle',
  aggregate: 'reward-account',
  about: 'rewardAccount',
  version: 1,
} as const;
const sampleAccount = {
  id: '0190f3a0-0000-7000-8000-000000000040',
  number: null,
  partnerId: samplePartner.id,
  pending: '500',
  available: '1200',
};
const sampleReason = { kind: 'deal_won', id: '0190f3a0-0000-7000-8000-000000000060', number: 'DR-2026-000123' };

/** Points were credited for something the partner did; they can be spent from `availableFrom`. */
export const rewardEarnedV1 = defineEvent({
  ...rewardAccount,
  name: 'RewardEarned',
  summary: 'Points were credited for something the partner did; they can be spent from `availableFrom`.',
  when: 'Moments after the event that earns points, such as DealWon or CertificationEarned',
  data: z.object({ rewardAccount: rewardAccountV1, points: decimal, reason, availableFrom: instant }),
  sample: {
    rewardAccount: sampleAccount,
    points: '500',
    reason: sampleReason,
    availableFrom: '2026-07-01T00:00:00.000Z',
  },
});

/** Points were taken back, because what they were credited for did not hold. */
export const rewardReversedV1 = defineEvent({
  ...rewardAccount,
  name: 'RewardReversed',
  summary: 'Points were taken back, because what they were credited for did not hold.',
  when: 'When the vendor takes points back, or moments after what earned them is revoked',
  data: z.object({ rewardAccount: rewardAccountV1, points: decimal, reason, cause: remark }),
  sample: {
    rewardAccount: { ...sampleAccount, pending: '0' },
    points: '500',
    reason: sampleReason,
    cause: 'Order canceled',
  },
});
