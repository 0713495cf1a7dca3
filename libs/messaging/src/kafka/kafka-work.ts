import { type Batch, type ConsumeOptions, Fenced, type LogRecord, RedeliverAfter } from '../event-log.js';
import { before } from './before.js';
import type { Turns } from './turns.js';

const pollMs = 250;
const longestPauseMs = 30_000;
const [leastPatienceMs, mostPatienceMs] = [100, 1_000];
const mostStale = 3;

/** What a fetch brought of one partition. */
export interface Offer {
  readonly records: readonly LogRecord[];
  /** Behind the last of them and what there is besides records, such as the marks of transactions. */
  readonly end: number;
  /** Tells the brokers that everything before `next` has taken effect. */
  commit(next: number): Promise<void>;
  /** Lets the next fetch begin at `next`. */
  goOn(next: number): void;
}

interface Stint {
  readonly done: Promise<void>;
  readonly begun: Promise<void>;
  readonly stopped: AbortController;
}

/** What one partition is given to work on, one batch at a time, however often its records are fetched. */
export class PartitionWork {
  /** A handler was told to stop, and has not yet. */
  overdue = false;
  #stint: Stint | null = null;
  #lost = new AbortController();
  #notBefore = 0;
  #failures = 0;
  #vain = 0;
  #next = 0;
  #stale = 0;

  constructor(
    readonly topic: string,
    readonly partition: number,
    private readonly options: Pick<ConsumeOptions, 'onBatch' | 'batchSize'>,
    private readonly handlerMs: number,
    private readonly turns: Turns,
  ) {}

  /** Ends with the batch that is at work; null if none is. */
  get running(): Promise<void> | null {
    return this.#stint?.done ?? null;
  }

  /** Nothing more is begun of what was offered. */
  finish(): void {
    this.#stint?.stopped.abort();
  }

  /** The partition is another's, or may be: what is at work can no longer be committed and should stop at the next safe point. */
  lose(): void {
    this.#lost.abort();
    this.#next = 0;
    this.finish();
  }

  /**
   * Starts on the records unless it is still at work or rests after a failure. Resolves when they are done, or when they take so long that others should
   * not have to wait; then they come again. While they wait for a turn everybody does.
   */
  async offer(offer: Offer): Promise<void> {
    if (this.#isStale(offer)) return;
    const patience = Math.min(mostPatienceMs, leastPatienceMs * 2 ** this.#vain);
    this.#vain = Math.min(this.#vain + 1, 10);
    const rest = this.#notBefore - performance.now();
    if (this.#stint === null && rest > 0) return before(Math.min(rest, patience));
    const { done, begun, stopped } = (this.#stint ??= this.#start(offer));
    if (stopped.signal.aborted) return before(patience, done); // it may wait for a turn yet, only to end
    const late = begun.then(() => before(patience, done));
    await Promise.race([done, late, new Promise((resolve) => (stopped.signal.onabort = resolve))]);
  }

  /** Fetched before the last commit, which it did not know of. What is offered again and again the brokers mean: a topic may have been made anew. */
  #isStale({ records }: Offer): boolean {
    this.#stale = this.#stint === null && records[0]!.position < this.#next ? this.#stale + 1 : 0;
    return this.#stale > 0 && this.#stale <= mostStale;
  }

  #start(offer: Offer): Stint {
    // Whoever is offered records holds the partition, whatever was before.
    this.#lost = new AbortController();
    const stopped = new AbortController();
    let begin = (): void => undefined;
    const begun = new Promise<void>((resolve) => (begin = resolve));
    const done = this.#work(offer, this.#lost.signal, stopped.signal, begin).finally(() => {
      this.#stint = null;
      begin();
    });
    return { done, begun, stopped };
  }

  async #work(offer: Offer, lost: AbortSignal, stopped: AbortSignal, begin: () => void): Promise<void> {
    const { records } = offer;
    const size = this.options.batchSize ?? 100;
    for (let from = 0; from < records.length; from += size) {
      const piece = records.slice(from, from + size);
      const isLast = from + size >= records.length;
      const isDone = await this.turns.take(async () => {
        if (stopped.aborted) return false;
        begin();
        return this.#give(piece, isLast ? offer.end : null, offer, lost);
      });
      if (!isDone) return;
      this.#vain = 0;
    }
  }

  /** Whether all of it was committed. `end` is behind what follows the records, if nothing but that does. */
  async #give(records: readonly LogRecord[], end: number | null, offer: Offer, signal: AbortSignal): Promise<boolean> {
    const { topic, partition } = this;
    const behind = records[records.length - 1]!.position + 1;
    let committed = -1;
    const commit = async (next: number): Promise<void> => {
      if (signal.aborted) throw new Fenced(topic, partition);
      const upTo = next === behind ? (end ?? behind) : next;
      await offer.commit(upTo);
      if (signal.aborted) throw new Fenced(topic, partition);
      offer.goOn(upTo);
      this.#next = upTo;
      committed = next;
    };
    try {
      await this.#inTime(this.options.onBatch({ topic, partition, records, signal, commit } satisfies Batch));
      this.#failures = 0;
      if (committed < behind) this.#notBefore = performance.now() + pollMs;
      return committed >= behind;
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
    const late = setTimeout(() => {
      this.overdue = true;
      this.lose();
    }, this.handlerMs);
    try {
      await handling;
    } finally {
      clearTimeout(late);
      this.overdue = false;
    }
  }
}

function pause(failures: number): number {
  return Math.min(longestPauseMs, 100 * 2 ** Math.min(failures, 10)) * (0.75 + Math.random() / 2);
}
