import { Clock } from '@tributary/kernel';

/** The clock of an installation that may have to live through a past first: what the demo shows happened at its own time. */
export class SeedClock extends Clock {
  #past: Date | null = null;

  constructor(private readonly present: Clock) {
    super();
  }

  now(): Date {
    return this.#past === null ? this.present.now() : new Date(this.#past);
  }

  /** From now on it is this moment, and stays it. */
  travelTo(moment: Date): void {
    this.#past = new Date(moment);
  }

  returnToPresent(): void {
    this.#past = null;
  }
}
