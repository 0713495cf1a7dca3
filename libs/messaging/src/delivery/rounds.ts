/** Work that is done again and again, one round at a time. */
export class Rounds {
  #timer: NodeJS.Timeout | null = null;
  #round: Promise<void> | null = null;
  #stopped = false;

  constructor(
    private readonly work: () => Promise<void>,
    private readonly everyMs: number,
  ) {}

  get isStopped(): boolean {
    return this.#stopped;
  }

  /** The first round comes after the interval, each further one an interval after the end of the one before. */
  start(): void {
    this.#timer = setTimeout(() => {
      this.#round = this.work()
        .catch(() => undefined)
        .finally(() => {
          this.#round = null;
          if (!this.#stopped) this.start();
        });
    }, this.everyMs);
  }

  /** Lets the round under way end. */
  async stop(): Promise<void> {
    this.#stopped = true;
    if (this.#timer) clearTimeout(this.#timer);
    await this.#round;
  }
}
