import { setTimeout as sleep } from 'node:timers/promises';
import { type Batch, type ConsumeOptions, Fenced, type LogRecord, RedeliverAfter } from '../event-log.js';

const pollMs = 250;
const longestPauseMs = 30_000;

export interface Place {
  readonly topic: string;
  readonly partition: number;
  /** Tells the brokers that everything before `next` has taken effect. */
  commit(next: number): Promise<void>;
}

/** What one partition is given to work on, one batch at a time, however often its records are fetched. */
export class PartitionWork {
  #running: Promise<void> | null = null;
  #notBefore = 0;
  #failures = 0;
  #lost = new AbortController();

  constructor(
    private readonly place: Place,
    private readonly options: Pick<ConsumeOptions, 'onBatch' | 'batchSize'>,
    private readonly handlerMs: number,
    private readonly turns: Turns,
  ) {}

  get running(): Promise<void> | null {
    return this.#running;
  }

  /** The partition went to another member, or the subscription ends: stop at the next safe point. */
  lose(): void {
    this.#lost.abort();
  }

  /** Starts on the records unless it is still at work or waits after a failure; resolves when it is done, or after a moment. */
  async offer(records: readonly LogRecord[], momentMs: number): Promise<void> {
    const wait = this.#notBefore - performance.now();
    if (this.#running === null && wait > 0) return void (await sleep(Math.min(wait, 50)));
    this.#running ??= this.#work(records).finally(() => (this.#running = null));
    await Promise.race([this.#running, sleep(momentMs)]);
  }

  async #work(records: readonly LogRecord[]): Promise<void> {
    const size = this.options.batchSize ?? 100;
    // Whoever is offered records holds the partition, whatever was before.
    if (this.#lost.signal.aborted) this.#lost = new AbortController();
    const { signal } = this.#lost;
    for (let from = 0; from < records.length && !signal.aborted; from += size) {
      const piece = records.slice(from, from + size);
      const done = await this.turns.take(() => this.#give(piece, signal));
      if (!done) return;
    }
  }

  /** Whether all of it was committed. */
  async #give(records: readonly LogRecord[], signal: AbortSignal): Promise<boolean> {
    const { topic, partition } = this.place;
    const end = records[records.length - 1]!.position + 1;
    let committed = -1;
    const batch: Batch = {
      topic,
      partition,
      records,
      signal,
      commit: async (next) => {
        if (signal.aborted) throw new Fenced(topic, partition);
        await this.place.commit(next);
        committed = next;
      },
    };
    try {
      await this.#inTime(this.options.onBatch(batch));
      this.#failures = 0;
      if (committed < end) this.#notBefore = performance.now() + pollMs;
      return committed >= end;
    } catch (error) {
      if (error instanceof Fenced) return false;
      this.#failures += 1;
      const delay = error instanceof RedeliverAfter ? error.delayMs : pause(this.#failures);
      this.#notBefore = performance.now() + delay;
      return false;
    }
  }

  /** A handler that takes too long is told to stop; nothing of the partition is given to anybody here before it has. */
  async #inTime(handling: Promise<void>): Promise<void> {
    const late = setTimeout(() => this.#lost.abort(), this.handlerMs);
    try {
      await handling;
    } finally {
      clearTimeout(late);
    }
  }
}

/** So many at a time. */
export class Turns {
  readonly #waiting: (() => void)[] = [];
  #free: number;

  constructor(places: number) {
    this.#free = places;
  }

  async take<T>(work: () => Promise<T>): Promise<T> {
    if (this.#free === 0) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    else this.#free -= 1;
    try {
      return await work();
    } finally {
      const next = this.#waiting.shift();
      if (next === undefined) this.#free += 1;
      else next();
    }
  }
}

function pause(failures: number): number {
  return Math.min(longestPauseMs, 100 * 2 ** Math.min(failures, 10)) * (0.75 + Math.random() / 2);
}
