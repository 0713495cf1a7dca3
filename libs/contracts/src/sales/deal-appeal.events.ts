import { z } from 'zod';
import { defineEvent } from '../event.js';
import { code, id, instant, number, remark, subject, word } from '../vocabulary.js';
import { sampleDeal } from './deal.js';

/** A partner's objection to the rejection of its deal, and what became of it. */
export const dealAppealV1 = z.object({
  id,
  number,
  dealId: id,
  partnerId: id,
  territory: code.nullable(),
  status: word(['appealed', 'upheld', 'overturned']).describe(
    '`upheld`: the rejection stands. `overturned`: the deal is undecided again',
  ),
  ground: remark,
  appealedAt: instant,
  dueAt: instant.describe('By when it is to be decided'),
  overdue: z.boolean(),
  decidedAt: instant.nullable(),
});
export type DealAppealV1 = z.infer<typeof dealAppealV1>;

const appeal = { service: 'sales', aggregate: 'deal-appeal', about: 'appeal', version: 1 } as const;

const sampleAppeal: DealAppealV1 = {
  id: '0190f3a0-0000-7000-8000-000000000065',
  number: 'DA-2026-000007',
  dealId: sampleDeal.id,
  partnerId: sampleDeal.partnerId,
  territory: 'US',
  status: 'appealed',
  ground: 'We have worked with the customer since January',
  appealedAt: '2026-02-05T10:00:00.000Z',
  dueAt: '2026-02-12T10:00:00.000Z',
  overdue: false,
  decidedAt: null,
};

/** A partner objects to the rejection of its deal; another person than the one who rejected it decides. */
export const dealAppealedV1 = defineEvent({
  ...appeal,
  name: 'DealAppealed',
  summary: 'A partner objects to the rejection of its deal.',
  when: 'When the partner appeals within the time for it',
  data: z.object({ appeal: dealAppealV1, appealedBy: subject }),
  sample: { appeal: sampleAppeal, appealedBy: 'reseller-sales' },
});

/** The rejection stands, or the deal is undecided again: `appeal.status` says which. */
export const dealAppealDecidedV1 = defineEvent({
  ...appeal,
  name: 'DealAppealDecided',
  summary: 'The rejection stands, or the deal is undecided again: `appeal.status` says which.',
  when: 'When a person upholds or overturns the rejection',
  data: z.object({ appeal: dealAppealV1, decidedBy: subject, reason: remark }),
  sample: {
    appeal: { ...sampleAppeal, status: 'overturned', decidedAt: '2026-02-09T15:00:00.000Z' },
    decidedBy: 'deal-desk',
    reason: 'The visits are proved',
  },
});

/** The promised time for a decision on the appeal has passed without one. */
export const dealAppealOverdueV1 = defineEvent({
  ...appeal,
  name: 'DealAppealOverdue',
  summary: 'The promised time for a decision on the appeal has passed without one.',
  when: 'By time, at `appeal.dueAt`, if nobody has decided',
  data: z.object({ appeal: dealAppealV1 }),
  sample: { appeal: { ...sampleAppeal, overdue: true } },
});
