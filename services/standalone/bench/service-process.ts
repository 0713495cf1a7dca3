import { Logger } from '@nestjs/common';
import { bootService, type AuthConfig, type RunningService } from '@tributary/http';
import type { LogConfig } from '@tributary/messaging';
import { UnitOfWork, type ServiceDatabase } from '@tributary/persistence';
import { definition as presales } from '@tributary/presales';
import { definition as sales } from '@tributary/sales';
import { obey } from './child.js';
import { Recording } from './recording.js';

const definitions = { presales, sales };

export interface StartService {
  readonly do: 'start';
  readonly service: keyof typeof definitions;
  readonly database: ServiceDatabase;
  readonly log: LogConfig;
  readonly auth: AuthConfig;
  /** Whether `sent` will be asked; what is not recorded is not slowed down. */
  readonly records: boolean;
}

export interface StartedService {
  readonly url: string;
  readonly openapi: unknown;
}

/** How many transactions took how many flights since the last look. */
export type Flights = Readonly<Record<string, number>>;

export type ServiceOrder = StartService | { readonly do: 'flights' | 'sent' | 'memory' };

let running: RunningService | null = null;
let recording: Recording | null = null;
let flights: Record<string, number> = {};

async function start({ service: name, database, log, auth, records }: StartService): Promise<StartedService> {
  Logger.overrideLogger(['error', 'warn']); // a line per request is no part of what is measured
  if (records) recording = new Recording();
  const service = await bootService(definitions[name], { database, log, auth, standalone: true });
  running = service;
  service.app.get(UnitOfWork, { strict: false }).onCommit((commit) => {
    flights[commit.flights] = (flights[commit.flights] ?? 0) + 1;
  });
  return { url: service.url, openapi: service.openapi };
}

obey<ServiceOrder>(
  (order) => {
    if (order.do === 'start') return start(order);
    if (order.do === 'memory') return Promise.resolve(process.memoryUsage().rss);
    if (order.do === 'sent') return Promise.resolve(recording?.take());
    const seen = flights;
    flights = {};
    return Promise.resolve(seen);
  },
  async () => running?.close(),
);
