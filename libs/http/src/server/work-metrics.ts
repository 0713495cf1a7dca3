import type { ConsumerFigures, EventsServer, Relay, RelayFigures } from '@tributary/messaging';
import type { Database } from '@tributary/persistence';
import { Gauge, type Registry } from 'prom-client';

type Figures = RelayFigures & ConsumerFigures;

const freshFor = 1_000;

/** How far events and connections are behind; asked for when the metrics are. */
export function observeWork(registry: Registry, relay: Relay, events: EventsServer, database: Database): void {
  let asked = { at: 0, figures: Promise.reject<Figures>(new Error('not asked yet')) };
  asked.figures.catch(() => undefined);
  const figures = (): Promise<Figures> => {
    if (Date.now() - asked.at > freshFor) {
      const both = Promise.all([relay.figures(), events.figures()]).then(([sent, consumed]) => ({
        ...sent,
        ...consumed,
      }));
      asked = { at: Date.now(), figures: both };
    }
    return asked.figures;
  };
  for (const [name, help, value] of gauges) {
    new Gauge({
      name,
      help,
      registers: [registry],
      async collect() {
        this.set(value(await figures()));
      },
    });
  }
  new Gauge({
    name: 'database_pool_waiting',
    help: 'Calls that wait for a connection',
    labelNames: ['pool'],
    registers: [registry],
    collect() {
      for (const pool of ['vendor', 'partner'] as const) this.set({ pool }, database.pool(pool).waitingCount);
    },
  });
}

const gauges: readonly (readonly [string, string, (figures: Figures) => number])[] = [
  ['outbox_oldest_seconds', 'Age of the oldest event that waits in the outbox', (one) => one.oldestAgeSeconds],
  ['relay_sent_events', 'Events sent to the log since the start', (one) => one.sent],
  ['relay_failures', 'Failed attempts to send since the start', (one) => one.failures],
  ['consumer_lag_events', 'Events on the log that are not handled yet', (one) => one.lag],
  ['consumer_parked_keys', 'Keys that are set aside for a retry', (one) => one.parkedKeys],
  ['consumer_dead_keys', 'Keys that no retry will help', (one) => one.deadKeys],
  ['consumer_dead_letters', 'Events that could not be handled', (one) => one.deadLetters],
  [
    'consumer_stopped_handlers',
    'Handlers that rest because most of their events fail',
    (one) => one.stoppedHandlers.length,
  ],
];
