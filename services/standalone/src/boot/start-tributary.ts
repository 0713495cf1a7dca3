import { randomUUID } from 'node:crypto';
import {
  createGateway,
  DenialRecord,
  followPartners,
  TerminatedPartners,
  type GatewayOptions,
} from '@tributary/gateway';
import { SystemClock } from '@tributary/kernel';
import { eventLogFromConfig, type LogConfig } from '@tributary/messaging';
import { SeedClock } from '../seed/seed-clock.js';
import { definitions } from './definitions.js';
import { Endings } from './endings.js';
import { openInstallation } from './open-installation.js';
import { prepareDemo } from './prepare-demo.js';
import { untilReady } from './ready.js';
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
  const { services: wanted = definitions, say = () => undefined } = options;
  const { host, port, url, publicUrl, folder, issuer, auth, names, databases } = await openInstallation(
    options,
    endings,
  );
  const { notes, log } = databases;
  const clock = new SeedClock(options.clock ?? new SystemClock());
  say(`Starting ${names.join(', ')}`);
  const services = await RunningServices.start(wanted, { databases, auth, publicUrl, clock, endings });
  if (databases.mustSeed) await prepareDemo({ services, notes, issuer, clock, say });
  const bindings = await notes.bindings();
  if (bindings !== null) issuer?.bind(bindings);

  const denials = new DenialRecord(folder);
  endings.add(() => denials.close());
  const terminated = await terminatedPartners(log, endings);
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
  await untilReady(url);
  return {
    url,
    gateway,
    services: services.byName,
    service: services.named.bind(services),
    issuer,
    denials,
    terminated,
    clock,
    log,
    adminUrl: databases.adminUrl,
    close: () => endings.all(),
    destroy: () => databases.server.drop(names),
    kill: () => databases.embedded?.kill(),
  };
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
