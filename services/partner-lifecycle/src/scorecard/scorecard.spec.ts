import { figuresOf, type Sum } from './scorecard.js';

const sum = (figure: string, count: number, more: Partial<Sum> = {}): Sum => ({
  ...{ figure, count, currency: 'USD', amount: '0', points: 0, lasted: 0, timed: 0 },
  asOf: new Date('2026-01-01T00:00:00Z'),
  ...more,
});

describe('The figures of a scorecard', () => {
  it('of a partner that did nothing are zero, and what nothing measures is null, not zero', () => {
    const figures = figuresOf([]);
    expect(figures).toMatchObject({ asOf: null, winRate: null, decisionHours: null, daysToWin: null, pointsEarned: 0 });
    expect(figures.deals.won).toEqual({ count: 0, value: [] });
  });

  it('relate wins to what was won, lost or expired, and to nothing else', () => {
    const others = [sum('registered', 9), sum('rejected', 3), sum('reversed', 2), sum('importedWon', 50)];
    const rate = (...sums: Sum[]) => figuresOf([...others, ...sums]).winRate;
    expect(rate(sum('won', 2), sum('lost', 1))).toBe('66.67');
    expect(rate(sum('won', 1), sum('lost', 1), sum('expired', 2))).toBe('25.00');
    expect(rate(sum('expired', 1))).toBe('0.00');
    expect(rate()).toBeNull();
  });

  it('never add one currency to another', () => {
    const { deals } = figuresOf([
      sum('won', 1, { currency: 'USD', amount: '0.10' }),
      sum('won', 2, { currency: 'JPY', amount: '300' }),
      sum('won', 0, { currency: 'EUR', amount: null }),
    ]);
    expect(deals.won).toEqual({
      count: 3,
      value: [
        { amount: '300', currency: 'JPY' },
        { amount: '0.10', currency: 'USD' },
      ],
    });
  });

  it('mean times over what has a time, across currencies, and are as new as their newest event', () => {
    const newest = new Date('2026-05-05T00:00:00Z');
    const figures = figuresOf([
      sum('approved', 2, { lasted: 10 * 3_600_000, timed: 2 }),
      sum('rejected', 2, { lasted: 5 * 3_600_000, timed: 1, currency: 'EUR', asOf: newest }),
      sum('won', 3, { lasted: 86_400_000, timed: 2 }),
    ]);
    expect(figures).toMatchObject({ decisionHours: '5.00', daysToWin: '0.50', asOf: newest });
  });
});
