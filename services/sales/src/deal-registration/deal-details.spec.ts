import { deal } from '../../test/deals.js';
import { claimOf, familiesOf, valueOf, type DealLine } from './deal-details.js';

const line = (family: string, amount: string, currency = 'USD'): DealLine => ({
  sku: null,
  family,
  quantity: '1',
  value: { amount, currency },
});

it('the value of a deal is the sum of its lines', () => {
  expect(valueOf([line('GTX', '0.10'), line('MG', '0.20')])).toEqual({ amount: '0.30', currency: 'USD' });
});

it('a deal without lines is refused', () => {
  expect(() => valueOf([])).toThrow(expect.objectContaining({ code: 'NO_LINES' }));
});

it('a deal in two currencies is refused', () => {
  expect(() => valueOf([line('GTX', '1.00'), line('GTX', '1.00', 'EUR')])).toThrow(
    expect.objectContaining({ code: 'MIXED_CURRENCIES' }),
  );
});

it('each family is named once', () => {
  expect(familiesOf({ lines: [line('MG', '1.00'), line('GTX', '1.00'), line('MG', '1.00')] })).toEqual(['GTX', 'MG']);
});

it('a claim is the customer and the families, not the project, the quantity or the value', () => {
  const more = { ...deal, lines: deal.lines.map((each) => ({ ...each, quantity: '9' })) };
  expect(claimOf(more)).toBe(claimOf(deal));
  const named = { ...deal, project: 'Site B' };
  expect(claimOf(named)).toBe(claimOf(deal));
  expect(claimOf({ ...deal, lines: [line('MG', '1.00')] })).not.toBe(claimOf(deal));
  expect(claimOf({ ...deal, identity: { ...deal.identity, country: 'DE' } })).not.toBe(claimOf(deal));
});
