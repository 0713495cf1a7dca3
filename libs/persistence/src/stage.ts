import type { Journal } from './journal.js';
import type { Staging } from './session.js';
import type { Statement } from './statement.js';

/** The statements a transaction has staged, in order; history and outbox rows follow them in the same flight. */
export class Stage implements Staging {
  #statements: Statement[] = [];
  readonly numbers = new Map<object, string[]>();
  #isLoaded = false;

  constructor(readonly journal: Journal) {}

  put(next: Statement): void {
    this.#statements.push(next);
  }

  take(): Statement[] {
    return [...this.#statements.splice(0), ...this.journal.take()];
  }

  /** True once: If-Match speaks of what a command loads first, and not of what takes part in it later. */
  isFirstLoad(): boolean {
    const isFirst = !this.#isLoaded;
    this.#isLoaded = true;
    return isFirst;
  }

  mark(): () => void {
    const count = this.#statements.length;
    const journal = this.journal.mark();
    return () => {
      this.#statements.length = Math.min(this.#statements.length, count);
      this.journal.backTo(journal);
    };
  }
}
