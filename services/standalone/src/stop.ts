/** What runs until somebody ends it. */
export interface Running {
  close(): Promise<void>;
  /** At once. What was answered with success is kept all the same. */
  kill(): void;
}

/** A second signal within this time is the same Ctrl-C, which reaches us from the terminal and from npm. */
const sameSignalMilliseconds = 1_000;

/** The first signal ends everything in order, a second one at once. */
export class Stop {
  readonly #abort = new AbortController();
  #since = 0;
  #running: Running | null = null;

  constructor(private readonly say: (line: string) => void) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.asked());
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  started(running: Running): void {
    this.#running = running;
    // Asked in the last moment of the start.
    if (this.#since > 0) void this.end();
  }

  private asked(): void {
    if (this.#since === 0) {
      this.#since = Date.now();
      process.stdout.write('\n');
      this.say('Stopping');
      this.#abort.abort();
      void this.end();
    } else if (Date.now() - this.#since > sameSignalMilliseconds) {
      this.#running?.kill();
      process.exit(1);
    }
  }

  private async end(): Promise<void> {
    if (this.#running === null) return;
    await this.#running.close();
    this.say('Stopped');
    process.exit(0);
  }
}
