import {
  after,
  calendar,
  deal,
  drafted,
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
import { claimOf } from './place.js';

const opening = {
  ...deal,
  id: 'd1',
  partnerId: 'northwind',
  territory: null,
  registeredBy: 'reseller-sales',
  programId: 'p1',
  programVersion: 3,
};
const costly = { ...deal, ...worth('60000.00') };
const friday = new Date('2026-03-06T16:00:00.000Z');
const conflict = { class: 'registration', severity: 'hard', score: 1 } as const;

describe('a submission', () => {
  it('within the ceiling and without a conflict is approved at once and protected for the days of the program', () => {
    const registration = DealRegistration.register(opening, submission());
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
    const registration = DealRegistration.register({ ...opening, ...costly }, submission(costly));
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
    const registration = DealRegistration.register(opening, submission(deal, { matches: [taken] }));
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
    expect(refusalOf(registration, () => registration.submit(submission(registration.state)))).toEqual(
      refused('BELOW_MINIMUM_VALUE'),
    );
    expect(registration.state.status).toBe('draft');
  });

  it('rests on the deal as it is now, not as it was when it was drafted', () => {
    const registration = drafted();
    registration.submit(submission({ ...costly, hiddenFromDistributor: true }));
    expect(registration.state).toMatchObject({ status: 'in_review', hiddenFromDistributor: true });
  });

  it('is possible once', () => {
    const registration = inReview();
    expect(refusalOf(registration, () => registration.submit(submission(registration.state)))).toEqual(
      refused('INVALID_TRANSITION'),
    );
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
    registration.submit(submission(registration.state, { now: after(4) }));
    expect(registration.state).toMatchObject({ status: 'in_review', submittedAt: monday, resubmissions: 1 });
  });

  it.each([
    ['another customer', { identity: { ...deal.identity, name: 'globex' } }],
    ['another family', { lines: [{ ...deal.lines[0]!, family: 'MG' }] }],
  ])('loses its place in the queue if it claims %s', (_, change) => {
    const registration = returned();
    registration.revise({ ...deal, ...worth('70000.00'), ...change }, null, 'jo');
    registration.submit(submission(registration.state, { now: after(4) }));
    expect(registration.state.submittedAt).toEqual(after(4));
  });

  it('has the time that was left if neither the claim nor the value is another', () => {
    const registration = returned();
    registration.revise({ ...registration.state, project: 'Site B', competitor: 'Globex' }, null, 'jo');
    registration.submit(submission(registration.state, { now: friday }));
    expect(registration.state.decisionDueAt).toEqual(new Date('2026-03-09T16:00:00.000Z'));
  });

  it.each([
    ['value', worth('70000.00')],
    ['customer', { identity: { ...deal.identity, name: 'globex' } }],
    ['family', { lines: [{ ...costly.lines[0]!, family: 'MG' }] }],
  ])('is decided within a term of its own if it comes back with another %s', (_, change) => {
    const revised = returned();
    revised.revise({ ...revised.state, ...change }, null, 'jo');
    revised.submit(submission(revised.state, { now: friday }));
    expect(revised.state.decisionDueAt).toEqual(new Date('2026-03-10T16:00:00.000Z'));
    const completed = returned(); // what is known of its products or its customer may have changed
    completed.submit(submission({ ...completed.state, ...change }, { now: friday }));
    expect(completed.state.decisionDueAt).toEqual(new Date('2026-03-10T16:00:00.000Z'));
  });

  it('can be submitted again only as often as the program allows', () => {
    const registration = returned();
    for (const _ of Array(program.resubmissions)) {
      registration.submit(submission(registration.state));
      registration.return('channel-manager', 'Still unclear', calendar, monday);
    }
    registration.pullEvents();
    expect(refusalOf(registration, () => registration.submit(submission(registration.state)))).toEqual(
      refused('RESUBMISSION_LIMIT'),
    );
  });

  it('cannot be returned or rejected again before it is submitted', () => {
    const registration = returned();
    registration.pullEvents();
    expect(
      refusalOf(registration, () =>
        registration.reject({ by: 'channel-manager', reason: 'No', calendar, now: monday }),
      ),
    ).toEqual(refused('INVALID_TRANSITION'));
    expect(refusalOf(registration, () => registration.return('channel-manager', 'No', calendar, monday))).toEqual(
      refused('INVALID_TRANSITION'),
    );
  });
});

it('a claim is the customer and the families, not the project, the quantity or the value', () => {
  const more = { ...deal, lines: deal.lines.map((each) => ({ ...each, quantity: '9' })) };
  expect(claimOf(more)).toBe(claimOf(deal));
  const named = { ...deal, project: 'Site B' };
  expect(claimOf(named)).toBe(claimOf(deal));
  expect(claimOf({ ...deal, lines: [{ ...deal.lines[0]!, family: 'MG' }] })).not.toBe(claimOf(deal));
  expect(claimOf({ ...deal, identity: { ...deal.identity, country: 'DE' } })).not.toBe(claimOf(deal));
});
