import {
  deal,
  after,
  approval,
  approved,
  calendar,
  held,
  inReview,
  monday,
  refusalOf,
  refused,
  submission,
  taken,
  worth,
} from '../../test/deals.js';
import { conflictOf } from '../deal-conflict/conflict.js';
import type { DealRegistration } from './deal-registration.js';

const refusal = (by: string, reason: string) => ({ by, reason, calendar, now: monday });
const conflict = { class: 'registration', severity: 'hard', score: 1 } as const;

describe('an approval', () => {
  it('protects from its instant for the days of the program', () => {
    const registration = inReview();
    registration.approve({ ...approval, now: after(1) }, null);
    expect(registration.pullEvents()).toEqual([
      { type: 'DealApproved', approvedBy: 'channel-manager', automatic: false, reason: 'First in line' },
    ]);
    expect(registration.state).toMatchObject({
      status: 'approved',
      protectedFrom: after(1),
      protectedUntil: after(91),
      decisionDueAt: null,
    });
  });

  it('is refused while another claim stands', () => {
    const registration = held();
    expect(refusalOf(registration, () => registration.approve(approval, conflictOf([taken], false)))).toEqual(
      refused('CONFLICT_UNRESOLVED'),
    );
  });

  it('is possible once the other claim is gone', () => {
    const registration = held();
    registration.approve(approval, null);
    expect(registration.state.status).toBe('approved');
  });

  it('is nothing that one gives to oneself', () => {
    const registration = inReview();
    const own = { ...approval, by: 'reseller-sales' };
    expect(refusalOf(registration, () => registration.approve(own, null))).toEqual(refused('OWN_REGISTRATION'));
  });

  it.each<[string, (registration: DealRegistration) => void]>([
    ['submitted', (registration) => registration.submit(submission(registration.state, { by: 'channel-manager' }))],
    ['revised', (registration) => registration.revise({ ...deal, ...worth('70000.00') }, null, 'channel-manager')],
  ])('is not given by whoever has %s it, whoever registered it', (_, verb) => {
    const registration = inReview();
    registration.return('deal-desk', 'Name the project', calendar, monday);
    verb(registration);
    if (registration.state.status === 'returned') registration.submit(submission(registration.state));
    registration.pullEvents();
    expect(refusalOf(registration, () => registration.approve(approval, null))).toEqual(refused('OWN_REGISTRATION'));
    registration.approve({ ...approval, by: 'deal-desk' }, null);
    expect(registration.state.status).toBe('approved');
  });

  it('is not given twice', () => {
    const registration = approved();
    expect(refusalOf(registration, () => registration.approve(approval, null))).toEqual(refused('INVALID_TRANSITION'));
  });
});

describe('a conflict', () => {
  it('can be awarded to the later registration while the other is undecided', () => {
    const registration = held();
    registration.award(approval, { protected: false });
    expect(registration.pullEvents()).toEqual([
      { type: 'DealApproved', approvedBy: 'channel-manager', automatic: false, reason: 'First in line' },
    ]);
  });

  it('cannot be awarded over a protected registration', () => {
    const registration = held();
    expect(refusalOf(registration, () => registration.award(approval, { protected: true }))).toEqual(
      refused('RIVAL_PROTECTED'),
    );
  });

  it('can end with both sides protected', () => {
    const [later, earlier] = [held(), approved()];
    later.coProtect(approval, 'g1');
    earlier.share('channel-manager', 'g1');
    expect(later.state).toMatchObject({ status: 'approved', sharedGroup: 'g1', protectedUntil: after(90) });
    expect(earlier.state.sharedGroup).toBe('g1');
    expect(earlier.pullEvents()).toEqual([{ type: 'DealProtectionShared', sharedBy: 'channel-manager' }]);
  });

  it('must exist to be awarded or shared', () => {
    const registration = inReview();
    expect(refusalOf(registration, () => registration.award(approval, { protected: false }))).toEqual(
      refused('NOT_HELD'),
    );
    expect(refusalOf(registration, () => registration.coProtect(approval, 'g1'))).toEqual(refused('NOT_HELD'));
  });

  it('is not decided by the one who registered', () => {
    const registration = held();
    const own = { ...approval, by: 'reseller-sales' };
    expect(refusalOf(registration, () => registration.award(own, { protected: false }))).toEqual(
      refused('OWN_REGISTRATION'),
    );
  });

  it('that came up since the submission holds the registration instead of approving it', () => {
    const registration = inReview();
    registration.approve(approval, conflictOf([taken], false));
    expect(registration.pullEvents()).toEqual([{ type: 'DealConflictDetected', conflict }]);
    expect(registration.state).toMatchObject({
      status: 'conflict_hold',
      protectedUntil: null,
      explanation: [{ code: 'REGISTRATION' }],
    });
  });
});

describe('a rejection', () => {
  it('says why and stops the clock', () => {
    const registration = inReview();
    registration.reject(refusal('deal-desk', 'Not an end customer'));
    expect(registration.pullEvents()).toEqual([
      { type: 'DealRejected', rejectedBy: 'deal-desk', reason: 'Not an end customer' },
    ]);
    expect(registration.state).toMatchObject({ status: 'rejected', decisionDueAt: null });
  });

  it('is nothing that one does to oneself', () => {
    const registration = inReview();
    expect(refusalOf(registration, () => registration.reject(refusal('reseller-sales', 'No')))).toEqual(
      refused('OWN_REGISTRATION'),
    );
  });

  it('comes too late after the approval', () => {
    const registration = approved();
    expect(refusalOf(registration, () => registration.reject(refusal('deal-desk', 'No')))).toEqual(
      refused('INVALID_TRANSITION'),
    );
  });
});
