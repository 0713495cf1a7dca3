import { kafkaFromEnvironment, retentionFromEnvironment } from '@tributary/messaging';
import { publicUrlFrom } from './public-url.js';
import type { ServiceConfig } from './service-definition.js';

type Environment = Readonly<Record<string, string | undefined>>;

/** A service as its environment asks for it, when it runs as a process of its own. Whatever is missing or malformed stops the start. */
export function serviceConfig(environment: Environment): ServiceConfig {
  const needed = (name: string): string => {
    const value = environment[name]?.trim();
    if (value === undefined || value === '') throw new Error(`${name} is not set.`);
    return value;
  };
  const port = (name: string, usual: number): number => {
    const value = Number(environment[name] ?? usual);
    if (!Number.isInteger(value) || value < 0 || value > 65_535) throw new Error(`${name} is no port.`);
    return value;
  };
  const publicUrl = publicUrlFrom(environment);
  const kafka = kafkaFromEnvironment(environment);
  return {
    database: {
      owner: needed('DATABASE_OWNER_URL'),
      vendor: needed('DATABASE_VENDOR_URL'),
      partner: needed('DATABASE_PARTNER_URL'),
    },
    log: kafka === null ? { url: needed('EVENT_LOG_URL'), ...retentionFromEnvironment(environment) } : { kafka },
    auth: { issuer: needed('OIDC_ISSUER'), audience: needed('OIDC_AUDIENCE'), jwks: needed('OIDC_JWKS_URL') },
    ...(publicUrl === undefined ? {} : { publicUrl }),
    host: environment['HOST']?.trim() || '0.0.0.0',
    port: port('PORT', 3000),
    metricsPort: port('METRICS_PORT', 9464),
  };
}
