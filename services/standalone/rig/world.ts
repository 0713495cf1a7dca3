import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { eventLogFromConfig, type LogConfig } from '@tributary/messaging';
import {
  Database,
  platformMigrations,
  provisionService,
  type ServiceDatabase,
  withDatabase,
} from '@tributary/persistence';
import { connected } from '../bench/connected.js';
import { partitions, type Form, type LogKind } from './form.js';
import { Server } from './server.js';
import { taleTold, taleSchema, TaleTables } from './tale.js';

/** The servers of a run: that of the services' databases and that of the log. */
export interface World {
  readonly databases: Server;
  readonly log: Server;
  readonly service: ServiceDatabase;
  /** The service's database as superuser. */
  readonly adminUrl: string;
  /** Another service's database on the same server. */
  readonly elsewhereUrl: string;
  readonly logConfig: LogConfig;
  /** The database of the log, if it is one. */
  readonly logUrl: string | null;
}

const passwords = { owner: 'rig', vendor: 'rig', partner: 'rig' };

export async function createWorld(
  kind: LogKind,
  form: Form,
  folder: string,
  closing: (() => Promise<unknown>)[],
): Promise<World> {
  const folders = { databases: join(folder, 'databases'), log: join(folder, 'log') };
  for (const each of Object.values(folders)) await mkdir(each, { mode: 0o755 });
  const starting = [Server.start('postgres', folders.databases), Server.start(kind, folders.log)] as const;
  // Whoever is interrupted meanwhile waits until there is something to stop.
  closing.push(() => Promise.all(starting.map(async (each) => (await each).stop())));
  const [databases, log] = await Promise.all(starting);
  const service = await provisionService(databases.address, 'sales', { database: 'sales', passwords });
  const database = await Database.open({
    service: 'sales',
    urls: service,
    schemas: [taleSchema],
    migrations: [...platformMigrations, TaleTables],
  });
  await database.migrate();
  await database.close();
  await connected(databases.address, (admin) => admin.query('CREATE DATABASE elsewhere'));
  const logConfig = await configOf(kind, form, log.address);
  const opened = await eventLogFromConfig(logConfig);
  await opened.ensureTopics([{ topic: taleTold.topic, partitions }]);
  await opened.close();
  return {
    databases,
    log,
    service,
    adminUrl: withDatabase(databases.address, 'sales'),
    elsewhereUrl: withDatabase(databases.address, 'elsewhere'),
    logConfig,
    logUrl: 'url' in logConfig ? logConfig.url : null,
  };
}

async function configOf(kind: LogKind, { lease }: Form, address: string): Promise<LogConfig> {
  if (kind === 'kafka') return { kafka: { brokers: address.split(','), partitions, sessionMs: lease } };
  await connected(address, (admin) => admin.query('CREATE DATABASE log'));
  return { url: withDatabase(address, 'log'), partitions, leaseMs: lease };
}
