import type { Bindings } from '@tributary/gateway';
import pg from 'pg';

export type SeedNote = 'begun' | 'demo' | 'none';

/** What an installation remembers about itself beside its data, in the log's database: the demo, and whom the personas stand for. */
export class InstallationNotes {
  constructor(private readonly logUrl: string) {}

  async seed(): Promise<SeedNote | null> {
    return (await this.read('seed')) as SeedNote | null;
  }

  async noteSeed(note: SeedNote): Promise<void> {
    await this.write('seed', note);
  }

  async bindings(): Promise<Bindings | null> {
    const note = await this.read('personas');
    return note === null ? null : (JSON.parse(note) as Bindings);
  }

  async noteBindings(bindings: Bindings): Promise<void> {
    await this.write('personas', JSON.stringify(bindings));
  }

  private async read(topic: string): Promise<string | null> {
    return this.connected(async (client) => {
      await client.query('CREATE TABLE IF NOT EXISTS installation_note (topic text PRIMARY KEY, note text NOT NULL)');
      const found = await client.query<{ note: string }>('SELECT note FROM installation_note WHERE topic = $1', [
        topic,
      ]);
      return found.rows[0]?.note ?? null;
    });
  }

  private async write(topic: string, note: string): Promise<void> {
    const upsert =
      'INSERT INTO installation_note VALUES ($1, $2) ON CONFLICT (topic) DO UPDATE SET note = excluded.note';
    await this.connected((client) => client.query(upsert, [topic, note]));
  }

  private async connected<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: this.logUrl });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
}
