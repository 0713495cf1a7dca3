import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import type { ServiceName } from '@tributary/contracts';
import {
  createGateway,
  DenialRecord,
  DevelopmentIssuer,
  followPartners,
  personas,
  TerminatedPartners,
  type Gateway,
  type GatewayRules,
} from '@tributary/gateway';
import { bootService, type AuthConfig, type RunningService, type ServiceDefinition } from '@tributary/http';
import { SystemClock, type Clock } from '@tributary/kernel';
import { eventLogFromConfig } from '@tributary/messaging';
import type { RoleNames } from '@tributary/persistence';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '../embedded-postgres/embedded-postgres.js';
import { demo } from '../seed/demo.js';
import { SeedClock } from '../seed/seed-clock.js';
import type { SeedContext } from '../seed/seed.js';
import { definitions } from './definitions.js';
import { Endings } from './endings.js';
import { InstallationNotes } from './installation-notes.js';
import { freePort, mustBeFree } from './port.js';
import { ServerDatabases } from './server-databases.js';

export interface StartOptions {
  /** Keys, logs and, unless `databaseUrl` is given, the database. */
  readonly dataFolder: string;
  /** The gateway's; 0 for a free one. */
  readonly port: number;
  readonly host?: string;
  readonly seed: 'demo' | 'none';
  /** A superuser's address of a PostgreSQL to use instead of the embedded one. */
  readonly databaseUrl?: string;
  readonly databasePrefix?: string;
  readonly rolePasswords?: RoleNames;
  /** An OpenID Connect provider instead of the development issuer. */
  readonly auth?: AuthConfig;
  readonly production?: boolean;
  readonly allowedOrigins?: readonly string[];
  readonly trustedProxies?: readonly string[];
  readonly clock?: Clock;
  readonly gatewayRules?: Partial<GatewayRules>;
  /** Only these services, for tests; all unless told. */
  readonly services?: readonly ServiceDefinition[];
  /** Aborting it while the start goes on ends what has been started. */
  readonly signal?: AbortSignal;
  readonly say?: (line: string) => void;
}

export interface Tributary {
  readonly url: string;
  readonly gateway: Gateway;
  readonly services: Readonly<Partial<Record<ServiceName, RunningService>>>;
  service(name: ServiceName): RunningService;
  readonly issuer: DevelopmentIssuer | null;
  readonly denials: DenialRecord;
  readonly terminated: TerminatedPartners;
  readonly clock: Clock;
  /** The superuser's address of the server in use. */
  readonly adminUrl: string;
  /** Ends in order: gateway, services, log, database. Data stays. */
  close(): Promise<void>;
  /** Drops all databases of this installation after `close`: for tests on a shared server. */
  destroy(): Promise<void>;
  /** At once. What was answered with success is kept all the same. */
  kill(): void;
}

/** Starts everything in this process and comes back when every service is ready. */
export async function startTributary(options: StartOptions): Promise<Tributary> {
  const endings = new Endings();
  options.signal?.addEventListener('abort', () => void endings.all(), { once: true });
  try {
    return await start(options, endings);
  } catch (error) {
    await endings.all();
    throw error;
  }
}

async function start(options: StartOptions, endings: Endings): Promise<Tributary> {
  const say = options.say ?? (() => undefined);
  const host = options.host ?? '127.0.0.1';
  if (options.port !== 0) await mustBeFree(options.port, host);
  const port = options.port === 0 ? await freePort() : options.port;
  const dataFolder = resolve(options.dataFolder);
  mkdirSync(dataFolder, { recursive: true });

  const issuer =
    options.auth === undefined ? await developmentIssuer(dataFolder, port, options.production ?? false) : null;
  const auth = options.auth ?? issuer!.auth;
  const postgres = await embedded(options, dataFolder, endings, say);
  const adminUrl = options.databaseUrl ?? postgres!.url;
  const denials = new DenialRecord(dataFolder);
  endings.add(() => denials.close());

  const wanted = options.services ?? definitions;
  const databases = new ServerDatabases(adminUrl, {
    prefix: options.databasePrefix ?? '',
    ...(options.rolePasswords === undefined ? {} : { passwords: options.rolePasswords }),
  });
  const { logUrl, notes, mustSeed } = await prepareDatabases(databases, wanted, options, say);

  const clock = new SeedClock(options.clock ?? new SystemClock());
  say(`Starting ${wanted.map(({ name }) => name).join(', ')}`);
  const running = await Promise.all(
    wanted.map(async (definition) => {
      const database = await databases.forService(definition.name);
      const service = await bootService(definition, {
        database,
        log: { url: logUrl },
        auth,
        clock,
        audit: denials,
        standalone: true,
      });
      endings.add(() => service.close());
      return service;
    }),
  );
  const service = (name: ServiceName): RunningService => {
    const found = running.find((one) => one.name === name);
    if (found === undefined) throw new Error(`${name} is not started.`);
    return found;
  };

  if (mustSeed) {
    say('Preparing the demo');
    await notes.noteSeed('begun');
    const bindings = await demo({ service, token: tokensOf(issuer), clock, say });
    clock.returnToPresent();
    issuer?.bind(bindings);
    await notes.noteSeed('demo');
  }

  const terminated = new TerminatedPartners();
  const eventLog = await eventLogFromConfig({ url: logUrl });
  endings.add(() => eventLog.close());
  const partners = await followPartners(eventLog, terminated, randomUUID());
  endings.add(() => partners.close());
  const gateway = await createGateway({
    port,
    host,
    auth,
    terminated,
    audit: denials,
    upstreams: running.map((one) => {
      const { title, description, errors } = wanted.find(({ name }) => name === one.name)!;
      return { name: one.name, title, description, errors, url: one.url, openapi: one.openapi as never };
    }),
    ...(issuer === null ? {} : { developmentIssuer: issuer }),
    ...(options.allowedOrigins === undefined ? {} : { allowedOrigins: options.allowedOrigins }),
    ...(options.trustedProxies === undefined ? {} : { trustedProxies: options.trustedProxies }),
    ...(options.gatewayRules === undefined ? {} : { rules: options.gatewayRules }),
  });
  endings.add(() => gateway.close());
  const url = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
  await everythingReady(url);
  return {
    url,
    gateway,
    services: Object.fromEntries(running.map((one) => [one.name, one])),
    service,
    issuer,
    denials,
    terminated,
    clock,
    adminUrl,
    close: () => endings.all(),
    destroy: () => databases.drop(wanted.map(({ name }) => name)),
    kill: () => postgres?.kill(),
  };
}

function tokensOf(issuer: DevelopmentIssuer | null): SeedContext['token'] {
  return async (name, partnerId) => {
    const persona = personas.find((one) => one.persona === name);
    if (issuer === null || persona === undefined)
      throw new Error('The demo is told by the personas of the development issuer. Start with SEED=none.');
    return (await issuer.tokenFor(persona, partnerId)).accessToken;
  };
}

function developmentIssuer(folder: string, port: number, production: boolean): Promise<DevelopmentIssuer> {
  return DevelopmentIssuer.open({ folder, issuer: `http://127.0.0.1:${port}`, production });
}

async function embedded(
  options: StartOptions,
  folder: string,
  endings: Endings,
  say: (line: string) => void,
): Promise<EmbeddedPostgres | null> {
  if (options.databaseUrl !== undefined) return null;
  say('Starting PostgreSQL');
  const postgres = await startEmbeddedPostgres(folder, say);
  endings.add(() => postgres.stop());
  return postgres;
}

async function prepareDatabases(
  databases: ServerDatabases,
  wanted: readonly ServiceDefinition[],
  options: StartOptions,
  say: (line: string) => void,
) {
  let logUrl = await databases.forLog();
  let notes = new InstallationNotes(logUrl);
  let seeded = await notes.seed();
  if (seeded === 'begun') {
    // Nobody has worked with it yet: the gateway opens only after the seed.
    say('The demo was interrupted while it was prepared: beginning again');
    await databases.drop(wanted.map(({ name }) => name));
    logUrl = await databases.forLog();
    notes = new InstallationNotes(logUrl);
    seeded = await notes.seed();
  }
  if (seeded === null && options.seed === 'none') await notes.noteSeed('none');
  if (seeded === 'none' && options.seed === 'demo')
    say('This installation began without the demo and stays without it.');
  return { logUrl, notes, mustSeed: seeded === null && options.seed === 'demo' };
}

const readyMilliseconds = 60_000;

async function everythingReady(url: string): Promise<void> {
  const until = Date.now() + readyMilliseconds;
  for (;;) {
    const answer = await fetch(`${url}/health/ready`);
    const report = await answer.text();
    if (answer.ok) return;
    if (Date.now() > until) throw new Error(`Not every service became ready: ${report}`);
    await new Promise((wake) => setTimeout(wake, 100));
  }
}
