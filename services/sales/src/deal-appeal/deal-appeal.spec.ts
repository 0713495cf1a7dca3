import { calendar, monday } from '../../test/deals.js';
import { DealAppeal } from './deal-appeal.js';

const filed = (): DealAppeal => {
  const appeal = DealAppeal.file(
    {
      id: 'a1',
      dealId: 'd1',
      partnerId: 'northwind',
      territory: 'US',
      ground: 'We have worked with the customer since January',
      evidence: [],
      appealedBy: 'reseller-sales',
      rejectedBy: 'channel-manager',
    },
    calendar,
    monday,
  );
  return appeal;
};
const waiting = (): DealAppeal => {
  const appeal = filed();
  appeal.pullEvents();
  return appeal;
};
const nextMonday = new Date('2026-03-09T10:00:00.000Z');

function refusal(appeal: DealAppeal, verb: () => void): { code: string; events: unknown[] } {
  try {
    verb();
  } catch (error) {
    return { code: (error as { code: string }).code, events: appeal.pullEvents() };
  }
  throw new Error('It was not refused.');
}

it('an appeal is to be decided within five business days', () => {
  const appeal = filed();
  expect(appeal.pullEvents()).toEqual([{ type: 'DealAppealed', appealedBy: 'reseller-sales' }]);
  expect(appeal.state).toMatchObject({ status: 'appealed', appealedAt: monday, dueAt: nextMonday, overdue: false });
});

it.each([
  ['upheld', (appeal: DealAppeal, by: string) => appeal.uphold(by, 'Nothing new', nextMonday)],
  ['overturned', (appeal: DealAppeal, by: string) => appeal.overturn(by, 'Nothing new', nextMonday)],
] as const)('it is %s by another person than who rejected the deal, once', (outcome, decide) => {
  const appeal = waiting();
  expect(refusal(appeal, () => decide(appeal, 'channel-manager'))).toEqual({
    code: 'SECOND_PERSON_NEEDED',
    events: [],
  });
  expect(refusal(appeal, () => decide(appeal, 'reseller-sales'))).toEqual({ code: 'SECOND_PERSON_NEEDED', events: [] });
  decide(appeal, 'deal-desk');
  expect(appeal.pullEvents()).toEqual([
    { type: 'DealAppealDecided', outcome, decidedBy: 'deal-desk', reason: 'Nothing new' },
  ]);
  expect(appeal.state).toMatchObject({ status: outcome, decidedBy: 'deal-desk', decidedAt: nextMonday });
  expect(refusal(appeal, () => decide(appeal, 'vendor-admin'))).toEqual({ code: 'INVALID_TRANSITION', events: [] });
});

it('a decision that is late is made known once', () => {
  const appeal = waiting();
  appeal.escalate(new Date(nextMonday.getTime() - 1));
  expect(appeal.pullEvents()).toEqual([]);
  appeal.escalate(nextMonday);
  appeal.escalate(nextMonday);
  expect(appeal.pullEvents()).toEqual([{ type: 'DealAppealOverdue' }]);
  expect(appeal.state.overdue).toBe(true);
});

it('what is decided is never late', () => {
  const appeal = waiting();
  appeal.uphold('deal-desk', 'Nothing new', monday);
  appeal.pullEvents();
  appeal.escalate(nextMonday);
  expect(appeal.pullEvents()).toEqual([]);
});
