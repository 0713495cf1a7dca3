import { RateBudget } from './rate-budget.js';

describe('A rate budget', () => {
  it('allows the burst, then refuses and says when to come back', () => {
    const budget = new RateBudget({ burst: 3, perSecond: 1 });
    expect([0, 0, 0].map((now) => budget.take('a', now).remaining)).toEqual([2, 1, 0]);
    expect(budget.take('a', 0)).toMatchObject({ allowed: false, remaining: 0, retryAfterSeconds: 1 });
  });

  it('allows the sustained rate for ever', () => {
    const budget = new RateBudget({ burst: 1, perSecond: 10 });
    const answers = Array.from({ length: 50 }, (_, call) => budget.take('a', call * 100).allowed);
    expect(answers.every(Boolean)).toBe(true);
    expect(budget.take('a', 4950).allowed).toBe(false);
  });

  it('counts every key on its own', () => {
    const budget = new RateBudget({ burst: 1, perSecond: 1 });
    expect(budget.take('a', 0).allowed).toBe(true);
    expect(budget.take('b', 0).allowed).toBe(true);
    expect(budget.take('a', 0).allowed).toBe(false);
  });

  it('does not lengthen the wait of a caller who keeps knocking', () => {
    const budget = new RateBudget({ burst: 1, perSecond: 1 });
    budget.take('a', 0);
    for (let now = 0; now < 1000; now += 10) budget.take('a', now);
    expect(budget.take('a', 1000).allowed).toBe(true);
  });

  it('bounds its memory under any number of addresses', () => {
    const budget = new RateBudget({ burst: 2, perSecond: 0.001 }, 100);
    for (let address = 0; address < 10_000; address += 1) budget.take(`address-${address}`, 0);
    expect(budget.take('address-9999', 0).remaining).toBe(0);
    expect(budget.take('address-0', 0).remaining).toBe(1);
  });
});
