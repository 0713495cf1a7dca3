import { rebuildByCommand, RebuildRefused } from '@tributary/partner-lifecycle';
import { ServerDatabases } from './boot/server-databases.js';
import { readConfig } from './config.js';
import { NoInstallation, visitPostgres, type Visit } from './embedded-postgres/visit.js';
import { progress } from './terminal.js';

/** `npm run rebuild:scorecards`: on the installation of the data folder, or of DATABASE_URL. */
export async function rebuild(words: readonly string[]): Promise<void> {
  let visit: Visit | null = null;
  try {
    await rebuildByCommand(words, async () => {
      const { databaseUrl, dataFolder, kafka } = readConfig();
      visit = databaseUrl === undefined ? await visitPostgres(dataFolder, progress()).catch(refuse) : null;
      const server = new ServerDatabases(databaseUrl ?? visit!.url, { prefix: '' });
      const log = kafka === undefined ? { url: await server.forLog() } : { kafka };
      return { database: await server.forService('partner-lifecycle'), log };
    });
  } finally {
    await (visit as Visit | null)?.end();
  }
}

function refuse(error: unknown): never {
  throw error instanceof NoInstallation ? new RebuildRefused(error.message) : error;
}
