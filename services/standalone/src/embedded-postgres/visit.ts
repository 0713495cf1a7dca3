import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { chooseFolder } from './cluster-folder.js';
import { startEmbeddedPostgres } from './embedded-postgres.js';
import { portInUse } from './orphan.js';

export interface Visit {
  /** A superuser's address. */
  readonly url: string;
  end(): Promise<void>;
}

/** The folder holds nothing; the message says how to name another. */
export class NoInstallation extends Error {}

/** The database of an installation for a command's time: the one that is running, or else it is started for as long. */
export async function visitPostgres(dataFolder: string, say: (line: string) => void): Promise<Visit> {
  if (!existsSync(resolve(dataFolder)))
    throw new NoInstallation(`There is no installation in ${resolve(dataFolder)}: TRIBUTARY_DATA names its folder.`);
  const folder = chooseFolder(dataFolder, say);
  const port = await portInUse(folder);
  if (port !== null) {
    const url = `postgres://postgres:${encodeURIComponent(folder.password)}@127.0.0.1:${port}/postgres`;
    return { url, end: () => Promise.resolve() };
  }
  say('Starting PostgreSQL');
  const postgres = await startEmbeddedPostgres(dataFolder, say);
  return { url: postgres.url, end: () => postgres.stop() };
}
