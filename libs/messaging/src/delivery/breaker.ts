const windowSize = 50;
const tolerated = 25;

/** Opens when more than half of a handler's last 50 events failed: then the fault is in the handler, and parking every key would not help. */
export class Breaker {
  readonly #outcomes: boolean[] = [];
  #failures = 0;
  #probeAt: number | null = null;

  constructor(private readonly coolDownMs = 30_000) {}

  get isOpen(): boolean {
    return this.#probeAt !== null;
  }

  /** Milliseconds until one event may be tried; 0 if now, or if the breaker is closed. */
  get waitMs(): number {
    return this.#probeAt === null ? 0 : Math.max(0, this.#probeAt - performance.now());
  }

  succeeded(count = 1): void {
    if (this.#probeAt !== null) {
      this.#probeAt = null;
      this.#outcomes.length = 0;
      this.#failures = 0;
    }
    for (let n = 0; n < Math.min(count, windowSize); n += 1) this.#note(true);
  }

  /** True if this failure opened the breaker. */
  failed(): boolean {
    const wasOpen = this.isOpen;
    this.#note(false);
    if (this.#failures > tolerated) this.#probeAt = performance.now() + this.coolDownMs;
    return this.isOpen && !wasOpen;
  }

  #note(success: boolean): void {
    this.#outcomes.push(success);
    if (!success) this.#failures += 1;
    if (this.#outcomes.length > windowSize && this.#outcomes.shift() === false) this.#failures -= 1;
  }
}
