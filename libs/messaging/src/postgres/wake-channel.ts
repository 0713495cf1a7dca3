import { Client, type Pool } from 'pg';

const channel = 'tributary_log';
const quietMs = 5;

/**
 * Tells readers in this and in other processes that something was appended. Only a hint: readers poll as well.
 * The NOTIFY is debounced and has its own transaction, because inside the append's it would serialise all commits.
 */
export class WakeChannel {
  readonly #listeners = new Set<() => void>();
  #client: Client | null = null;
  #timer: NodeJS.Timeout | null = null;
  #retry: NodeJS.Timeout | null = null;
  #sending: Promise<unknown> = Promise.resolve();
  #closed = false;

  constructor(
    private readonly url: string,
    private readonly pool: Pool,
  ) {}

  add(listener: () => void): () => void {
    if (this.#listeners.size === 0) this.#listen();
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  ring(): void {
    for (const listener of this.#listeners) listener();
    if (this.#timer || this.#closed) return;
    this.#timer = setTimeout(() => {
      this.#timer = null;
      this.#sending = this.pool.query(`NOTIFY ${channel}`).catch(() => undefined);
    }, quietMs);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#timer) clearTimeout(this.#timer);
    if (this.#retry) clearTimeout(this.#retry);
    await this.#sending;
    await this.#client?.end().catch(() => undefined);
    this.#client = null;
  }

  #listen(): void {
    if (this.#closed || this.#client) return;
    const client = new Client({ connectionString: this.url, keepAlive: true });
    this.#client = client;
    const again = () => {
      if (this.#client !== client) return;
      this.#client = null;
      void client.end().catch(() => undefined);
      if (!this.#closed) this.#retry = setTimeout(() => this.#listen(), 1000);
    };
    client.on('error', again);
    client.on('end', again);
    client.on('notification', () => {
      for (const listener of this.#listeners) listener();
    });
    client
      .connect()
      .then(() => client.query(`LISTEN ${channel}`))
      .catch(again);
  }
}
