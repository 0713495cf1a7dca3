/** What was started, ended in the opposite order; what does not end within its time is left behind. */
export class Endings {
  readonly #endings: (() => Promise<unknown>)[] = [];
  #running: Promise<void> | null = null;

  constructor(private readonly patienceMilliseconds = 20_000) {}

  /** What comes after the end has begun is ended at once. */
  add(end: () => Promise<unknown>): void {
    if (this.#running === null) this.#endings.push(end);
    else void this.within(end());
  }

  all(): Promise<void> {
    this.#running ??= this.endAll();
    return this.#running;
  }

  private async endAll(): Promise<void> {
    for (const end of this.#endings.splice(0).reverse()) await this.within(end());
  }

  private async within(ending: Promise<unknown>): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, this.patienceMilliseconds);
    });
    await Promise.race([ending.catch(() => undefined), late]);
    clearTimeout(timer);
  }
}
