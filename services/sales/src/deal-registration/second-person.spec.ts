import { after, approved, deal, held, inReview, monday, refusalOf, refused } from '../../test/deals.js';
import type { DealRegistration } from './deal-registration.js';

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
