import { valueOf, type DealLine } from './deal-details.js';

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
