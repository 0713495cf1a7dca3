import { Partner } from './partner.js';

const now = new Date('2026-11-23T10:00:00.000Z');
const since = new Date('2019-03-01T00:00:00.000Z');
const company = {
  id: 'p1',
  legalName: 'Northwind Networks GmbH',
  registrationNumber: null,
  registrationKey: null,
  emailDomain: null,
  country: 'DE',
  type: 'value_added_reseller',
  tier: 'gold',
  ownedBy: null,
  website: null,
  territories: ['DACH'],
  segments: [],
  specializations: [],
  externalIds: [{ system: 'crm', id: 'P-77' }],
  activatedAt: since,
} as const;
const terms = { agreementId: 'a1', kind: 'partner_agreement', revision: '1', isMandatory: true };

describe('a partner that is brought over from another system', () => {
  it('is active with what it had there, and tells it in one event that is no activation', () => {
    const partner = Partner.imported(company, [terms], now);
    expect(partner.state).toMatchObject({
      status: 'active',
      tier: 'gold',
      applicationId: null,
      partnership: null,
      nameKey: 'northwind networks',
      activatedAt: since,
      externalIds: [{ system: 'crm', id: 'P-77' }],
      agreements: [{ agreementId: 'a1', status: 'offered', signedAt: null }],
    });
    expect(partner.pullEvents()).toEqual([{ type: 'PartnerImported', activatedAt: since }]);
  });

  it('signs here without being activated once more', () => {
    const partner = Partner.imported(company, [terms], now);
    partner.pullEvents();
    partner.agreementSigned('a1', now, null);
    expect(partner.pullEvents()).toEqual([{ type: 'PartnerProfileUpdated', changed: ['agreements'] }]);
  });

  it('has been active before, if anybody knows since when', () => {
    expect(Partner.imported({ ...company, activatedAt: null }, [], now).state.activatedAt).toBeNull();
    const tomorrow = new Date('2026-11-24T00:00:00.000Z');
    expect(() => Partner.imported({ ...company, activatedAt: tomorrow }, [], now)).toThrow(
      expect.objectContaining({ code: 'ACTIVE_IN_THE_FUTURE' }),
    );
  });
});
