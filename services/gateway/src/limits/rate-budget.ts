export interface RateRule {
  /** Calls that may come at once. */
  readonly burst: number;
  /** Calls per second that may go on for ever. */
  readonly perSecond: number;
}

export interface RateVerdict {
  readonly allowed: boolean;
  readonly remaining: number;
  /** Seconds until the whole burst is available again. */
  readonly resetSeconds: number;
  /** Seconds until the next call is allowed; 0 if one is. */
  readonly retryAfterSeconds: number;
}

/** Counts calls per key against a burst and a sustained rate. `now` is in milliseconds and never runs backwards. */
export class RateBudget {
  /** Per key: the moment at which its bucket is full again. */
  readonly #fullAt = new Map<string, number>();
  readonly #spacing: number;

  constructor(
    private readonly rule: RateRule,
    private readonly mostKeys = 100_000,
  ) {
    this.#spacing = 1000 / rule.perSecond;
  }

  take(key: string, now: number): RateVerdict {
    const fullAt = Math.max(this.#fullAt.get(key) ?? now, now);
    const used = (fullAt - now) / this.#spacing;
    const allowed = used + 1 <= this.rule.burst;
    const after = allowed ? fullAt + this.#spacing : fullAt;
    if (allowed) this.remember(key, after, now);
    return {
      allowed,
      remaining: Math.max(0, Math.floor(this.rule.burst - (after - now) / this.#spacing)),
      resetSeconds: Math.ceil((after - now) / 1000),
      retryAfterSeconds: allowed ? 0 : Math.max(1, Math.ceil(((used + 1 - this.rule.burst) * this.#spacing) / 1000)),
    };
  }

  private remember(key: string, fullAt: number, now: number): void {
    if (!this.#fullAt.has(key) && this.#fullAt.size >= this.mostKeys) this.forget(now);
    this.#fullAt.set(key, fullAt);
  }

  // Full buckets carry no information. If none is full, the oldest keys go: memory is bounded, whatever the number of addresses.
  private forget(now: number): void {
    for (const [key, fullAt] of this.#fullAt) if (fullAt <= now) this.#fullAt.delete(key);
    for (const key of this.#fullAt.keys()) {
      if (this.#fullAt.size < this.mostKeys * 0.9) return;
      this.#fullAt.delete(key);
    }
  }
}
