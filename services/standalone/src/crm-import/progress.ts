import type { Tally } from './tally.js';

/** Shows on a terminal how far it is; elsewhere a line for each step. */
export class Progress {
  readonly #began = performance.now();
  readonly #isTerminal: boolean;
  #shownAt = 0;

  constructor(private readonly output: NodeJS.WriteStream | { write(text: string): unknown; isTTY?: boolean }) {
    this.#isTerminal = output.isTTY === true;
  }

  say(line: string): void {
    this.output.write(`${line}\n`);
  }

  get seconds(): number {
    return (performance.now() - this.#began) / 1000;
  }

  begin(what: string): void {
    this.#live(`${what} ...`);
  }

  at(tally: Tally, waiting: number): void {
    const done = tally.created + tally.updated + tally.unchanged + tally.refused;
    const wait = waiting === 0 ? '' : `, ${waiting} wait for what they name`;
    const line = `${tally.what} ${done}${wait}`;
    if (this.#isTerminal) this.#live(line);
    else if (performance.now() - this.#shownAt > 2_000) {
      this.#shownAt = performance.now();
      this.say(`  ${this.#clock()}  ${line}`);
    }
  }

  end({ what, rows, created, updated, unchanged, refused }: Tally): void {
    if (this.#isTerminal) this.output.write('\r\u001b[K');
    const told = [
      [created, 'created'],
      [updated, 'updated'],
      [unchanged, 'unchanged'],
      [refused, 'refused'],
    ] as const;
    const parts = told.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
    this.say(`  ${this.#clock()}  ${what.padEnd(16)}${String(rows).padStart(6)}  ${parts.join(', ')}`);
  }

  #live(line: string): void {
    if (this.#isTerminal) this.output.write(`\r\u001b[K  ${this.#clock()}  ${line}`);
  }

  #clock(): string {
    return `${this.seconds.toFixed(1).padStart(6)} s`;
  }
}
