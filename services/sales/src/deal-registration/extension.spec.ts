import { after, approved, deal, inReview, monday, program, refusalOf, refused, taken } from '../../test/deals.js';
import { conflictOf } from '../deal-conflict/conflict.js';
import type { DealRegistration } from './deal-registration.js';
import type { Reopening } from './protection.js';

const shown = (n: number) => ({ name: `Minutes ${n}`, url: `https://files.example.com/${n}` });
const progress = (n = 1) => ({ by: 'reseller-sales', note: 'Proof of concept accepted', evidence: [shown(n)] });
const held = conflictOf([taken], false);

describe('an extension', () => {
  it('adds the days of the program for progress that is shown', () => {
    const registration = approved();
    registration.extend(progress(), program, null, after(80));
    expect(registration.pullEvents()).toEqual([
      {
        type: 'DealProtectionExtended',
        extendedBy: 'reseller-sales',
        note: 'Proof of concept accepted',
        previousUntil: after(90),
      },
    ]);
    expect(registration.state).toMatchObject({
      status: 'approved',
      protectedFrom: monday,
      protectedUntil: after(120),
      extensions: 1,
      warningDueAt: after(90),
      evidence: [shown(1)],
    });
  });

  it('is granted as often as the program allows, and refused the next time', () => {
    const registration = approved();
    registration.extend(progress(1), program, null, after(80));
    registration.extend(progress(2), program, null, after(110));
    registration.pullEvents();
    expect(refusalOf(registration, () => registration.extend(progress(3), program, null, after(140)))).toEqual(
      refused('EXTENSION_LIMIT'),
    );
    expect(registration.state.protectedUntil).toEqual(after(150));
  });

  it('needs evidence that was not shown before', () => {
    const registration = approved();
    registration.extend(progress(), program, null, after(80));
    registration.pullEvents();
    expect(refusalOf(registration, () => registration.extend(progress(), program, null, after(100)))).toEqual(
      refused('NO_PROGRESS'),
    );
  });

  it('is asked for before the protection ends, not at its end', () => {
    const registration = approved();
    expect(refusalOf(registration, () => registration.extend(progress(), program, null, after(90)))).toEqual(
      refused('INVALID_TRANSITION'),
    );
    registration.extend(progress(), program, null, new Date(after(90).getTime() - 1));
    expect(registration.state.extensions).toBe(1);
  });

  it('needs an approval', () => {
    const registration = inReview();
    expect(refusalOf(registration, () => registration.extend(progress(), program, null, monday))).toEqual(
      refused('INVALID_TRANSITION'),
    );
  });

  it('is nothing against what somebody else holds', () => {
    const registration = approved();
    expect(refusalOf(registration, () => registration.extend(progress(), program, held, after(80)))).toEqual(
      refused('CUSTOMER_HELD'),
    );
  });
});

describe('a reopening', () => {
  const reopening = (now: Date, change: Partial<Reopening> = {}): Reopening => ({
    by: 'channel-manager',
    reason: 'The decision moved',
    program,
    conflict: null,
    isPursued: true,
    now,
    ...change,
  });
  const expired = (): DealRegistration => {
    const registration = approved();
    registration.expire(after(90));
    registration.pullEvents();
    return registration;
  };

  it('protects from its instant for the days of an extension, and counts as one', () => {
    const registration = expired();
    registration.reopen(reopening(after(95)));
    expect(registration.pullEvents()).toEqual([
      { type: 'DealReopened', reopenedBy: 'channel-manager', reason: 'The decision moved' },
    ]);
    expect(registration.state).toMatchObject({
      status: 'approved',
      protectedFrom: after(95),
      protectedUntil: after(125),
      extensions: 1,
      warningDueAt: after(111),
      explanation: [{ code: 'REOPENED' }],
    });
  });

  it('makes the end known first, if no worker has', () => {
    const registration = approved();
    registration.reopen(reopening(after(95)));
    expect(registration.pullEvents().map(({ type }) => type)).toEqual(['DealExpired', 'DealReopened']);
  });

  it.each<[string, string, Date, Partial<Reopening>]>([
    ['after the grace', 'GRACE_OVER', after(104), {}],
    ['while somebody else holds the customer', 'CUSTOMER_HELD', after(95), { conflict: held }],
    ['without a chance of business', 'BUSINESS_OVER', after(95), { isPursued: false }],
    ['of a program without extensions', 'EXTENSION_LIMIT', after(95), { program: { ...program, extensions: 0 } }],
  ])('is refused %s: %s', (_, code, now, change) => {
    const registration = expired();
    expect(refusalOf(registration, () => registration.reopen(reopening(now, change)))).toEqual(refused(code));
    expect(registration.state.status).toBe('expired');
  });

  it('is possible to the last instant of the grace', () => {
    const registration = expired();
    registration.reopen(reopening(new Date(after(104).getTime() - 1)));
    expect(registration.state.status).toBe('approved');
  });

  it.each<[string, () => DealRegistration]>([
    ['still protected', approved],
    ['undecided', inReview],
    [
      'lost',
      () => {
        const registration = approved();
        registration.lose('Price', after(1));
        registration.pullEvents();
        return registration;
      },
    ],
  ])('is nothing for a deal that is %s', (_, registrationThatIs) => {
    const registration = registrationThatIs();
    expect(refusalOf(registration, () => registration.reopen(reopening(after(2))))).toEqual(
      refused('INVALID_TRANSITION'),
    );
  });

  it('is not what an approval does to an expired deal', () => {
    const registration = expired();
    const approval = { by: 'channel-manager', reason: null, program, opportunityId: 'o2', now: after(95) };
    expect(refusalOf(registration, () => registration.approve(approval, null))).toEqual(refused('INVALID_TRANSITION'));
    expect(registration.state.value).toEqual(deal.value);
  });
});
