import { InvalidTransition } from '@tributary/kernel';
import { deal, monday } from '../../test/deals.js';
import { opening, pipeline } from '../../test/opportunities.js';
import { Opportunity, type Registered } from './opportunity.js';

const registered: Registered = {
  dealRegistrationId: 'd1',
  distributorId: 'dist',
  hiddenFromDistributor: true,
  territory: 'DACH',
  lines: deal.lines,
  value: deal.value,
  expectedCloseOn: '2026-06-30',
  competitors: ['Initech'],
  parties: [
    { partnerId: 'northwind', role: 'resells', split: '100' },
    { partnerId: 'dist', role: 'distributes', split: null },
  ],
};
const unsaid = { lines: [], value: { amount: '0.00', currency: 'EUR' }, expectedCloseOn: null, competitors: [] };

function ofLead(told: Partial<typeof opening> = {}): Opportunity {
  const alone = { source: 'converted_lead', dealRegistrationId: null, leadId: 'l1' } as const;
  const opportunity = Opportunity.open({ ...opening, ...alone, ...unsaid, ...told }, pipeline);
  opportunity.pullEvents();
  return opportunity;
}

describe('what a partner’s lead became', () => {
  it('goes on as the opportunity of its registration, which tells what nobody has told yet', () => {
    const opportunity = ofLead();
    opportunity.goOnAs(registered, 'deal-desk');
    expect(opportunity.pullEvents()).toEqual([
      { type: 'OpportunityLinked', dealRegistrationId: 'd1', linkedBy: 'deal-desk' },
    ]);
    expect(opportunity.state).toMatchObject({ ...registered, source: 'converted_lead', leadId: 'l1' });
  });

  it('keeps what has been told of it, its credit too, and gets the distributor', () => {
    const told = {
      lines: [{ ...deal.lines[0]!, quantity: '9' }],
      value: { amount: '99.00', currency: 'USD' },
      expectedCloseOn: '2026-12-31',
      competitors: ['Hooli'],
      parties: [
        { partnerId: 'northwind', role: 'resells', split: '60' },
        { partnerId: 'p2', role: 'designs', split: '40' },
      ] as const,
    };
    const opportunity = ofLead(told);
    opportunity.goOnAs(registered, 'deal-desk');
    const parties = [...told.parties, { partnerId: 'dist', role: 'distributes', split: null }];
    expect(opportunity.state).toMatchObject({ ...told, parties, distributorId: 'dist', territory: 'DACH' });
  });

  it('does not go on once it is closed, or once a registration is behind it', () => {
    const closed = ofLead();
    closed.lose('Price', pipeline, 'jo', monday);
    closed.pullEvents();
    expect(closed.isOfLeadAlone).toBe(false);
    expect(() => closed.goOnAs(registered, 'deal-desk')).toThrow(InvalidTransition);
    expect(closed.pullEvents()).toEqual([]);
    expect(ofLead().isOfLeadAlone).toBe(true);
    expect(ofLead({ dealRegistrationId: 'd0' }).isOfLeadAlone).toBe(false);
    expect(ofLead({ leadId: null }).isOfLeadAlone).toBe(false);
  });
});

describe('the opportunity of a registration', () => {
  const ofDeal = () => {
    const opportunity = Opportunity.open(opening, pipeline);
    opportunity.pullEvents();
    return opportunity;
  };

  it('is that of the lead too which is converted later, one and no more', () => {
    const opportunity = ofDeal();
    expect(opportunity.isWithoutLead).toBe(true);
    opportunity.linkLead('l1', 'reseller-sales');
    expect(opportunity.pullEvents()).toEqual([
      { type: 'OpportunityLeadLinked', leadId: 'l1', linkedBy: 'reseller-sales' },
    ]);
    expect(opportunity.state).toMatchObject({ leadId: 'l1', dealRegistrationId: 'd1', source: 'deal_registration' });
    expect(opportunity.isWithoutLead).toBe(false);
  });

  it('takes no lead once it is closed', () => {
    const opportunity = ofDeal();
    opportunity.lose('Price', pipeline, 'jo', monday);
    opportunity.pullEvents();
    expect(opportunity.isWithoutLead).toBe(false);
    expect(() => opportunity.linkLead('l1', 'jo')).toThrow(InvalidTransition);
    expect(opportunity.pullEvents()).toEqual([]);
  });
});
