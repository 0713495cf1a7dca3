import { after, approved, deal, drafted, held, inReview, monday, refusalOf, refused } from '../../test/deals.js';
import type { DealRegistration } from './deal-registration.js';

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
