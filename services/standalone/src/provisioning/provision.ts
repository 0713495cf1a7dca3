import type { ServiceName } from '@tributary/contracts';
import { ServerDatabases } from '../boot/server-databases.js';
import type { ProvisioningConfig } from './config.js';

/** Makes a database with its roles for each service, and the log's unless that is Kafka, where they are missing; passwords are set each time. */
export async function provision(
  services: readonly ServiceName[],
  config: ProvisioningConfig,
  say: (line: string) => void = () => undefined,
): Promise<void> {
  const server = (password: string): ServerDatabases =>
    new ServerDatabases(config.databaseUrl, {
      prefix: '',
      passwords: { owner: password, vendor: password, partner: password },
    });
  for (const service of services) {
    await server(config.passwordOf(service)).forService(service);
    say(`${service}: ready`);
  }
  if (config.logPassword === null) return;
  await server(config.logPassword).forLog();
  say('event log: ready');
}
