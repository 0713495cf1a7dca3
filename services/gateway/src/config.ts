import { publicUrlFrom, usualPublicUrl, type AuthConfig } from '@tributary/http';
import { kafkaFromEnvironment, retentionFromEnvironment, type LogConfig } from '@tributary/messaging';
import { ratesFor, type RateRules } from './limits/rate-limit.plugin.js';

/** The gateway as a process of its own. */
export interface GatewayConfig {
  readonly host: string;
  readonly port: number;
  readonly publicUrl: string;
  readonly services: readonly { readonly name: string; readonly url: string }[];
  /** Null for the development issuer. */
  readonly auth: AuthConfig | null;
  readonly production: boolean;
  readonly dataFolder: string;
  /** Null: the gateway does not follow which partners are terminated. */
  readonly log: LogConfig | null;
  readonly allowedOrigins: readonly string[];
  readonly trustedProxies: readonly string[];
  readonly rates: RateRules;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** SERVICES is `sales=http://sales:3000,presales=http://presales:3000`; whatever is missing or malformed stops the start. */
export function readConfig(environment: Environment = process.env): GatewayConfig {
  const value = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const list = (name: string): string[] =>
    (value(name) ?? '')
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== '');
  const count = (name: string, usual: number): number => {
    const number = Number(value(name) ?? usual);
    if (!Number.isFinite(number) || number <= 0) throw new Error(`${name} is a number above 0, not "${value(name)}".`);
    return number;
  };
  const port = Number(value('PORT') ?? 3000);
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw new Error('PORT is no port.');
  const services = list('SERVICES').map((entry) => {
    const [, name, url] = /^([a-z-]+)=(https?:\/\/[^/]+)\/?$/.exec(entry) ?? [];
    if (name === undefined || url === undefined)
      throw new Error(`SERVICES has an entry that is not name=http://host:port: ${entry}`);
    return { name, url };
  });
  if (services.length === 0) throw new Error('SERVICES is not set.');
  const production = value('NODE_ENV') === 'production';
  const auth = provider(value);
  if (auth === null && production)
    throw new Error('In production OIDC_ISSUER, OIDC_AUDIENCE and OIDC_JWKS_URL are required.');
  return {
    host: value('HOST') ?? '0.0.0.0',
    port,
    publicUrl: publicUrlFrom(environment) ?? usualPublicUrl,
    services,
    auth,
    production,
    dataFolder: value('TRIBUTARY_DATA') ?? '.tributary',
    log: logOf(environment, value('EVENT_LOG_URL')),
    allowedOrigins: list('CORS_ORIGINS'),
    trustedProxies: list('TRUSTED_PROXIES'),
    rates: ratesFor(count('RATE_LIMIT_PER_SECOND', 300), count('RATE_LIMIT_BURST', 1_000)),
  };
}

function logOf(environment: Environment, url: string | undefined): LogConfig | null {
  const kafka = kafkaFromEnvironment(environment);
  if (kafka !== null) return { kafka };
  return url === undefined ? null : { url, ...retentionFromEnvironment(environment) };
}

function provider(value: (name: string) => string | undefined): AuthConfig | null {
  const [issuer, audience, jwks] = ['OIDC_ISSUER', 'OIDC_AUDIENCE', 'OIDC_JWKS_URL'].map(value);
  if (issuer === undefined && audience === undefined && jwks === undefined) return null;
  if (issuer === undefined || audience === undefined || jwks === undefined) {
    throw new Error('OIDC_ISSUER, OIDC_AUDIENCE and OIDC_JWKS_URL belong together: set all three.');
  }
  return { issuer, audience, jwks };
}
