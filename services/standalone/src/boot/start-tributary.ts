import { randomUUID } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  createGateway,
  DenialRecord,
  DevelopmentIssuer,
  followPartners,
  personas,
  TerminatedPartners,
  type Gateway,
  type GatewayOptions,
} from '@tributary/gateway';
import { SystemClock } from '@tributary/kernel';
import { eventLogFromConfig, type KafkaOptions, type LogConfig } from '@tributary/messaging';
import { demo } from '../seed/demo.js';
import { SeedClock } from '../seed/seed-clock.js';
import type { SeedContext } from '../seed/seed.js';
import { definitions } from './definitions.js';
import { Endings } from './endings.js';
import { openDatabases } from './open-databases.js';
import { freePort, mustBeFree } from './port.js';
import { RunningServices } from './running-services.js';
import type { StartOptions, Tributary } from './tributary.js';

export type { StartOptions, Tributary } from './tributary.js';

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
  const { host = '127.0.0.1', services: wanted = definitions, say = () => undefined } = options;
  if (options.port !== 0) await mustBeFree(options.port, host);
  const port = options.port === 0 ? await freePort() : options.port;
  const url = `http://${host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host}:${port}`;
  const { publicUrl = url } = options;
  const folder = resolve(options.dataFolder);
  mkdirSync(folder, { recursive: true });
  if (options.kafka !== undefined) await mustAnswer(options.kafka, say);

  const issuer = options.auth === undefined ? await developmentIssuer(folder, port, options) : null;
  const auth = options.auth ?? issuer!.auth;
  const names = wanted.map(({ name }) => name);
  const databases = await openDatabases(options, folder, names, endings, say);
  const clock = new SeedClock(options.clock ?? new SystemClock());
  say(`Starting ${names.join(', ')}`);
  const services = await RunningServices.start(wanted, { databases, auth, publicUrl, clock, endings });
  const service = services.named.bind(services);

  if (databases.mustSeed) {
    say('Preparing the demo');
    await databases.notes.noteSeed('begun');
    await databases.notes.noteBindings(await demo({ service, token: tokensOf(issuer), clock, say }));
    clock.returnToPresent();
    await databases.notes.noteSeed('demo');
  }
  const bindings = await databases.notes.bindings();
  if (bindings !== null) issuer?.bind(bindings);

  const denials = new DenialRecord(folder);
  endings.add(() => denials.close());
  const terminated = await terminatedPartners(databases.log, endings);
  const gateway = await createGateway({
    ...doorOf(options),
    port,
    host,
    publicUrl,
    auth,
    terminated,
    audit: denials,
    upstreams: services.upstreams,
    ...(issuer === null ? {} : { developmentIssuer: issuer }),
  });
  endings.add(() => gateway.close());
  await everythingReady(url);
  return {
    url,
    gateway,
    services: services.byName,
    service,
    issuer,
    denials,
    terminated,
    clock,
    log: databases.log,
    adminUrl: databases.adminUrl,
    close: () => endings.all(),
    destroy: () => databases.server.drop(names),
    kill: () => databases.embedded?.kill(),
  };
}

function developmentIssuer(
  folder: string,
  port: number,
  { production = false }: StartOptions,
): Promise<DevelopmentIssuer> {
  return DevelopmentIssuer.open({ folder, issuer: `http://127.0.0.1:${port}`, production });
}

function tokensOf(issuer: DevelopmentIssuer | null): SeedContext['token'] {
  return async (name, partnerId) => {
    const persona = personas.find((one) => one.persona === name);
    if (issuer === null || persona === undefined)
      throw new Error('The demo is told by the personas of the development issuer. Start with SEED=none.');
    return (await issuer.tokenFor(persona, partnerId)).accessToken;
  };
}

/** Before anything expensive is begun. */
async function mustAnswer(kafka: KafkaOptions, say: (line: string) => void): Promise<void> {
  say(`Looking for Kafka on ${kafka.brokers.join(', ')}`);
  await (await eventLogFromConfig({ kafka })).close();
}

async function terminatedPartners(where: LogConfig, endings: Endings): Promise<TerminatedPartners> {
  const terminated = new TerminatedPartners();
  const log = await eventLogFromConfig(where);
  endings.add(() => log.close());
  const following = await followPartners(log, terminated, randomUUID());
  endings.add(() => following.close());
  return terminated;
}

function doorOf(options: StartOptions): Partial<GatewayOptions> {
  const { allowedOrigins, trustedProxies, gatewayRules } = options;
  return {
    ...(allowedOrigins === undefined ? {} : { allowedOrigins }),
    ...(trustedProxies === undefined ? {} : { trustedProxies }),
    ...(gatewayRules === undefined ? {} : { rules: gatewayRules }),
  };
}

const readyMilliseconds = 60_000;

async function everythingReady(url: Gateway['url']): Promise<void> {
  const until = Date.now() + readyMilliseconds;
  for (;;) {
    const answer = await fetch(`${url}/health/ready`);
    const report = await answer.text();
    if (answer.ok) return;
    if (Date.now() > until) throw new Error(`Not every service became ready: ${report}`);
    await new Promise((wake) => setTimeout(wake, 100));
  }
}
