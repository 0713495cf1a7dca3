import { join } from 'node:path';
import type { DevelopmentIssuer } from '@tributary/gateway';
import { SystemClock } from '@tributary/kernel';
import type { LogConfig } from '@tributary/messaging';
import { definitions } from '../boot/definitions.js';
import { Endings } from '../boot/endings.js';
import { openInstallation, type OpenInstallation } from '../boot/open-installation.js';
import { freePort } from '../boot/port.js';
import { prepareDemo } from '../boot/prepare-demo.js';
import { RunningServices } from '../boot/running-services.js';
import type { StartOptions } from '../boot/tributary.js';
import { passedOn } from '../config.js';
import { SeedClock } from '../seed/seed-clock.js';
import type { Running } from '../stop.js';
import { gatewayEnvironment, serviceEnvironment } from './environment.js';
import { ServiceProcess, type ProcessSpec } from './service-process.js';

export interface StartedServices extends Running {
  readonly url: string;
  readonly log: LogConfig;
  readonly issuer: DevelopmentIssuer | null;
  readonly processes: readonly ServiceProcess[];
}

const programs = join(import.meta.dirname, '../../..');
const print = (line: string): void => void process.stdout.write(`${line}\n`);

/** Starts the gateway and every service as a process of its own, and comes back when all of them are ready. */
export async function startServices(options: StartOptions): Promise<StartedServices> {
  const endings = new Endings();
  options.signal?.addEventListener('abort', () => void endings.all(), { once: true });
  try {
    return await start(options, endings);
  } catch (error) {
    await endings.all();
    throw error;
  }
}

async function start(options: StartOptions, endings: Endings): Promise<StartedServices> {
  const { say = () => undefined } = options;
  const installation = await openInstallation(options, endings);
  const { databases, issuer, names, url } = installation;
  if (databases.mustSeed) await seed(options, installation);
  const bindings = await databases.notes.bindings();
  if (bindings !== null) issuer?.bind(bindings);

  say(`Starting ${names.join(', ')}`);
  const specs: ProcessSpec[] = [];
  for (const name of names) {
    const ports = { http: await freePort(), metrics: await freePort() };
    const database = await databases.server.forService(name);
    specs.push({
      name,
      program: join(programs, name, 'dist', 'main.js'),
      url: `http://127.0.0.1:${ports.http}`,
      environment: { ...passedOn(), ...serviceEnvironment(installation, database, ports) },
    });
  }
  const begin = (spec: ProcessSpec): ServiceProcess => {
    const process = new ServiceProcess(spec, print);
    endings.add(() => process.stop());
    return process;
  };
  const services = specs.map(begin);
  await Promise.all(services.map((service) => service.ready()));
  say('Starting gateway');
  const gateway = begin({
    name: 'gateway',
    program: join(programs, 'gateway', 'dist', 'main.js'),
    url,
    environment: { ...passedOn(), ...gatewayEnvironment(installation, specs) },
  });
  await gateway.ready();
  const processes = [gateway, ...services];
  return {
    url,
    log: databases.log,
    issuer,
    processes,
    close: () => endings.all(),
    kill: () => {
      for (const process of processes) process.kill();
      databases.embedded?.kill();
    },
  };
}

/** The demo lives through half a year, which only a clock of its own process can: it is told before the processes start. */
async function seed({ say = () => undefined }: StartOptions, installation: OpenInstallation): Promise<void> {
  const { databases, auth, publicUrl, issuer } = installation;
  const endings = new Endings();
  const clock = new SeedClock(new SystemClock());
  try {
    const services = await RunningServices.start(definitions, { databases, auth, publicUrl, clock, endings });
    await prepareDemo({ services, notes: databases.notes, issuer, clock, say });
  } finally {
    await endings.all();
  }
}
