import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ServiceName } from '@tributary/contracts';
import { DevelopmentIssuer } from '@tributary/gateway';
import type { AuthConfig } from '@tributary/http';
import { eventLogFromConfig, type KafkaOptions } from '@tributary/messaging';
import { definitions } from './definitions.js';
import type { Endings } from './endings.js';
import { openDatabases, type OpenDatabases } from './open-databases.js';
import { freePort, mustBeFree } from './port.js';
import type { StartOptions } from './tributary.js';

/** What there is before the first service starts, in one process or in several. */
export interface OpenInstallation {
  readonly host: string;
  readonly port: number;
  /** Where people find the gateway. */
  readonly url: string;
  /** By what its events are named; the same unless told. */
  readonly publicUrl: string;
  readonly folder: string;
  /** Null with an OpenID Connect provider. */
  readonly issuer: DevelopmentIssuer | null;
  readonly auth: AuthConfig;
  readonly names: readonly ServiceName[];
  readonly databases: OpenDatabases;
}

export async function openInstallation(options: StartOptions, endings: Endings): Promise<OpenInstallation> {
  const { host = '127.0.0.1', services = definitions, say = () => undefined, production = false } = options;
  if (options.port !== 0) await mustBeFree(options.port, host);
  const port = options.port === 0 ? await freePort() : options.port;
  const folder = resolve(options.dataFolder);
  mkdirSync(folder, { recursive: true });
  if (options.kafka !== undefined) await mustAnswer(options.kafka, say);

  const issuer =
    options.auth === undefined
      ? await DevelopmentIssuer.open({ folder, issuer: `http://127.0.0.1:${port}`, production })
      : null;
  const names = services.map(({ name }) => name);
  const databases = await openDatabases(options, folder, names, endings, say);
  const url = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
  return {
    host,
    port,
    url,
    publicUrl: options.publicUrl ?? url,
    folder,
    issuer,
    auth: options.auth ?? issuer!.auth,
    names,
    databases,
  };
}

/** Before anything expensive is begun. */
async function mustAnswer(kafka: KafkaOptions, say: (line: string) => void): Promise<void> {
  say(`Looking for Kafka on ${kafka.brokers.join(', ')}`);
  await (await eventLogFromConfig({ kafka })).close();
}
