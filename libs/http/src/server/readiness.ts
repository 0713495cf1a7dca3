import type { EventLog, EventsServer, Relay } from '@tributary/messaging';
import type { Database } from '@tributary/persistence';
import type { Readiness } from './health.js';
import { outageOf } from './outage.js';

interface Depended {
  readonly database: Database;
  readonly log: EventLog;
  readonly events: EventsServer;
  /** Null until it is started. */
  readonly relay: () => Relay | null;
}

/** What a service needs to do its work: its database, the log, and that events go out and come in. */
export function readinessOf({ database, log, events, relay }: Depended): Readiness {
  return {
    database: async () => {
      await database.pool('vendor').query('select 1');
      return null;
    },
    migrations: () => Promise.resolve(null), // it would not have started without them
    log: async () => {
      const { ok, detail = '' } = await log.health();
      return ok ? null : outageOf(detail);
    },
    relay: () => {
      const trouble = relay()?.trouble ?? null;
      return Promise.resolve(trouble === null ? null : `events stay in the outbox: ${outageOf(trouble)}`);
    },
    consumers: () => {
      const { ready, reasons } = events.readiness;
      return Promise.resolve(ready ? null : `events wait: ${[...new Set(reasons.map(outageOf))].join('; ')}`);
    },
  };
}
