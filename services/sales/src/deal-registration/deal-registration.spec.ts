import {
  after,
  approval,
  approved,
  calendar,
  deal,
  drafted,
  held,
  inReview,
  monday,
  program,
  refusalOf,
  refused,
  submission,
  submitted,
  taken,
  worth,
} from '../../test/deals.js';
import { DealRegistration } from './deal-registration.js';

const opening = {
  ...deal,
  id: 'd1',
  partnerId: 'northwind',
  territory: null,
  registeredBy: 'reseller-sales',
  programId: 'p1',
  programVersion: 3,
};
const conflict = { class: 'registration', severity: 'hard', score: 1 } as const;

describe('a submission', () => {
  it('within the ceiling and without a conflict is approved at once and protected for the days of the program', () => {
    const registration = DealRegistration.register(opening, submission);
    expect(registration.pullEvents()).toEqual([
      { type: 'DealRegistered', submittedBy: 'reseller-sales', resubmission: false },
      { type: 'DealApproved', approvedBy: 'deal-program', automatic: true, reason: null },
    ]);
    expect(registration.state).toMatchObject({
      status: 'approved',
      programVersion: 3,
      protectedUntil: after(90),
      opportunityId: 'o1',
      decisionDueAt: null,
      explanation: [{ code: 'WITHIN_CEILING' }],
    });
  });

  it('above the ceiling goes to review, with the reason and a time by which it is decided', () => {
    const registration = DealRegistration.register({ ...opening, ...worth('60000.00') }, submission);
    expect(registration.pullEvents()).toEqual([
      { type: 'DealRegistered', submittedBy: 'reseller-sales', resubmission: false },
    ]);
    expect(registration.state).toMatchObject({
      status: 'in_review',
      submittedAt: monday,
      decisionDueAt: new Date('2026-03-04T10:00:00.000Z'),
      protectedUntil: null,
      opportunityId: null,
      explanation: [{ code: 'ABOVE_CEILING' }],
    });
  });

  it('that meets a claim of somebody else is held, whatever the ceiling', () => {
    const registration = DealRegistration.register(opening, { ...submission, matches: [taken] });
    expect(registration.pullEvents().map((event) => event.type)).toEqual(['DealRegistered', 'DealConflictDetected']);
    expect(registration.state).toMatchObject({
      status: 'conflict_hold',
      conflict,
      explanation: [{ code: 'REGISTRATION' }],
      protectedUntil: null,
    });
  });

  it('with a faint likeness is approved, and the likeness is noted', () => {
    const registration = submitted({}, { matches: [{ ...taken, sameDomain: false, nameSimilarity: 0.6 }] });
    expect(registration.state).toMatchObject({ status: 'approved', conflict: { severity: 'note' } });
  });

  it('is refused if the partner or the deal is not eligible', () => {
    const registration = drafted(worth('1.00'));
    expect(refusalOf(registration, () => registration.submit(submission))).toEqual(refused('BELOW_MINIMUM_VALUE'));
    expect(registration.state.status).toBe('draft');
  });

  it('rests on the deal as it is now, not as it was when it was drafted', () => {
    const registration = drafted();
    registration.submit({ ...submission, details: { ...deal, ...worth('60000.00'), hiddenFromDistributor: true } });
    expect(registration.state).toMatchObject({ status: 'in_review', hiddenFromDistributor: true });
  });

  it('is possible once', () => {
    const registration = inReview();
    expect(refusalOf(registration, () => registration.submit(submission))).toEqual(refused('INVALID_TRANSITION'));
  });
});

describe('a draft', () => {
  it('can be revised and discarded', () => {
    const registration = drafted();
    registration.revise({ ...deal, project: 'Site B' }, 'US', 'reseller-sales');
    expect(registration.pullEvents()).toEqual([{ type: 'DealRevised' }]);
    registration.discard();
    expect(registration.pullEvents()).toEqual([{ type: 'DealDiscarded' }]);
  });

  it('is the only state in which a registration can be discarded', () => {
    const registration = inReview();
    expect(refusalOf(registration, () => registration.discard())).toEqual(refused('NOT_A_DRAFT'));
  });

  it('becomes fixed by its submission', () => {
    const registration = inReview();
    expect(refusalOf(registration, () => registration.revise(deal, null, 'reseller-sales'))).toEqual(
      refused('NOT_REVISABLE'),
    );
  });
});

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
    expect(refusalOf(registration, () => registration.approve(approval, conflict))).toEqual(
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
    ['submitted', (registration) => registration.submit({ ...submission, by: 'channel-manager' })],
    ['revised', (registration) => registration.revise({ ...deal, ...worth('70000.00') }, null, 'channel-manager')],
  ])('is not given by whoever has %s it, whoever registered it', (_, verb) => {
    const registration = inReview();
    registration.return('deal-desk', 'Name the project', calendar, monday);
    verb(registration);
    if (registration.state.status === 'returned') registration.submit(submission);
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
    registration.approve(approval, conflict);
    expect(registration.pullEvents()).toEqual([{ type: 'DealConflictDetected', conflict }]);
    expect(registration.state).toMatchObject({
      status: 'conflict_hold',
      protectedUntil: null,
      explanation: [{ code: 'REGISTRATION' }],
    });
  });
});

describe('a registration that was returned', () => {
  const returned = (): DealRegistration => {
    const registration = inReview();
    registration.return('channel-manager', 'Name the project', calendar, new Date('2026-03-03T10:00:00.000Z'));
    return registration;
  };

  it('says why, and the clock stands still', () => {
    const registration = returned();
    expect(registration.pullEvents()).toEqual([
      { type: 'DealReturned', returnedBy: 'channel-manager', reason: 'Name the project' },
    ]);
    expect(registration.state).toMatchObject({ status: 'returned', decisionDueAt: null, businessMinutesLeft: 480 });
  });

  it('keeps its place in the queue if customer and families are as they were, even if a project is named', () => {
    const registration = returned();
    registration.revise({ ...deal, ...worth('70000.00'), competitor: 'Globex', project: 'Site B' }, null, 'jo');
    registration.submit({ ...submission, now: after(4) });
    expect(registration.state).toMatchObject({ status: 'in_review', submittedAt: monday, resubmissions: 1 });
  });

  it.each([
    ['another customer', { identity: { ...deal.identity, name: 'globex' } }],
    ['another family', { lines: [{ ...deal.lines[0]!, family: 'MG' }] }],
  ])('loses its place in the queue if it claims %s', (_, change) => {
    const registration = returned();
    registration.revise({ ...deal, ...worth('70000.00'), ...change }, null, 'jo');
    registration.submit({ ...submission, now: after(4) });
    expect(registration.state.submittedAt).toEqual(after(4));
  });

  it('can be submitted again only as often as the program allows', () => {
    const registration = returned();
    for (const _ of Array(program.resubmissions)) {
      registration.submit(submission);
      registration.return('channel-manager', 'Still unclear', calendar, monday);
    }
    registration.pullEvents();
    expect(refusalOf(registration, () => registration.submit(submission))).toEqual(refused('RESUBMISSION_LIMIT'));
  });

  it('cannot be returned or rejected again before it is submitted', () => {
    const registration = returned();
    registration.pullEvents();
    expect(refusalOf(registration, () => registration.reject('channel-manager', 'No'))).toEqual(
      refused('INVALID_TRANSITION'),
    );
    expect(refusalOf(registration, () => registration.return('channel-manager', 'No', calendar, monday))).toEqual(
      refused('INVALID_TRANSITION'),
    );
  });
});

describe('a rejection', () => {
  it('says why and stops the clock', () => {
    const registration = inReview();
    registration.reject('deal-desk', 'Not an end customer');
    expect(registration.pullEvents()).toEqual([
      { type: 'DealRejected', rejectedBy: 'deal-desk', reason: 'Not an end customer' },
    ]);
    expect(registration.state).toMatchObject({ status: 'rejected', decisionDueAt: null });
  });

  it('is nothing that one does to oneself', () => {
    const registration = inReview();
    expect(refusalOf(registration, () => registration.reject('reseller-sales', 'No'))).toEqual(
      refused('OWN_REGISTRATION'),
    );
  });

  it('comes too late after the approval', () => {
    const registration = approved();
    expect(refusalOf(registration, () => registration.reject('deal-desk', 'No'))).toEqual(
      refused('INVALID_TRANSITION'),
    );
  });
});

describe('a withdrawal', () => {
  it.each([
    ['in review', inReview],
    ['held', held],
    ['approved', approved],
  ])('is possible while the registration is %s', (_, registrationThatIs) => {
    const registration = registrationThatIs();
    registration.withdraw('reseller-sales', null, after(1));
    expect(registration.pullEvents()).toEqual([{ type: 'DealWithdrawn', withdrawnBy: 'reseller-sales', reason: null }]);
  });

  it('ends the protection', () => {
    const registration = approved();
    registration.withdraw('reseller-sales', null, after(1));
    expect(registration.state).toMatchObject({ status: 'withdrawn', protectedUntil: after(1), warningDueAt: null });
  });

  it('is no way to take back a draft or a win', () => {
    const won = approved();
    won.claimWin('reseller-sales', deal.value, monday);
    won.pullEvents();
    expect(refusalOf(won, () => won.withdraw('reseller-sales', null, monday))).toEqual(refused('INVALID_TRANSITION'));
    const draft = drafted();
    expect(refusalOf(draft, () => draft.withdraw('reseller-sales', null, monday))).toEqual(
      refused('INVALID_TRANSITION'),
    );
  });
});

describe('a revocation', () => {
  const requested = (): DealRegistration => {
    const registration = approved();
    registration.requestRevocation('channel-manager', 'Evidence was wrong', monday);
    return registration;
  };

  it('has a cause and is confirmed by a second person', () => {
    const registration = requested();
    registration.confirmRevocation('deal-desk', after(2));
    expect(registration.pullEvents()).toEqual([
      { type: 'DealRevocationRequested', requestedBy: 'channel-manager', reason: 'Evidence was wrong' },
      { type: 'DealRevoked', requestedBy: 'channel-manager', confirmedBy: 'deal-desk', reason: 'Evidence was wrong' },
    ]);
    expect(registration.state).toMatchObject({ status: 'revoked', protectedUntil: after(2) });
  });

  it('leaves the protection alone until it is confirmed', () => {
    expect(requested().state).toMatchObject({ status: 'approved', protectedUntil: after(90) });
  });

  it('is not confirmed by the one who asked for it', () => {
    const registration = requested();
    registration.pullEvents();
    expect(refusalOf(registration, () => registration.confirmRevocation('channel-manager', monday))).toEqual(
      refused('SECOND_PERSON_NEEDED'),
    );
  });

  it('is not confirmed before anybody asked for it', () => {
    const registration = approved();
    expect(refusalOf(registration, () => registration.confirmRevocation('deal-desk', monday))).toEqual(
      refused('REVOCATION_NOT_REQUESTED'),
    );
  });

  it('is asked for once', () => {
    const registration = requested();
    registration.pullEvents();
    expect(refusalOf(registration, () => registration.requestRevocation('deal-desk', 'Again', monday))).toEqual(
      refused('REVOCATION_REQUESTED'),
    );
  });

  it('can be declined, and asked for anew with another reason', () => {
    const registration = requested();
    registration.pullEvents();
    registration.declineRevocation('deal-desk', 'The evidence holds');
    expect(registration.pullEvents()).toEqual([
      { type: 'DealRevocationDeclined', declinedBy: 'deal-desk', reason: 'The evidence holds' },
    ]);
    expect(refusalOf(registration, () => registration.confirmRevocation('deal-desk', monday))).toEqual(
      refused('REVOCATION_NOT_REQUESTED'),
    );
    registration.requestRevocation('deal-desk', 'Another reason', monday);
    expect(registration.state.revocation).toEqual({ requestedBy: 'deal-desk', reason: 'Another reason' });
  });

  it('cannot be declined if nobody asked for it', () => {
    const registration = approved();
    expect(refusalOf(registration, () => registration.declineRevocation('deal-desk', 'No'))).toEqual(
      refused('REVOCATION_NOT_REQUESTED'),
    );
  });

  it('is not asked for any more once the deal is lost', () => {
    const registration = requested();
    registration.lose('Price', after(1));
    expect(registration.state.revocation).toBeNull();
  });

  it('needs an approval to take away', () => {
    const registration = inReview();
    expect(refusalOf(registration, () => registration.requestRevocation('deal-desk', 'No', monday))).toEqual(
      refused('INVALID_TRANSITION'),
    );
  });
});

describe('a win', () => {
  it('is the word of the partner until the vendor confirms it', () => {
    const registration = approved();
    registration.claimWin('reseller-sales', { amount: '21000.00', currency: 'USD' }, monday);
    expect(registration.state.status).toBe('claimed_won');
    registration.confirmWin('channel-manager', { amount: '20500.00', currency: 'USD' }, after(30));
    expect(registration.pullEvents()).toEqual([
      { type: 'DealWinClaimed', claimedBy: 'reseller-sales', claimedValue: { amount: '21000.00', currency: 'USD' } },
      {
        type: 'DealWon',
        confirmedBy: 'channel-manager',
        wonValue: { amount: '20500.00', currency: 'USD' },
        wonAt: after(30),
      },
    ]);
  });

  it('cannot be confirmed before it is claimed', () => {
    const registration = approved();
    expect(refusalOf(registration, () => registration.confirmWin('channel-manager', deal.value, monday))).toEqual(
      refused('INVALID_TRANSITION'),
    );
  });

  it('cannot be confirmed by the one who registered', () => {
    const registration = approved();
    registration.claimWin('reseller-sales', deal.value, monday);
    registration.pullEvents();
    expect(refusalOf(registration, () => registration.confirmWin('reseller-sales', deal.value, monday))).toEqual(
      refused('OWN_REGISTRATION'),
    );
  });

  it('cannot be confirmed by whoever claimed it, even for the vendor', () => {
    const registration = approved();
    registration.claimWin('channel-manager', deal.value, monday);
    registration.pullEvents();
    expect(refusalOf(registration, () => registration.confirmWin('channel-manager', deal.value, monday))).toEqual(
      refused('SECOND_PERSON_NEEDED'),
    );
    registration.confirmWin('deal-desk', deal.value, monday);
    expect(registration.state).toMatchObject({ status: 'won', wonValue: deal.value });
  });

  it.each([
    ['CURRENCY_MISMATCH', { amount: '20000.00', currency: 'GBP' }],
    ['NO_VALUE', { amount: '0.00', currency: 'USD' }],
  ])('is neither claimed nor confirmed with a value that no reward can be counted from: %s', (code, value) => {
    const registration = approved();
    expect(refusalOf(registration, () => registration.claimWin('reseller-sales', value, monday))).toEqual(
      refused(code),
    );
    registration.claimWin('reseller-sales', deal.value, monday);
    registration.pullEvents();
    expect(refusalOf(registration, () => registration.confirmWin('deal-desk', value, monday))).toEqual(refused(code));
  });

  it('cannot be claimed without an approval', () => {
    const registration = held();
    expect(refusalOf(registration, () => registration.claimWin('reseller-sales', deal.value, monday))).toEqual(
      refused('INVALID_TRANSITION'),
    );
  });
});

describe('a loss', () => {
  it('says why and frees the customer', () => {
    const registration = approved();
    registration.lose('Price', after(5));
    expect(registration.pullEvents()).toEqual([{ type: 'DealLost', reason: 'Price', lostAt: after(5) }]);
    expect(registration.state).toMatchObject({ status: 'lost', protectedUntil: after(5) });
  });

  it('needs an approval', () => {
    const registration = inReview();
    expect(refusalOf(registration, () => registration.lose('Price', monday))).toEqual(refused('INVALID_TRANSITION'));
  });
});

describe('time', () => {
  it('warns at 30, 14, 7 and 1 days, each once', () => {
    const registration = approved();
    for (let day = 0; day <= 90; day += 0.5) registration.warn(after(day));
    expect(registration.pullEvents()).toEqual(
      [30, 14, 7, 1].map((left) => ({ type: 'DealProtectionExpiring', daysLeft: left })),
    );
  });

  it('warns once after a standstill over several warnings', () => {
    const registration = approved();
    registration.warn(after(80));
    expect(registration.pullEvents()).toEqual([{ type: 'DealProtectionExpiring', daysLeft: 10 }]);
    expect(registration.state.warningDueAt).toEqual(after(83));
  });

  it('ends the protection at its last instant, not before', () => {
    const registration = approved();
    registration.expire(new Date(after(90).getTime() - 1));
    expect(registration.pullEvents()).toEqual([]);
    registration.expire(after(90));
    expect(registration.pullEvents()).toEqual([{ type: 'DealExpired', expiredAt: after(90) }]);
    expect(registration.state.status).toBe('expired');
  });

  it.each<[string, (registration: DealRegistration) => void]>([
    ['claimed as won', (registration) => registration.claimWin('reseller-sales', deal.value, after(90))],
    ['lost', (registration) => registration.lose('Price', after(90))],
    ['withdrawn', (registration) => registration.withdraw('reseller-sales', null, after(90))],
    ['revoked', (registration) => registration.requestRevocation('channel-manager', 'Wrong', after(90))],
  ])('lets nothing be %s from that instant on, whether or not the worker has run', (_, verb) => {
    const registration = approved();
    expect(refusalOf(registration, () => verb(registration))).toEqual(refused('INVALID_TRANSITION'));
    registration.expire(after(90));
    registration.pullEvents();
    expect(refusalOf(registration, () => verb(registration))).toEqual(refused('INVALID_TRANSITION'));
  });

  it('expires nothing twice and nothing that is claimed as won', () => {
    const [expired, claimed] = [approved(), approved()];
    expired.expire(after(90));
    claimed.claimWin('reseller-sales', deal.value, monday);
    expired.pullEvents();
    claimed.pullEvents();
    for (const registration of [expired, claimed]) {
      registration.expire(after(100));
      registration.warn(after(100));
      expect(registration.pullEvents()).toEqual([]);
    }
  });

  it('makes a late decision known once', () => {
    const registration = inReview();
    registration.escalate(new Date('2026-03-04T09:59:59.999Z'));
    expect(registration.pullEvents()).toEqual([]);
    registration.escalate(new Date('2026-03-04T10:00:00.000Z'));
    registration.escalate(after(9));
    expect(registration.pullEvents()).toEqual([
      { type: 'DealDecisionOverdue', dueAt: new Date('2026-03-04T10:00:00.000Z') },
    ]);
    expect(registration.state.overdue).toBe(true);
  });
});
