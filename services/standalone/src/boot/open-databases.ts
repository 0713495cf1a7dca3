import type { ServiceName } from '@tributary/contracts';
import type { LogConfig } from '@tributary/messaging';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../embedded-postgres/embedded-postgres.js';
import { beginAgain } from './begin-again.js';
import type { Endings } from './endings.js';
import { InstallationNotes } from './installation-notes.js';
import { ServerDatabases } from './server-databases.js';
import type { StartOptions } from './tributary.js';

export interface OpenDatabases {
  /** Null if a server was given. */
  readonly embedded: EmbeddedPostgres | null;
  readonly adminUrl: string;
  readonly server: ServerDatabases;
  readonly log: LogConfig;
  readonly notes: InstallationNotes;
  readonly mustSeed: boolean;
}

/** The PostgreSQL server, embedded or given, with the log's database unless that is Kafka; and whether the demo is still to be prepared. */
export async function openDatabases(
  options: StartOptions,
  folder: string,
  services: readonly ServiceName[],
  endings: Endings,
  say: (line: string) => void,
): Promise<OpenDatabases> {
  const embedded = options.databaseUrl === undefined ? await startEmbedded(options, folder, endings, say) : null;
  const adminUrl = options.databaseUrl ?? embedded!.url;
  const server = new ServerDatabases(adminUrl, {
    prefix: options.databasePrefix ?? '',
    ...(options.rolePasswords === undefined ? {} : { passwords: options.rolePasswords }),
  });
  let notes = await InstallationNotes.open(server);
  let seeded = await notes.seed();
  if (seeded === 'begun') {
    say('The demo was interrupted while it was prepared: beginning again');
    if (options.kafka !== undefined) say('Waiting until Kafka has forgotten it');
    await beginAgain(server, services, options.kafka);
    notes = await InstallationNotes.open(server);
    seeded = await notes.seed();
  }
  if (seeded === null && options.seed === 'none') await notes.noteSeed('none');
  if (seeded === 'none' && options.seed === 'demo') {
    say('This installation began without the demo and stays without it.');
  }
  const { kafka, retentionDays } = options;
  const log =
    kafka === undefined
      ? { url: await server.forLog(), ...(retentionDays === undefined ? {} : { retentionDays }) }
      : { kafka };
  return { embedded, adminUrl, server, log, notes, mustSeed: seeded === null && options.seed === 'demo' };
}

async function startEmbedded(
  { onDatabaseLost }: StartOptions,
  folder: string,
  endings: Endings,
  say: (line: string) => void,
): Promise<EmbeddedPostgres> {
  say('Starting PostgreSQL');
  const postgres = await startEmbeddedPostgres(folder, say);
  endings.add(() => postgres.stop());
  if (onDatabaseLost !== undefined) postgres.onLost(onDatabaseLost);
  return postgres;
}
