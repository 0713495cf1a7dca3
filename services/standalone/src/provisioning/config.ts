import type { ServiceName } from '@tributary/contracts';
import { kafkaFromEnvironment } from '@tributary/messaging';

/** A server to be made ready for services that run as processes of their own. */
export interface ProvisioningConfig {
  /** A superuser's. */
  readonly databaseUrl: string;
  /** Null where the events are kept in Kafka: the log needs no database then. */
  readonly logPassword: string | null;
  passwordOf(service: ServiceName): string;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** SALES_DATABASE_PASSWORD and its like, for each service one. Whatever is missing stops it before anything is made. */
export function readConfig(
  services: readonly ServiceName[],
  environment: Environment = process.env,
): ProvisioningConfig {
  const needed = (name: string): string => {
    const value = environment[name]?.trim();
    if (value === undefined || value === '') throw new Error(`${name} is not set.`);
    return value;
  };
  const passwords = new Map(
    services.map((service) => [service, needed(`${service.replaceAll('-', '_').toUpperCase()}_DATABASE_PASSWORD`)]),
  );
  return {
    databaseUrl: needed('DATABASE_URL'),
    logPassword: kafkaFromEnvironment(environment) === null ? needed('EVENT_LOG_PASSWORD') : null,
    passwordOf: (service) => passwords.get(service) ?? '',
  };
}
