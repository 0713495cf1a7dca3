import { ratesFor } from '@tributary/gateway';
import { publicUrlFrom, type AuthConfig } from '@tributary/http';
import { kafkaFromEnvironment, retentionFromEnvironment } from '@tributary/messaging';
import type { StartOptions } from './boot/tributary.js';

/** The environment does not make sense; the message says what to change. */
export class ConfigFault extends Error {}

export interface StandaloneConfig extends Omit<StartOptions, 'say'> {
  /** Where Prometheus reads; null for a free port. */
  readonly metricsPort: number | null;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** `npm start` as the environment asks for it. */
export function readConfig(environment: Environment = process.env): StandaloneConfig {
  const value = (name: string): string | undefined => environment[name]?.trim() || undefined;
  const count = (name: string, usual: number): number => {
    const number = Number(value(name) ?? usual);
    if (!Number.isFinite(number) || number <= 0)
      throw new ConfigFault(`${name} is a number above 0, not "${value(name)}".`);
    return number;
  };
  const production = value('NODE_ENV') === 'production';
  const auth = provider(value);
  if (production && auth === undefined) {
    throw new ConfigFault(
      'In production an OpenID Connect provider is required: set OIDC_ISSUER, OIDC_AUDIENCE and OIDC_JWKS_URL.',
    );
  }
  const seed = value('SEED') ?? (auth === undefined ? 'demo' : 'none');
  if (seed !== 'demo' && seed !== 'none') throw new ConfigFault(`SEED is "demo" or "none", not "${seed}".`);
  if (seed === 'demo' && auth !== undefined) {
    throw new ConfigFault(
      'The demo is told by the personas of the development issuer: SEED=demo and OIDC_ISSUER exclude each other.',
    );
  }
  const databaseUrl = value('DATABASE_URL');
  const retention = understood(() => retentionFromEnvironment(environment));
  const kafka = understood(() => kafkaFromEnvironment(environment));
  const publicUrl = understood(() => publicUrlFrom(environment));
  const host = value('HOST');
  return {
    port: port(value('PORT'), 'PORT') ?? 3000,
    metricsPort: port(value('METRICS_PORT'), 'METRICS_PORT') ?? null,
    dataFolder: value('TRIBUTARY_DATA') ?? '.tributary',
    seed,
    production,
    allowedOrigins: list(value('CORS_ORIGINS')),
    trustedProxies: list(value('TRUSTED_PROXIES')),
    gatewayRules: { rates: ratesFor(count('RATE_LIMIT_PER_SECOND', 300), count('RATE_LIMIT_BURST', 1_000)) },
    ...(host === undefined ? {} : { host }),
    ...(publicUrl === undefined ? {} : { publicUrl }),
    ...(databaseUrl === undefined ? {} : { databaseUrl: postgresUrl(databaseUrl) }),
    ...retention,
    ...(kafka === null ? {} : { kafka }),
    ...(auth === undefined ? {} : { auth }),
  };
}

/** What the environment says to every process that is started for it: of the event log, of the gateway's callers, and where programs are. */
export function passedOn(environment: Environment = process.env): Record<string, string> {
  const ours = /^(PATH|HOME|NODE_ENV|CORS_ORIGINS|TRUSTED_PROXIES|RATE_LIMIT_.*|KAFKA_.*|EVENT_RETENTION_DAYS)$/;
  return Object.fromEntries(
    Object.entries(environment).flatMap(([name, text]) =>
      ours.test(name) && text !== undefined ? [[name, text]] : [],
    ),
  );
}

function understood<Read>(read: () => Read): Read {
  try {
    return read();
  } catch (error) {
    throw new ConfigFault((error as Error).message);
  }
}

function port(text: string | undefined, name: string): number | undefined {
  if (text === undefined) return undefined;
  const number = Number(text);
  if (!Number.isInteger(number) || number < 0 || number > 65_535)
    throw new ConfigFault(`${name} is a number from 0 to 65535, not "${text}".`);
  return number;
}

function list(text: string | undefined): string[] {
  return (text ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}

function postgresUrl(text: string): string {
  if (!/^postgres(ql)?:\/\//.test(text))
    throw new ConfigFault('DATABASE_URL begins with postgres:// and names a superuser.');
  return text;
}

function provider(value: (name: string) => string | undefined): AuthConfig | undefined {
  const [issuer, audience, jwks] = ['OIDC_ISSUER', 'OIDC_AUDIENCE', 'OIDC_JWKS_URL'].map(value);
  if (issuer === undefined && audience === undefined && jwks === undefined) return undefined;
  if (issuer === undefined || audience === undefined || jwks === undefined) {
    throw new ConfigFault('OIDC_ISSUER, OIDC_AUDIENCE and OIDC_JWKS_URL belong together: set all three.');
  }
  return { issuer, audience, jwks };
}
