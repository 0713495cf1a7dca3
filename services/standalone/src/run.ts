import { resolve } from 'node:path';
import { mkdirSync } from 'node:fs';
import { LogMismatch, serveMetrics, type MetricsServer } from '@tributary/http';
import { LogUnreachable } from '@tributary/messaging';
import { Registry } from 'prom-client';
import { ForeignFolder } from './embedded-postgres/cluster-folder.js';
import { FolderInUse } from './embedded-postgres/orphan.js';
import { PortInUse } from './boot/port.js';
import { startTributary } from './boot/start-tributary.js';
import type { Tributary } from './boot/tributary.js';
import { ConfigFault, readConfig } from './config.js';
import { logToFolder, progress, welcome } from './terminal.js';

/** A second signal within this time is the same Ctrl-C, which reaches us from the terminal and from npm. */
const sameSignalMilliseconds = 1_000;

const told = [ConfigFault, PortInUse, FolderInUse, ForeignFolder, LogUnreachable, LogMismatch];

/** `npm start`: from the environment to a running installation, and through its signals to its end. */
export async function run(): Promise<void> {
  const say = progress();
  const stop = new Stop(say);
  try {
    const config = readConfig();
    const folder = resolve(config.dataFolder);
    mkdirSync(folder, { recursive: true });
    logToFolder(folder);
    const tributary = await startTributary({ ...config, say, signal: stop.signal, onDatabaseLost });
    const registries = Object.values(tributary.services).map((service) => service.app.get<Registry>(Registry));
    const metrics = await serveMetrics(registries, config.metricsPort ?? 0);
    stop.started(tributary, metrics);
    process.stdout.write(welcome(tributary, folder, metrics.url));
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

/** The first signal ends everything in order, a second one at once. */
class Stop {
  readonly #abort = new AbortController();
  #since = 0;
  #tributary: Tributary | null = null;
  #metrics: MetricsServer | null = null;

  constructor(private readonly say: (line: string) => void) {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => this.asked());
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  started(tributary: Tributary, metrics: MetricsServer): void {
    this.#tributary = tributary;
    this.#metrics = metrics;
    // Asked in the last moment of the start.
    if (this.#since > 0) void this.end();
  }

  private asked(): void {
    if (this.#since === 0) {
      this.#since = Date.now();
      process.stdout.write('\n');
      this.say('Stopping');
      this.#abort.abort();
      void this.end();
    } else if (Date.now() - this.#since > sameSignalMilliseconds) {
      this.#tributary?.kill();
      process.exit(1);
    }
  }

  private async end(): Promise<void> {
    if (this.#tributary === null) return;
    await this.#metrics?.close();
    await this.#tributary.close();
    this.say('Stopped');
    process.exit(0);
  }
}
