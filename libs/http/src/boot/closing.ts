import { Logger } from '@nestjs/common';

/** What was opened, to be closed in the opposite order. A step that fails does not keep the others from closing. */
export class Closing {
  readonly #steps: (() => Promise<unknown>)[] = [];
  #closed: Promise<void> | null = null;

  add(step: () => Promise<unknown>): void {
    this.#steps.push(step);
  }

  close(): Promise<void> {
    this.#closed ??= this.#run();
    return this.#closed;
  }

  async #run(): Promise<void> {
    for (const step of this.#steps.splice(0).reverse()) {
      try {
        await step();
      } catch (error) {
        new Logger('closing').error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      }
    }
  }
}

/** For a process that runs one service only. */
export function closeOnSignal(running: { close(): Promise<void> }): void {
  for (const signal of ['SIGTERM', 'SIGINT'] as const) {
    process.once(signal, () => void running.close().finally(() => process.exit(0)));
  }
}
