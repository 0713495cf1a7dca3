import { CircuitBreaker } from './circuit-breaker.js';

describe('A circuit breaker', () => {
  const opened = (): CircuitBreaker => {
    const breaker = new CircuitBreaker({ failures: 3, restMilliseconds: 1000 });
    for (let call = 0; call < 3; call += 1) breaker.failed(0);
    return breaker;
  };

  it('lets calls through until the failures in a row reach the limit', () => {
    const breaker = new CircuitBreaker({ failures: 3, restMilliseconds: 1000 });
    breaker.failed(0);
    breaker.failed(0);
    breaker.succeeded();
    breaker.failed(0);
    breaker.failed(0);
    expect(breaker.admits(0)).toBe(true);
    breaker.failed(0);
    expect(breaker.admits(0)).toBe(false);
  });

  it('refuses at once while it rests and says when to come back', () => {
    const breaker = opened();
    expect(breaker.admits(999)).toBe(false);
    expect(breaker.retryAfterSeconds(1)).toBe(1);
  });

  it('lets one trial through after the rest, and only one', () => {
    const breaker = opened();
    expect(breaker.admits(1000)).toBe(true);
    expect(breaker.admits(1001)).toBe(false);
  });

  it('closes when the trial succeeds and rests again when it fails', () => {
    const breaker = opened();
    breaker.admits(1000);
    breaker.failed(1500);
    expect(breaker.admits(2000)).toBe(false);
    expect(breaker.admits(2500)).toBe(true);
    breaker.succeeded();
    expect(breaker.admits(2501)).toBe(true);
    expect(breaker.admits(2502)).toBe(true);
  });
});
