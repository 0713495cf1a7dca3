import type { Pool } from 'pg';
import { Listener } from './listener.js';

const channel = 'tributary_log';
const quietMs = 5;

/**
 * Tells readers in this and in other processes that something was appended. Only a hint: readers poll as well.
 * The NOTIFY is debounced and has its own transaction, because inside the append's it would serialise all commits.
 */
export class WakeChannel {
  readonly #readers = new Set<() => void>();
  readonly #listener: Listener;
  #timer: NodeJS.Timeout | null = null;
  #sending: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(
    url: string,
    private readonly pool: Pool,
  ) {
    this.#listener = new Listener(url, channel, () => this.#wakeReaders());
  }

  add(reader: () => void): () => void {
    this.#listener.open();
    this.#readers.add(reader);
    return () => this.#readers.delete(reader);
  }

  ring(): void {
    this.#wakeReaders();
    if (this.#timer || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#sending = this.pool.query(`NOTIFY ${channel}`).catch(() => undefined);
    }, quietMs);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    await Promise.all([this.#sending, this.#listener.close()]);
  }

  #wakeReaders(): void {
    for (const reader of this.#readers) reader();
  }
}
