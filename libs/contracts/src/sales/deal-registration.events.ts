import { z } from 'zod';
import { defineEvent } from '../event.js';
import { instant, money, remark, subject, word } from '../vocabulary.js';
import { dealV1, sampleApprovedDeal, sampleDeal } from './deal.js';

const deal = { service: 'sales', aggregate: 'deal-registration', about: 'deal', version: 1 } as const;

/** A partner claims an opportunity and asks for protection; also after a returned registration was submitted again. */
export const dealRegisteredV1 = defineEvent({
  ...deal,
  name: 'DealRegistered',
  summary: 'A partner claims an opportunity and asks for protection.',
  when: 'When the partner submits the registration, again after a return too; a draft tells nothing',
  data: z.object({ deal: dealV1, submittedBy: subject, resubmission: z.boolean() }),
  sample: { deal: sampleDeal, submittedBy: 'reseller-sales', resubmission: false },
});

/**
 * Evidence says that the customer may be spoken for. Class and score are for the vendor's systems only, and even they do
 * not name the other side: who may see it reads the conflict report.
 */
export const dealConflictDetectedV1 = defineEvent({
  ...deal,
  name: 'DealConflictDetected',
  summary: 'Evidence says that the customer may be spoken for. For the vendor only; the other side is not named.',
  when: 'With the submission or the approval that finds the evidence',
  audience: 'vendor',
  data: z.object({
    deal: dealV1,
    conflict: z.object({
      class: word(['registration', 'lead', 'direct_pipeline', 'house_account', 'incumbent', 'renewal']),
      severity: word(['hard', 'hold', 'note']),
      score: z.number().min(0).max(1),
    }),
  }),
  sample: {
    deal: { ...sampleDeal, status: 'on_hold' },
    conflict: { class: 'registration', severity: 'hold', score: 0.82 },
  },
});

/** The registration protects its partner until `deal.protection.until`. `automatic` if the program decided, not a person. */
export const dealApprovedV1 = defineEvent({
  ...deal,
  name: 'DealApproved',
  summary: 'The registration protects its partner until `deal.protection.until`.',
  when: 'When a person approves, awards or co-protects, or with the submission if the program approves by itself',
  data: z.object({ deal: dealV1, approvedBy: subject, automatic: z.boolean(), reason: remark.nullable() }),
  sample: { deal: sampleApprovedDeal, approvedBy: 'channel-manager', automatic: false, reason: null },
});

/** The partner is asked for more; the decision's clock stands still until it submits again. */
export const dealReturnedV1 = defineEvent({
  ...deal,
  name: 'DealReturned',
  summary: "The partner is asked for more; the decision's clock stands still until it submits again.",
  when: 'When a person returns the registration',
  data: z.object({ deal: dealV1, returnedBy: subject, reason: remark }),
  sample: { deal: { ...sampleDeal, status: 'returned' }, returnedBy: 'channel-manager', reason: 'Name the project' },
});

/** A returned registration was changed. It is not submitted again yet; DealRegistered will tell. */
export const dealRevisedV1 = defineEvent({
  ...deal,
  name: 'DealRevised',
  summary: 'A returned registration was changed. It is not submitted again yet.',
  when: 'When the partner changes a registration that was returned to it; a draft tells nothing',
  data: z.object({ deal: dealV1 }),
  sample: { deal: { ...sampleDeal, status: 'returned', project: 'Data center Austin' } },
});

/** The registration was refused. */
export const dealRejectedV1 = defineEvent({
  ...deal,
  name: 'DealRejected',
  summary: 'The registration was refused.',
  when: 'When a person rejects the registration, or awards the customer to another one',
  data: z.object({ deal: dealV1, rejectedBy: subject, reason: remark }),
  sample: { deal: { ...sampleDeal, status: 'rejected' }, rejectedBy: 'deal-desk', reason: 'Not an end customer' },
});

/** A rejection was overturned on appeal: the registration is undecided again and keeps its place in the queue. */
export const dealReconsideredV1 = defineEvent({
  ...deal,
  name: 'DealReconsidered',
  summary: 'A rejection was overturned on appeal: the registration is undecided again.',
  when: 'With DealAppealDecided, if the rejection is overturned',
  data: z.object({ deal: dealV1, reconsideredBy: subject, reason: remark }),
  sample: {
    deal: { ...sampleDeal, status: 'in_review' },
    reconsideredBy: 'deal-desk',
    reason: 'The visits are proved',
  },
});

/** The partner took its registration back; any protection ends. */
export const dealWithdrawnV1 = defineEvent({
  ...deal,
  name: 'DealWithdrawn',
  summary: 'The partner took its registration back; any protection ends.',
  when: 'When the partner withdraws the registration',
  data: z.object({ deal: dealV1, withdrawnBy: subject, reason: remark.nullable() }),
  sample: { deal: { ...sampleDeal, status: 'withdrawn' }, withdrawnBy: 'reseller-sales', reason: null },
});

/** The protection was prolonged on evidence of progress. */
export const dealProtectionExtendedV1 = defineEvent({
  ...deal,
  name: 'DealProtectionExtended',
  summary: 'The protection was prolonged on evidence of progress.',
  when: 'When the protection is extended',
  data: z.object({ deal: dealV1, extendedBy: subject, previousUntil: instant, evidence: remark }),
  sample: {
    deal: {
      ...sampleApprovedDeal,
      protection: { from: '2026-02-03T10:00:00.000Z', until: '2026-06-03T10:00:00.000Z', extensions: 1 },
    },
    extendedBy: 'channel-manager',
    previousUntil: '2026-05-04T10:00:00.000Z',
    evidence: 'Proof of concept accepted',
  },
});

/** The protection ends in `daysLeft` days unless it is extended or the deal is closed. */
export const dealProtectionExpiringV1 = defineEvent({
  ...deal,
  name: 'DealProtectionExpiring',
  summary: 'The protection ends in `daysLeft` days unless it is extended or the deal is closed.',
  when: 'By time, on the days of notice before the protection ends',
  data: z.object({ deal: dealV1, daysLeft: z.int().min(0) }),
  sample: { deal: sampleApprovedDeal, daysLeft: 14 },
});

/** The protection ran out; the customer is free for others. */
export const dealExpiredV1 = defineEvent({
  ...deal,
  name: 'DealExpired',
  summary: 'The protection ran out; the customer is free for others.',
  when: 'By time, within moments of `deal.protection.until`. A deal is unprotected from that instant on, whether this was told yet or not',
  data: z.object({ deal: dealV1, expiredAt: instant }),
  sample: { deal: { ...sampleApprovedDeal, status: 'expired' }, expiredAt: '2026-05-04T10:00:00.000Z' },
});

/** An expired registration protects again: it came back within the grace and nobody else held the customer. */
export const dealReopenedV1 = defineEvent({
  ...deal,
  name: 'DealReopened',
  summary: 'An expired registration protects again.',
  when: 'When an expired registration is reopened within the grace',
  data: z.object({ deal: dealV1, reopenedBy: subject, reason: remark }),
  sample: { deal: sampleApprovedDeal, reopenedBy: 'channel-manager', reason: 'Customer decision moved' },
});

/** The vendor took the protection away, for a cause and with a second person's consent. */
export const dealRevokedV1 = defineEvent({
  ...deal,
  name: 'DealRevoked',
  summary: "The vendor took the protection away, for a cause and with a second person's consent.",
  when: 'When a second person confirms the revocation',
  data: z.object({ deal: dealV1, revokedBy: subject, confirmedBy: subject, reason: remark }),
  sample: {
    deal: { ...sampleApprovedDeal, status: 'revoked' },
    revokedBy: 'channel-manager',
    confirmedBy: 'deal-desk',
    reason: 'Evidence was wrong',
  },
});

/** The promised time for a decision has passed without one. */
export const dealDecisionOverdueV1 = defineEvent({
  ...deal,
  name: 'DealDecisionOverdue',
  summary: 'The promised time for a decision has passed without one.',
  when: 'By time, at `dueAt`, if nobody has decided',
  data: z.object({ deal: dealV1, dueAt: instant }),
  sample: { deal: { ...sampleDeal, status: 'in_review' }, dueAt: '2026-02-04T09:15:00.000Z' },
});

/** The partner says that it has won; nothing is rewarded until the vendor or an order confirms. */
export const dealWinClaimedV1 = defineEvent({
  ...deal,
  name: 'DealWinClaimed',
  summary: 'The partner says that it has won; nothing is rewarded until the vendor or an order confirms.',
  when: 'When the partner claims the win',
  data: z.object({ deal: dealV1, claimedBy: subject, claimedValue: money }),
  sample: {
    deal: { ...sampleApprovedDeal, status: 'claimed_won' },
    claimedBy: 'reseller-sales',
    claimedValue: { amount: '19284.00', currency: 'USD' },
  },
});

/** The win is verified. Points and scorecards count this event and no other. */
export const dealWonV1 = defineEvent({
  ...deal,
  name: 'DealWon',
  summary: 'The win is verified. Points and scorecards count this event and no other.',
  when: 'When the vendor confirms the win',
  data: z.object({
    deal: dealV1,
    confirmation: word(['vendor', 'order', 'sell_through']),
    confirmedBy: subject,
    wonValue: money,
    wonAt: instant,
  }),
  sample: {
    deal: { ...sampleApprovedDeal, status: 'won', wonValue: { amount: '19284.00', currency: 'USD' } },
    confirmation: 'vendor',
    confirmedBy: 'channel-manager',
    wonValue: { amount: '19284.00', currency: 'USD' },
    wonAt: '2026-04-14T16:20:00.000Z',
  },
});

/** The customer decided otherwise; the protection ends. */
export const dealLostV1 = defineEvent({
  ...deal,
  name: 'DealLost',
  summary: 'The customer decided otherwise; the protection ends.',
  when: 'When the partner or the vendor closes the deal as lost',
  data: z.object({ deal: dealV1, reason: remark, lostAt: instant }),
  sample: {
    deal: { ...sampleApprovedDeal, status: 'lost' },
    reason: 'Price',
    lostAt: '2026-04-14T16:20:00.000Z',
  },
});
