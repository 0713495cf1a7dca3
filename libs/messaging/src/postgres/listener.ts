import { Client } from 'pg';

const retryMs = 1000;

/** Hears what is notified on a channel, and connects again when the connection breaks. */
export class Listener {
  #client: Client | null = null;
  #retry: NodeJS.Timeout | null = null;
  #closed = false;

  constructor(
    private readonly url: string,
    private readonly channel: string,
    private readonly onNotice: (notice: string) => void,
  ) {}

  open(): void {
    if (this.#closed || this.#client) return;
    const client = new Client({
      connectionString: this.url,
      keepAlive: true,
      application_name: `listener ${this.channel}`,
    });
    this.#client = client;
    const again = (): void => {
      if (this.#client !== client) return;
      this.#client = null;
      void client.end().catch(() => undefined);
      if (!this.#closed) this.#retry = setTimeout(() => this.open(), retryMs);
    };
    client.on('error', again);
    client.on('end', again);
    client.on('notification', ({ payload = '' }) => this.onNotice(payload));
    client
      .connect()
      .then(() => client.query(`LISTEN ${this.channel}`))
      .catch(again);
  }

  async close(): Promise<void> {
    this.#closed = true;
    if (this.#retry) clearTimeout(this.#retry);
    const client = this.#client;
    this.#client = null;
    await client?.end().catch(() => undefined);
  }
}
