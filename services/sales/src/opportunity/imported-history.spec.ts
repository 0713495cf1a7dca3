import { opening, pipeline } from '../../test/opportunities.js';
import type { ImportedHistory } from './imported-history.js';
import { Opportunity } from './opportunity.js';

const day = (text: string) => new Date(`${text}T00:00:00.000Z`);
const now = day('2026-11-23');
const by = { subject: 'crm-service', system: 'crm', at: now };
const usd = (amount: string) => ({ amount, currency: 'USD' });

const won: ImportedHistory = {
  name: 'Acme Corporation: GTX',
  partnerId: 'northwind',
  territory: 'US',
  customer: opening.customer,
  identity: opening.identity,
  lines: [{ sku: 'GTX-PRO', family: 'GTX', quantity: '1', value: usd('4514.00') }],
  value: usd('4514.00'),
  expectedCloseOn: '2017-03-11',
  nextStep: null,
  ownedBy: 'jo',
  lossReason: null,
  openedAt: day('2016-10-25'),
  stage: 'closed_won',
  closedFrom: 'qualification',
  closedAt: day('2017-03-11'),
  externalIds: [{ system: 'crm', id: 'Z063OYW0' }],
};
const imported = (change: Partial<ImportedHistory> = {}) =>
  Opportunity.imported('o1', { ...won, ...change }, pipeline, by);
const here = { ...by, isPursuedHere: true };
const untouched = { ...by, isPursuedHere: false };

describe('business that is brought over from another system', () => {
  it('keeps its own days and outcome, and tells one event that is no win', () => {
    const opportunity = imported();
    expect(opportunity.state).toMatchObject({
      source: 'imported',
      status: 'won',
      stage: { code: 'closed_won' },
      openedAt: day('2016-10-25'),
      closedAt: day('2017-03-11'),
      parties: [{ partnerId: 'northwind', role: 'resells', split: '100' }],
      stages: [
        { stage: 'qualification', enteredAt: '2016-10-25T00:00:00.000Z', leftAt: '2017-03-11T00:00:00.000Z' },
        { stage: 'closed_won', enteredAt: '2017-03-11T00:00:00.000Z', leftAt: '2017-03-11T00:00:00.000Z' },
      ],
    });
    expect(opportunity.pullEvents()).toEqual([
      { type: 'OpportunityImported', system: 'crm', importedBy: 'crm-service' },
    ]);
  });

  it('may be open, and then nobody need say when it began or will close', () => {
    const { state } = imported({
      stage: 'prospecting',
      closedFrom: null,
      closedAt: null,
      openedAt: null,
      expectedCloseOn: null,
    });
    expect(state).toMatchObject({ status: 'open', openedAt: now, closedAt: null, expectedCloseOn: null });
  });

  it('that was lost is worth nothing, and need not say why', () => {
    expect(imported({ stage: 'closed_lost', value: usd('0.00') }).state).toMatchObject({
      status: 'lost',
      forecastCategory: 'omitted',
      lossReason: null,
    });
  });

  it.each<[string, Partial<ImportedHistory>, string, string | undefined]>([
    ['a stage that the pipeline does not have', { stage: 'dreaming' }, 'UNKNOWN_STAGE', undefined],
    ['a stage before the end that is an end', { closedFrom: 'closed_lost' }, 'UNKNOWN_STAGE', undefined],
    ['an end without its day', { closedAt: null }, 'HISTORY_CONTRADICTS_ITSELF', 'REQUIRED'],
    [
      'the day of an end that has not come',
      { stage: 'proposal', closedFrom: null },
      'HISTORY_CONTRADICTS_ITSELF',
      'NOT_CLOSED',
    ],
    ['an end before the beginning', { closedAt: day('2016-10-24') }, 'HISTORY_CONTRADICTS_ITSELF', 'BEFORE_OPENED'],
    ['an end that is still to come', { closedAt: day('2026-11-24') }, 'HISTORY_CONTRADICTS_ITSELF', 'IN_THE_FUTURE'],
    [
      'a beginning that is still to come',
      { stage: 'proposal', closedFrom: null, closedAt: null, openedAt: day('2026-11-24') },
      'HISTORY_CONTRADICTS_ITSELF',
      'IN_THE_FUTURE',
    ],
    ['a win that is worth nothing', { value: usd('0.00') }, 'WIN_NEEDS_LINES', undefined],
    ['a win that costs', { value: usd('-1.00') }, 'WIN_NEEDS_LINES', undefined],
    ['a win of nothing', { lines: [] }, 'WIN_NEEDS_LINES', undefined],
    ['two currencies', { value: { amount: '1.00', currency: 'EUR' } }, 'MIXED_CURRENCIES', undefined],
  ])('is not taken with %s', (_, change, code, fault) => {
    expect(() => imported(change)).toThrow(
      expect.objectContaining({
        code,
        ...(fault && { facts: { errors: [expect.objectContaining({ code: fault })] } }),
      }),
    );
  });

  it('changes nothing when it comes again, even after it was worked on here', () => {
    const opportunity = imported();
    opportunity.pullEvents();
    opportunity.correct(won, pipeline, untouched);
    opportunity.correct(won, pipeline, here);
    expect(opportunity.pullEvents()).toEqual([]);
  });

  it('is corrected by its source as long as nobody has worked on it here', () => {
    const opportunity = imported({ stage: 'proposal', closedFrom: null, closedAt: null });
    opportunity.pullEvents();
    opportunity.correct(won, pipeline, untouched);
    expect(opportunity.state).toMatchObject({ status: 'won', closedAt: day('2017-03-11') });
    expect(opportunity.pullEvents()).toMatchObject([{ type: 'OpportunityImported' }]);
  });

  it('may turn out to have ended before it was brought over, though nobody knows when it began', () => {
    const opportunity = imported({ stage: 'prospecting', closedFrom: null, closedAt: null, openedAt: null });
    opportunity.correct({ ...won, openedAt: null }, pipeline, untouched);
    expect(opportunity.state).toMatchObject({ openedAt: day('2017-03-11'), closedAt: day('2017-03-11') });
  });

  it('is not corrected by its source any more once it was worked on here', () => {
    const opportunity = imported();
    opportunity.pullEvents();
    expect(() => opportunity.correct({ ...won, value: usd('1.00') }, pipeline, here)).toThrow(
      expect.objectContaining({ code: 'PURSUED_HERE' }),
    );
    expect(opportunity.pullEvents()).toEqual([]);
  });

  it('is not corrected into a contradiction', () => {
    const opportunity = imported();
    opportunity.pullEvents();
    expect(() => opportunity.correct({ ...won, closedAt: null }, pipeline, untouched)).toThrow(
      expect.objectContaining({ code: 'HISTORY_CONTRADICTS_ITSELF' }),
    );
    expect(opportunity.pullEvents()).toEqual([]);
  });

  it('is worked on like any other while it is open', () => {
    const opportunity = imported({ stage: 'proposal', closedFrom: null, closedAt: null });
    opportunity.pullEvents();
    opportunity.win(pipeline, 'jo', now);
    expect(opportunity.pullEvents()).toEqual([{ type: 'OpportunityWon', wonBy: 'jo', wonAt: now }]);
  });
});
