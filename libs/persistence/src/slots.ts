import { Unavailable } from '@tributary/kernel';

const retryAfterSeconds = 5;

/** So many at a time; who comes later waits for a place, but not for ever. */
export class Slots {
  readonly #waiting = new Set<() => void>();

  constructor(private free: number) {}

  /** Unavailable if no place gets free in time. */
  async take(patienceMs: number): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const enter = (): void => {
        clearTimeout(patience);
        resolve();
      };
      const patience = setTimeout(() => {
        this.#waiting.delete(enter);
        reject(new Unavailable(retryAfterSeconds));
      }, patienceMs);
      this.#waiting.add(enter);
    });
  }

  give(): void {
    const [next] = this.#waiting;
    if (next === undefined) this.free += 1;
    else {
      this.#waiting.delete(next);
      next();
    }
  }
}
