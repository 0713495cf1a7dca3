import type { LogConfig } from '@tributary/messaging';
import type { ServiceDatabase } from '@tributary/persistence';
import type { OpenInstallation } from '../boot/open-installation.js';

type Environment = Readonly<Record<string, string>>;

export function serviceEnvironment(
  { issuer, auth, url, publicUrl, databases }: OpenInstallation,
  database: ServiceDatabase,
  ports: { readonly http: number; readonly metrics: number },
): Environment {
  return {
    HOST: '127.0.0.1',
    PORT: String(ports.http),
    METRICS_PORT: String(ports.metrics),
    PUBLIC_URL: publicUrl,
    DATABASE_OWNER_URL: database.owner,
    DATABASE_VENDOR_URL: database.vendor,
    DATABASE_PARTNER_URL: database.partner,
    ...logEnvironment(databases.log),
    OIDC_ISSUER: auth.issuer,
    OIDC_AUDIENCE: auth.audience,
    OIDC_JWKS_URL: issuer === null ? keysOf(auth.jwks) : `${url}/.well-known/jwks.json`,
  };
}

export function gatewayEnvironment(
  { issuer, auth, host, port, publicUrl, folder, databases }: OpenInstallation,
  services: readonly { readonly name: string; readonly url: string }[],
): Environment {
  return {
    HOST: host,
    PORT: String(port),
    PUBLIC_URL: publicUrl,
    TRIBUTARY_DATA: folder,
    SERVICES: services.map(({ name, url }) => `${name}=${url}`).join(','),
    ...logEnvironment(databases.log),
    ...(issuer === null
      ? { OIDC_ISSUER: auth.issuer, OIDC_AUDIENCE: auth.audience, OIDC_JWKS_URL: keysOf(auth.jwks) }
      : {}),
  };
}

// Kafka stands in what is passed on.
const logEnvironment = (log: LogConfig): Environment => ('kafka' in log ? {} : { EVENT_LOG_URL: log.url });

function keysOf(jwks: unknown): string {
  if (typeof jwks !== 'string') throw new Error('The keys of a provider are named by their address.');
  return jwks;
}
