import { after, approved, calendar, inReview, monday, program, refusalOf, refused, taken } from '../../test/deals.js';
import { conflictOf } from '../deal-conflict/conflict.js';
import type { DealRegistration } from './deal-registration.js';

// Ten business days after a Monday are a Monday again.
const tooLate = after(14);
const refusal = { by: 'channel-manager', reason: 'Not an end customer', calendar, now: monday };
const rejected = (): DealRegistration => {
  const registration = inReview();
  registration.reject(refusal);
  registration.pullEvents();
  return registration;
};
const overturning = { by: 'deal-desk', reason: 'It is proved', program, calendar, conflict: null, now: after(7) };

it('says until when it can be appealed', () => {
  expect(rejected().state).toMatchObject({ rejectedBy: 'channel-manager', appealUntil: tooLate, appealId: null });
});

it('is appealed once, to the last instant of the tenth business day', () => {
  const registration = rejected();
  registration.appeal('a1', 'reseller-sales', new Date(tooLate.getTime() - 1));
  expect(registration.pullEvents()).toEqual([{ type: 'DealRejectionAppealed', appealedBy: 'reseller-sales' }]);
  expect(refusalOf(registration, () => registration.appeal('a2', 'reseller-sales', after(1)))).toEqual(
    refused('ALREADY_APPEALED'),
  );
});

it('is not appealed after that', () => {
  const registration = rejected();
  expect(refusalOf(registration, () => registration.appeal('a1', 'jo', tooLate))).toEqual(
    refused('APPEAL_WINDOW_CLOSED'),
  );
});

it.each([
  ['undecided', inReview],
  ['approved', approved],
])('is all that is appealed: not what is %s', (_, registrationThatIs) => {
  const registration = registrationThatIs();
  expect(refusalOf(registration, () => registration.appeal('a1', 'jo', monday))).toEqual(refused('INVALID_TRANSITION'));
});

it('that is overturned leaves the deal undecided in its old place, with a new time to decide', () => {
  const registration = rejected();
  registration.appeal('a1', 'jo', after(1));
  registration.pullEvents();
  registration.reconsider(overturning);
  expect(registration.pullEvents()).toEqual([
    { type: 'DealReconsidered', reconsideredBy: 'deal-desk', reason: 'It is proved' },
  ]);
  expect(registration.state).toMatchObject({
    status: 'in_review',
    submittedAt: monday,
    decisionDueAt: new Date('2026-03-11T10:00:00.000Z'),
    appealUntil: null,
    appealId: null,
    explanation: [{ code: 'APPEAL_OVERTURNED' }],
  });
});

it('that is overturned holds the deal if somebody has a claim to its customer by now', () => {
  const registration = rejected();
  registration.reconsider({ ...overturning, conflict: conflictOf([taken], false) });
  expect(registration.pullEvents().map(({ type }) => type)).toEqual(['DealReconsidered', 'DealConflictDetected']);
  expect(registration.state.status).toBe('conflict_hold');
});

it('is overturned by an appeal only: nobody submits or approves what was rejected', () => {
  const registration = inReview();
  expect(refusalOf(registration, () => registration.reconsider(overturning))).toEqual(refused('INVALID_TRANSITION'));
  const approval = { by: 'deal-desk', reason: null, program, opportunityId: 'o1', now: monday };
  const refusing = rejected();
  expect(refusalOf(refusing, () => refusing.approve(approval, null))).toEqual(refused('INVALID_TRANSITION'));
});
