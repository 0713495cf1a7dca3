import type { EventsServer, Relay } from '@tributary/messaging';
import type { Database } from '@tributary/persistence';
import { Counter, Gauge, type Registry } from 'prom-client';
import { type CountsKnown, counters, type EventMetric, outboxMetrics, queueMetrics, states } from './event-metrics.js';

const freshForMs = 5_000;
const patienceMs = 3_000;

/**
 * How far events and connections are behind; asked for when the metrics are. What database or log must be asked for is missing while they do not answer,
 * and `event_figures_up` says so; the rest is there.
 */
export function observeWork(registry: Registry, relay: Relay, events: EventsServer, database: Database): void {
  const counts = (): Promise<CountsKnown> => Promise.resolve({ ...relay.counts, ...events.counts });
  const outbox = remembered(() => relay.figures());
  const consumer = remembered(() => events.figures());
  for (const metric of counters) {
    new Counter({
      ...head(metric, registry),
      collect: filled(metric, counts, (self: Counter, labels, value) => self.inc(labels, value)),
    });
  }
  const gauge = <Known>(metric: EventMetric<Known>, known: () => Promise<Known>): void => {
    new Gauge({
      ...head(metric, registry),
      collect: filled(metric, known, (self: Gauge, labels, value) => self.set(labels, value)),
    });
  };
  for (const metric of states) gauge(metric, counts);
  for (const metric of outboxMetrics) gauge(metric, outbox);
  for (const metric of queueMetrics) gauge(metric, consumer);
  new Gauge({
    name: 'event_figures_up',
    help: '0 while what the outbox or the consumers have waiting cannot be asked for',
    labelNames: ['of'],
    registers: [registry],
    async collect() {
      for (const [of, known] of [
        ['outbox', outbox],
        ['consumer', consumer],
      ] as const)
        this.set(
          { of },
          await known().then(
            () => 1,
            () => 0,
          ),
        );
    },
  });
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

function head({ name, help, labels }: EventMetric<never>, registry: Registry) {
  return { name, help, labelNames: [...labels], registers: [registry] };
}

function filled<Known, Self extends { reset(): void }>(
  { series }: EventMetric<Known>,
  known: () => Promise<Known>,
  put: (self: Self, labels: Record<string, string>, value: number) => void,
): (this: Self) => Promise<void> {
  return async function (this: Self) {
    this.reset();
    const now = await known().catch(() => null);
    if (now !== null) for (const { labels, value } of series(now)) put(this, labels, value);
  };
}

/** Asked at most every few seconds, however many metrics are made of it and whoever asks. */
function remembered<Known>(ask: () => Promise<Known>): () => Promise<Known> {
  let asked: { readonly at: number; readonly known: Promise<Known> } | null = null;
  return () => {
    if (asked === null || performance.now() - asked.at > freshForMs) {
      asked = { at: performance.now(), known: inTime(ask()) };
      asked.known.catch(() => undefined);
    }
    return asked.known;
  };
}

function inTime<Known>(asked: Promise<Known>): Promise<Known> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('no answer in time')), patienceMs);
  });
  return Promise.race([asked, late]).finally(() => clearTimeout(timer));
}
