import pg from 'pg';

export type SeedNote = 'begun' | 'demo' | 'none';

/** What an installation remembers about itself beside its data: whether the demo is in it, and whether all of it. */
export class InstallationNotes {
  constructor(private readonly logUrl: string) {}

  async seed(): Promise<SeedNote | null> {
    return this.connected(async (client) => {
      await client.query('CREATE TABLE IF NOT EXISTS installation_note (topic text PRIMARY KEY, note text NOT NULL)');
      const { rows } = await client.query<{ note: SeedNote }>(
        `SELECT note FROM installation_note WHERE topic = 'seed'`,
      );
      return rows[0]?.note ?? null;
    });
  }

  async noteSeed(note: SeedNote): Promise<void> {
    await this.connected((client) =>
      client.query(
        `INSERT INTO installation_note VALUES ('seed', $1) ON CONFLICT (topic) DO UPDATE SET note = excluded.note`,
        [note],
      ),
    );
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
