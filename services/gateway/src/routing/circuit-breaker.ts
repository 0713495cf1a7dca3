export interface BreakerRules {
  /** Failures in a row that open the circuit. */
  readonly failures: number;
  /** How long it stays open before one call may try again. */
  readonly restMilliseconds: number;
}

/** Spares a service that does not answer: after some failures in a row calls are refused at once, then one trial call at a time decides. */
export class CircuitBreaker {
  #failures = 0;
  #closedAgainAt = 0;
  #trialUntil = 0;

  constructor(private readonly rules: BreakerRules) {}

  /** May a call go through now? While it rests, one trial is let through per rest period. */
  admits(now: number): boolean {
    if (this.#failures < this.rules.failures) return true;
    if (now < this.#closedAgainAt || now < this.#trialUntil) return false;
    this.#trialUntil = now + this.rules.restMilliseconds;
    return true;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#trialUntil = 0;
  }

  failed(now: number): void {
    this.#failures += 1;
    this.#trialUntil = 0;
    if (this.#failures >= this.rules.failures) this.#closedAgainAt = now + this.rules.restMilliseconds;
  }

  retryAfterSeconds(now: number): number {
    return Math.max(1, Math.ceil((Math.max(this.#closedAgainAt, this.#trialUntil) - now) / 1000));
  }
}
