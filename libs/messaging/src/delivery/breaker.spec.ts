import { Breaker } from './breaker.js';

function after(...outcomes: boolean[]): Breaker {
  const breaker = new Breaker(30_000);
  for (const success of outcomes) {
    if (success) breaker.succeeded();
    else breaker.failed();
  }
  return breaker;
}

const times = (count: number, outcome: boolean): boolean[] => Array.from({ length: count }, () => outcome);

describe('the breaker of a handler', () => {
  it('stays closed while no more than half of the last 50 events failed', () => {
    expect(after(...times(25, false)).isOpen).toBe(false);
    expect(after(...times(25, true), ...times(25, false)).isOpen).toBe(false);
    expect(after(...times(25, false), ...times(25, true), ...times(25, false)).isOpen).toBe(false);
  });

  it('opens with the 26th failure among the last 50, and says so once', () => {
    const breaker = after(...times(24, true), ...times(25, false));
    expect([breaker.failed(), breaker.failed()]).toEqual([true, false]);
    expect(breaker.isOpen).toBe(true);
    expect(breaker.waitMs).toBeGreaterThan(29_000);
  });

  it('forgets what is longer ago than 50 events', () => {
    expect(after(...times(20, false), ...times(50, true), ...times(20, false)).isOpen).toBe(false);
  });

  it('closes with the first success after its rest, with a clean record', () => {
    const breaker = after(...times(26, false));
    breaker.succeeded();
    expect(breaker.isOpen).toBe(false);
    for (let n = 0; n < 25; n += 1) expect(breaker.failed()).toBe(false);
    expect(breaker.failed()).toBe(true);
  });
});
