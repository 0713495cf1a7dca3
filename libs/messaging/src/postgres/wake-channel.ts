import { randomUUID } from 'node:crypto';
import type { Pool } from 'pg';
import { Listener } from './listener.js';

const channel = 'tributary_log';
const quietMs = 5;
// PostgreSQL takes less than 8,000 bytes; an empty notice wakes everybody.
const longestNotice = 7_000;

/**
 * Tells readers in this and in other processes to which topics something was appended. Only a hint: readers poll as well.
 * The NOTIFY is debounced and has its own transaction, because inside the append's it would serialise all commits.
 */
export class WakeChannel {
  readonly #readers = new Map<() => void, ReadonlySet<string>>();
  readonly #listener: Listener;
  readonly #name = randomUUID();
  #rung = new Set<string>();
  #timer: NodeJS.Timeout | null = null;
  #sending: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(
    url: string,
    private readonly pool: Pool,
  ) {
    this.#listener = new Listener(url, channel, (notice) => this.#hear(notice));
  }

  add(topics: readonly string[], reader: () => void): () => void {
    this.#listener.open();
    this.#readers.set(reader, new Set(topics));
    return () => this.#readers.delete(reader);
  }

  /** Those who read the topics, here at once and elsewhere in a moment. */
  ring(topics: readonly string[]): void {
    this.#wake(topics);
    for (const topic of topics) this.#rung.add(topic);
    if (this.#timer || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      const notice = [this.#name, ...this.#rung].join(' ');
      this.#rung = new Set();
      this.#sending = this.pool
        .query('SELECT pg_notify($1, $2)', [channel, Buffer.byteLength(notice) > longestNotice ? '' : notice])
        .catch(() => undefined);
    }, quietMs);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    await Promise.all([this.#sending, this.#listener.close()]);
  }

  #hear(notice: string): void {
    const [name, ...topics] = notice.split(' ');
    if (notice === '') for (const reader of this.#readers.keys()) reader();
    else if (name !== this.#name) this.#wake(topics);
  }

  #wake(topics: readonly string[]): void {
    for (const [reader, read] of this.#readers) if (topics.some((topic) => read.has(topic))) reader();
  }
}
