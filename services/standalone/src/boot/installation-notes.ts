import type { Bindings } from '@tributary/gateway';
import pg from 'pg';
import type { ServerDatabases } from './server-databases.js';

export type SeedNote = 'begun' | 'demo' | 'none';

interface Note {
  readonly topic: string;
  readonly note: string;
}

const table = 'CREATE TABLE IF NOT EXISTS installation_note (topic text PRIMARY KEY, note text NOT NULL)';

/** What an installation remembers about itself beside its data, in a database of its own: the demo, and whom the personas stand for. */
export class InstallationNotes {
  private constructor(private readonly url: string) {}

  /** Notes of earlier releases stand in the log's database; they are copied once. */
  static async open(server: ServerDatabases): Promise<InstallationNotes> {
    const notes = new InstallationNotes(await server.forNotes());
    await notes.connected((client) => client.query(table));
    const logUrl = (await notes.seed()) === null ? await server.logIfAny() : null;
    const earlier = logUrl === null ? [] : await new InstallationNotes(logUrl).all();
    for (const { topic, note } of earlier) await notes.write(topic, note);
    return notes;
  }

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
    return (await this.all()).find((one) => one.topic === topic)?.note ?? null;
  }

  private async all(): Promise<readonly Note[]> {
    return this.connected(async (client) => {
      const { rows } = await client.query<{ there: boolean }>(
        "SELECT to_regclass('installation_note') IS NOT NULL AS there",
      );
      return rows[0]?.there === true
        ? (await client.query<Note>('SELECT topic, note FROM installation_note')).rows
        : [];
    });
  }

  private async write(topic: string, note: string): Promise<void> {
    const upsert =
      'INSERT INTO installation_note VALUES ($1, $2) ON CONFLICT (topic) DO UPDATE SET note = excluded.note';
    await this.connected((client) => client.query(upsert, [topic, note]));
  }

  private async connected<T>(work: (client: pg.Client) => Promise<T>): Promise<T> {
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
}
