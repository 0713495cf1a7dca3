import fc from 'fast-check';
import type { Actor } from '@tributary/kernel';
import { inForce, unsigned } from './partner-agreements.js';
import type { PartnerState } from './partner-state.js';
import { Partner } from './partner.js';

const at = new Date('2026-02-01T09:00:00Z');
const jo: Actor = { subject: 'jo', kind: 'partner', roles: ['partner_admin'], partnerId: 'p1', scopes: [] };
const manager: Actor = { subject: 'manager', kind: 'vendor', roles: ['channel_manager'], scopes: [] };
const company = {
  id: 'p1',
  applicationId: 'a1',
  legalName: 'Northwind Systems Ltd',
  nameKey: 'northwind systems',
  registrationNumber: null,
  registrationKey: null,
  emailDomain: 'northwind.example',
  country: 'GB',
  website: null,
  type: 'value_added_reseller',
  territories: ['GB'],
  segments: ['enterprise'],
  specializations: [],
  ownedBy: 'manager',
  partnership: null,
} as const;
const terms = { agreementId: 'g1', kind: 'deal_registration_terms', revision: '1', isMandatory: true };

function opened(more: Partial<PartnerState> = {}): Partner {
  return new Partner({ ...Partner.startOnboarding(company, [terms]).state, ...more });
}
function active(): Partner {
  const partner = opened();
  partner.agreementSigned('g1', at, '2029-01-31');
  partner.confirmOnboarding(at);
  partner.pullEvents();
  return partner;
}
function refused(partner: Partner, act: () => void, code: string): void {
  expect(act).toThrow(expect.objectContaining({ code }));
  expect(partner.pullEvents()).toEqual([]);
}

describe('a partner in onboarding', () => {
  it('is active once everything mandatory is done and signed, in either order', () => {
    const signedFirst = opened();
    signedFirst.agreementSigned('g1', at, null);
    expect(signedFirst.state.status).toBe('onboarding');
    signedFirst.confirmOnboarding(at);
    const signedLast = opened();
    signedLast.confirmOnboarding(at);
    expect(signedLast.state.status).toBe('onboarding');
    signedLast.agreementSigned('g1', at, null);
    expect([signedFirst.state.status, signedLast.state.status]).toEqual(['active', 'active']);
    expect(signedLast.pullEvents().at(-1)).toEqual({ type: 'PartnerActivated', activatedAt: at });
  });

  it('is not active while a mandatory agreement is unsigned', () => {
    const partner = opened();
    partner.confirmOnboarding(at);
    expect(partner.pullEvents()).toEqual([{ type: 'OnboardingConfirmed' }]);
  });

  it('is not active when a task is reopened before the last signature', () => {
    const partner = opened();
    partner.confirmOnboarding(at);
    partner.reopenOnboarding();
    partner.agreementSigned('g1', at, null);
    expect(partner.state.status).toBe('onboarding');
  });

  it('is active when the last unsigned agreement is revoked', () => {
    const partner = opened();
    partner.confirmOnboarding(at);
    partner.agreementEnded('g1', at);
    expect(partner.state.status).toBe('active');
  });
});

describe('the agreements of a partner', () => {
  it('are not in force while a newer mandatory revision waits for a signature, and are again after it', () => {
    const partner = active();
    partner.offerAgreement({ ...terms, agreementId: 'g2', revision: '2' });
    expect(inForce(partner.state.agreements)).toEqual([]);
    expect(unsigned(partner.state.agreements).map(({ agreementId }) => agreementId)).toEqual(['g2']);
    expect(partner.state.status).toBe('active');
    partner.agreementSigned('g2', at, null);
    expect(partner.state.agreements.map(({ agreementId, status }) => [agreementId, status])).toEqual([
      ['g2', 'signed'],
    ]);
  });

  it('are in force again when the newer revision is revoked', () => {
    const partner = active();
    partner.offerAgreement({ ...terms, agreementId: 'g2', revision: '2' });
    partner.agreementEnded('g2', at);
    expect(inForce(partner.state.agreements).map(({ agreementId }) => agreementId)).toEqual(['g1']);
  });

  it('stay missing when a mandatory one has expired', () => {
    const partner = active();
    partner.agreementEnded('g1', at);
    expect(unsigned(partner.state.agreements).map(({ kind }) => kind)).toEqual(['deal_registration_terms']);
  });

  it('do not keep a partner from business when they are optional', () => {
    const partner = active();
    partner.offerAgreement({ agreementId: 'g3', kind: 'nda', revision: '1', isMandatory: false });
    expect(unsigned(partner.state.agreements)).toEqual([]);
  });
});

describe('a change of the profile', () => {
  it('by the vendor takes effect at once', () => {
    const partner = active();
    partner.updateProfile({ legalName: 'Northwind Group Ltd', website: null }, manager, at, () => 'c1');
    expect(partner.pullEvents()).toEqual([{ type: 'PartnerProfileUpdated', changed: ['legalName'] }]);
  });

  it('of name or territory by the partner waits for the vendor, the rest does not', () => {
    const partner = active();
    partner.updateProfile({ territories: ['GB', 'IE'], website: 'https://northwind.example' }, jo, at, () => 'c1');
    expect(partner.pullEvents()).toEqual([
      { type: 'PartnerProfileUpdated', changed: ['website'] },
      { type: 'ProfileChangeRequested', field: 'territories' },
    ]);
    expect(partner.state.territories).toEqual(['GB']);
    partner.approveChange('c1');
    expect(partner.state).toMatchObject({ territories: ['GB', 'IE'], pendingChanges: [] });
  });

  it('that the vendor rejects leaves the profile as it was', () => {
    const partner = active();
    partner.updateProfile({ legalName: 'Other Ltd' }, jo, at, () => 'c1');
    partner.rejectChange('c1', 'manager', 'no proof');
    expect(partner.state).toMatchObject({ legalName: 'Northwind Systems Ltd', pendingChanges: [] });
  });

  it('is not open to a partner that is suspended', () => {
    const partner = opened({ status: 'suspended' });
    refused(
      partner,
      () => partner.updateProfile({ website: 'https://x.example' }, jo, at, () => 'c1'),
      'PARTNER_SUSPENDED',
    );
  });

  it('is decided once', () => {
    const partner = active();
    refused(partner, () => partner.approveChange('c1'), 'NOT_FOUND');
    refused(partner, () => partner.rejectChange('c1', 'manager', 'no'), 'NOT_FOUND');
  });

  it('replaces the wish that waited for the same field', () => {
    const partner = active();
    partner.updateProfile({ legalName: 'First Ltd' }, jo, at, () => 'c1');
    partner.updateProfile({ legalName: 'Second Ltd' }, jo, at, () => 'c2');
    expect(partner.state.pendingChanges.map(({ id, value }) => [id, value])).toEqual([['c2', 'Second Ltd']]);
  });
});

describe('the distributor above a partner', () => {
  const distributor = { id: 'd1', type: 'distributor', status: 'active' } as const;

  it('is a distributor', () => {
    const partner = active();
    refused(partner, () => partner.assignDistributor({ ...distributor, type: 'agent' }, []), 'PARENT_NOT_DISTRIBUTOR');
    refused(
      partner,
      () => partner.assignDistributor({ ...distributor, status: 'terminated' }, []),
      'PARENT_NOT_DISTRIBUTOR',
    );
  });

  it('never stands below it', () => {
    const partner = active();
    refused(partner, () => partner.assignDistributor({ ...distributor, id: 'p1' }, []), 'PARENT_CYCLE');
    refused(partner, () => partner.assignDistributor(distributor, ['d2', 'p1']), 'PARENT_CYCLE');
  });
});

describe('the life of a partner', () => {
  it('goes from active to suspended and back', () => {
    const partner = active();
    partner.suspend('manager', 'invoices overdue');
    partner.reinstate('manager', null);
    expect(partner.state).toMatchObject({ status: 'active', suspensionReason: null });
  });

  it('changes nothing more after termination', () => {
    const verbs: ((partner: Partner) => void)[] = [
      (partner) => partner.suspend('m', 'r'),
      (partner) => partner.reinstate('m', 'r'),
      (partner) => partner.terminate('m', 'r', at),
      (partner) => partner.changeTier('gold', { by: 'm', reason: 'r', until: null, at }),
      (partner) => partner.updateProfile({ legalName: 'X' }, manager, at, () => 'c'),
      (partner) => partner.assignDistributor(null, []),
      (partner) => partner.offerAgreement(terms),
      (partner) => partner.agreementSigned('g1', at, null),
      (partner) => partner.confirmOnboarding(at),
      (partner) => partner.reopenOnboarding(),
      (partner) => partner.requireWorking(manager),
    ];
    fc.assert(
      fc.property(fc.constantFrom(...verbs), (verb) => {
        const partner = opened({ status: 'terminated' });
        refused(partner, () => verb(partner), 'INVALID_TRANSITION');
      }),
    );
  });

  it('cannot be suspended before it is active', () => {
    const partner = opened();
    refused(partner, () => partner.suspend('manager', 'too early'), 'INVALID_TRANSITION');
  });

  it('loses a tier that was given by hand after its last day, not before', () => {
    const partner = opened({ status: 'active', tier: 'gold', tierUntil: '2026-12-31' });
    partner.endTier(new Date('2026-12-31T23:59:59Z'));
    expect(partner.pullEvents()).toEqual([]);
    partner.endTier(new Date('2027-01-01T00:00:00Z'));
    expect(partner.state).toMatchObject({ tier: 'registered', tierUntil: null });
  });

  it('falls back to the tier it had, not to the first one, and may keep the given one for longer', () => {
    const partner = opened({ status: 'active', tier: 'silver' });
    partner.changeTier('gold', { by: 'm', reason: 'r', until: '2026-06-30', at });
    partner.changeTier('gold', { by: 'm', reason: 'longer', until: '2026-12-31', at });
    partner.changeTier('platinum', { by: 'm', reason: 'more', until: '2026-12-31', at });
    expect(partner.state).toMatchObject({ tier: 'platinum', tierUntil: '2026-12-31', tierAfter: 'silver' });
    partner.endTier(new Date('2027-01-01T00:00:00Z'));
    expect(partner.state).toMatchObject({ tier: 'silver', tierUntil: null, tierAfter: null });
  });

  it('gets no tier that has ended already', () => {
    const partner = active();
    const past = { by: 'm', reason: 'r', until: '2026-01-31', at };
    refused(partner, () => partner.changeTier('gold', past), 'UNTIL_IN_THE_PAST');
    partner.changeTier('gold', { ...past, until: '2026-02-01' });
    expect(partner.state.tier).toBe('gold');
  });

  it('tells why a tier was given by hand, and refuses the tier it has', () => {
    const partner = active();
    refused(partner, () => partner.changeTier('registered', { by: 'm', reason: 'r', until: null, at }), 'SAME_TIER');
    partner.changeTier('gold', { by: 'director', reason: 'lighthouse', at, until: '2026-12-31' });
    expect(partner.pullEvents()).toEqual([
      { type: 'PartnerTierChanged', from: 'registered', to: 'gold', changedBy: 'director', reason: 'lighthouse' },
    ]);
  });
});
