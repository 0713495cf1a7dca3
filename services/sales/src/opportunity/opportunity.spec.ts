import { after, monday } from '../../test/deals.js';
import { opening, pipeline } from '../../test/opportunities.js';
import type { OpportunityState } from './opportunity-state.js';
import { Opportunity } from './opportunity.js';

function opened(change: Partial<OpportunityState> = {}): Opportunity {
  const opportunity = Opportunity.open({ ...opening, ...change }, pipeline);
  opportunity.pullEvents();
  return opportunity;
}

function refusalOf(opportunity: Opportunity, verb: () => void): unknown {
  try {
    verb();
  } catch (error) {
    return { code: (error as { code: string }).code, events: opportunity.pullEvents() };
  }
  throw new Error('It was not refused.');
}

const refused = (code: string): unknown => ({ code, events: [] });

describe('an opportunity', () => {
  it('begins in the first stage of its pipeline', () => {
    const opportunity = Opportunity.open(opening, pipeline);
    expect(opportunity.pullEvents()).toEqual([{ type: 'OpportunityCreated' }]);
    expect(opportunity.state).toMatchObject({
      status: 'open',
      stage: { code: 'prospecting', probability: 10 },
      forecastCategory: 'pipeline',
    });
  });

  it('moves forward, back and over stages whose exit criteria are met, and keeps how long it was where', () => {
    const opportunity = opened();
    opportunity.advance('proposal', pipeline, 'reseller-sales', after(2));
    opportunity.advance('qualification', pipeline, 'reseller-sales', after(5));
    expect(opportunity.pullEvents()).toEqual([
      { type: 'OpportunityStageChanged', from: 'prospecting', to: 'proposal', changedBy: 'reseller-sales' },
      { type: 'OpportunityStageChanged', from: 'proposal', to: 'qualification', changedBy: 'reseller-sales' },
    ]);
    expect(opportunity.state.stages).toEqual([
      { stage: 'prospecting', enteredAt: monday.toISOString(), leftAt: after(2).toISOString() },
      { stage: 'proposal', enteredAt: after(2).toISOString(), leftAt: after(5).toISOString() },
      { stage: 'qualification', enteredAt: after(5).toISOString(), leftAt: null },
    ]);
  });

  it('meets the exit criteria of every stage on the way if its own is in the pipeline no more', () => {
    const opportunity = opened({ lines: [] });
    const without = { ...pipeline, stages: pipeline.stages.filter(({ code }) => code !== 'prospecting') };
    expect(() => opportunity.advance('negotiation', without, 'reseller-sales', monday)).toThrow(
      expect.objectContaining({ code: 'EXIT_CRITERIA_UNMET' }),
    );
    expect(opportunity.pullEvents()).toEqual([]);
  });

  it('does not skip a stage whose exit criteria are unmet, and says what is missing', () => {
    const opportunity = opened({ lines: [] });
    expect(() => opportunity.advance('negotiation', pipeline, 'reseller-sales', monday)).toThrow(
      expect.objectContaining({
        code: 'EXIT_CRITERIA_UNMET',
        facts: {
          errors: [
            { pointer: '/lines', code: 'MISSING', detail: 'Stage solution asks for it.' },
            { pointer: '/lines', code: 'MISSING', detail: 'Stage proposal asks for it.' },
          ],
        },
      }),
    );
    expect(opportunity.pullEvents()).toEqual([]);
  });

  it('may enter the stage that asks, and go back from it, without what is asked', () => {
    const opportunity = opened({ lines: [] });
    opportunity.advance('solution', pipeline, 'reseller-sales', monday);
    opportunity.advance('prospecting', pipeline, 'reseller-sales', monday);
    expect(opportunity.state.stage.code).toBe('prospecting');
  });

  it.each([
    ['a stage that the pipeline does not have', 'dreaming', 'UNKNOWN_STAGE'],
    ['a closing stage, which only a win or a loss enters', 'closed_won', 'UNKNOWN_STAGE'],
    ['the stage in which it is', 'prospecting', 'ALREADY_IN_STAGE'],
  ])('does not advance to %s', (_, stage, code) => {
    const opportunity = opened();
    expect(refusalOf(opportunity, () => opportunity.advance(stage, pipeline, 'reseller-sales', monday))).toEqual(
      refused(code),
    );
  });

  it('is won with an amount and lines', () => {
    const opportunity = opened();
    opportunity.win(pipeline, 'reseller-sales', after(30));
    expect(opportunity.pullEvents()).toEqual([{ type: 'OpportunityWon', wonBy: 'reseller-sales', wonAt: after(30) }]);
    expect(opportunity.state).toMatchObject({
      status: 'won',
      stage: { code: 'closed_won', probability: 100 },
      forecastCategory: 'closed',
      closedAt: after(30),
    });
  });

  it.each([
    ['lines', { lines: [] }],
    ['an amount', { value: { amount: '0.00', currency: 'USD' } }],
  ])('is not won without %s', (_, change) => {
    const opportunity = opened(change);
    expect(refusalOf(opportunity, () => opportunity.win(pipeline, 'reseller-sales', monday))).toEqual(
      refused('WIN_NEEDS_LINES'),
    );
  });

  it('is lost for a reason', () => {
    const opportunity = opened();
    opportunity.lose('Price', pipeline, 'reseller-sales', after(30));
    expect(opportunity.pullEvents()).toEqual([
      { type: 'OpportunityLost', reason: 'Price', lostBy: 'reseller-sales', lostAt: after(30) },
    ]);
    expect(opportunity.state).toMatchObject({ status: 'lost', lossReason: 'Price', forecastCategory: 'omitted' });
    const other = opened();
    expect(refusalOf(other, () => other.lose(' ', pipeline, 'reseller-sales', monday))).toEqual(
      refused('LOSS_NEEDS_REASON'),
    );
  });

  it('that is closed stays as it is', () => {
    const opportunity = opened();
    opportunity.win(pipeline, 'reseller-sales', monday);
    opportunity.pullEvents();
    const verbs = [
      () => opportunity.win(pipeline, 'x', monday),
      () => opportunity.lose('Price', pipeline, 'x', monday),
      () => opportunity.advance('proposal', pipeline, 'x', monday),
      () => opportunity.revise({ nextStep: 'Call' }, 'x'),
    ];
    for (const verb of verbs) expect(refusalOf(opportunity, verb)).toEqual(refused('INVALID_TRANSITION'));
  });

  it('that was won is lost when the claim of its registration is refuted, and not otherwise', () => {
    const opportunity = opened();
    opportunity.win(pipeline, 'reseller-sales', monday);
    opportunity.lose('Price', pipeline, 'desk', monday, true);
    expect(opportunity.state).toMatchObject({ status: 'lost', lossReason: 'Price', stage: { code: 'closed_lost' } });
    opportunity.pullEvents();
    expect(refusalOf(opportunity, () => opportunity.lose('Price', pipeline, 'desk', monday, true))).toEqual(
      refused('INVALID_TRANSITION'),
    );
  });

  it('has value and lines in one currency', () => {
    const opportunity = opened();
    const value = { amount: '1.00', currency: 'GBP' };
    expect(refusalOf(opportunity, () => opportunity.revise({ value }, 'x'))).toEqual(refused('MIXED_CURRENCIES'));
  });

  it('is shared among its parties to 100 percent', () => {
    const parties = [
      { partnerId: 'a', role: 'resells', split: '60' },
      { partnerId: 'b', role: 'designs', split: '40.00' },
    ] as const;
    const opportunity = opened({ parties });
    expect(
      refusalOf(opportunity, () => opportunity.revise({ parties: [{ ...parties[0], split: '61' }, parties[1]] }, 'x')),
    ).toEqual(refused('SPLITS_DO_NOT_ADD_UP'));
  });

  it('of the vendor goes on as one with the registration that was awarded', () => {
    const opportunity = opened({ source: 'direct', partnerId: null, dealRegistrationId: null });
    opportunity.link(
      {
        dealRegistrationId: 'd1',
        partnerId: 'p1',
        distributorId: null,
        hiddenFromDistributor: false,
        territory: 'US',
        parties: [],
      },
      'deal-desk',
    );
    expect(opportunity.pullEvents()).toEqual([
      { type: 'OpportunityLinked', dealRegistrationId: 'd1', linkedBy: 'deal-desk' },
    ]);
    expect(opportunity.state).toMatchObject({ source: 'direct', partnerId: 'p1', dealRegistrationId: 'd1' });
  });
});
