import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { LogMismatch } from '@tributary/http';
import { LogUnreachable } from '@tributary/messaging';
import { PortInUse } from './boot/port.js';
import type { StartOptions } from './boot/tributary.js';
import { ConfigFault, readConfig, type StandaloneConfig } from './config.js';
import { ForeignFolder } from './embedded-postgres/cluster-folder.js';
import { FolderInUse } from './embedded-postgres/orphan.js';
import { ServiceEnded } from './processes/service-process.js';
import { Stop, type Running } from './stop.js';
import { logToFolder, progress } from './terminal.js';

const told = [ConfigFault, PortInUse, FolderInUse, ForeignFolder, LogUnreachable, LogMismatch, ServiceEnded];

export type RunOptions = StandaloneConfig & Required<Pick<StartOptions, 'say' | 'signal' | 'onDatabaseLost'>>;

/** What has been started, and the first screen of whoever started it. */
export interface Started extends Running {
  readonly welcome: string;
}

/** From the environment to a running installation, and through its signals to its end. */
export async function run(start: (options: RunOptions) => Promise<Started>): Promise<void> {
  const say = progress();
  const stop = new Stop(say);
  try {
    const config = readConfig();
    const dataFolder = resolve(config.dataFolder);
    mkdirSync(dataFolder, { recursive: true });
    logToFolder(dataFolder);
    const started = await start({ ...config, dataFolder, say, signal: stop.signal, onDatabaseLost });
    stop.started(started);
    process.stdout.write(started.welcome);
  } catch (error) {
    if (stop.signal.aborted) process.exit(0);
    process.stderr.write(`\n${reasonOf(error)}\n`);
    process.exit(1);
  }
}

/** A sentence for what a person can change, everything that is known for the rest. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return `Tributary could not start: ${String(error)}`;
  if (told.some((kind) => error instanceof kind)) return error.message;
  const { code, path } = error as NodeJS.ErrnoException;
  if ((code === 'EACCES' || code === 'EPERM') && path !== undefined) return new ForeignFolder(path).message;
  return `Tributary could not start: ${error.stack ?? error.message}`;
}

function onDatabaseLost(): void {
  process.stderr.write(
    '\nPostgreSQL ended unexpectedly: postgres.log in the data folder says why. Nothing that was answered with success is lost; start again.\n',
  );
  process.exit(1);
}
