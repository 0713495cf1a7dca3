import { setTimeout as sleep } from 'node:timers/promises';
import { platformMigration, type ServiceDatabase } from '@tributary/persistence';
import { Child } from './child.js';
import { connected, inDatabase, type Cluster } from './cluster.js';
import type { Issuer } from './issuer.js';
import type { ServiceOrder, StartedService } from './service-process.js';
import type { StartTeller, Tell } from './teller-process.js';
import { emptyDatabase, logDatabase, salesDatabase } from './world.js';

export interface EventSettings {
  /** Events a second, and for how many seconds, for the latency. */
  readonly rate: number;
  readonly seconds: number;
  /** Committed as fast as they can be, for the throughput. */
  readonly flood: number;
}

export interface EventFigures {
  /** Milliseconds from the commit of a fact to the commit of its effect in the other service, by the server's commit timestamps. */
  readonly latency: { readonly events: number; readonly p50: number; readonly p99: number; readonly worst: number };
  /** From the first commit to the last effect. */
  readonly flood: { readonly events: number; readonly seconds: number; readonly perSecond: number };
}

/** An account is committed in one service and takes effect in the other: outbox, relay, embedded log, inbox and handler between them. */
export async function measureEvents(cluster: Cluster, issuer: Issuer, settings: EventSettings): Promise<EventFigures> {
  const sales = await salesDatabase(cluster, 'told_to');
  const logUrl = await logDatabase(cluster, 'log_of_events');
  const teller = await tellerDatabase(cluster);
  const listening = await Child.start<ServiceOrder, StartedService>('service-process', {
    do: 'start',
    service: 'sales',
    database: sales,
    logUrl,
    auth: issuer.auth,
    records: false,
  });
  const telling = await Child.start<StartTeller, null>('teller-process', { do: 'start', database: teller, logUrl });
  const round = async (order: Tell): Promise<Effects> => {
    await connected(inDatabase(cluster.adminUrl, 'teller'), (admin) => admin.query('TRUNCATE told'));
    await telling.child.ask<Tell, null>(order);
    return effectsOf(cluster, order.events);
  };
  try {
    await round({ do: 'tell', events: 1_000, perTransaction: 100, perSecond: null }); // to warm up
    const { rate, seconds, flood } = settings;
    const paced = await round({ do: 'tell', events: rate * seconds, perTransaction: 1, perSecond: rate });
    const flooded = await round({ do: 'tell', events: flood, perTransaction: 100, perSecond: null });
    const took = (flooded.lastEffect - flooded.firstFact) / 1000;
    return {
      latency: { events: rate * seconds, ...percentiles(paced.latencies) },
      flood: { events: flood, seconds: took, perSecond: flood / took },
    };
  } finally {
    await telling.child.stop();
    await listening.child.stop();
  }
}

async function tellerDatabase(cluster: Cluster): Promise<ServiceDatabase> {
  const urls = await emptyDatabase(cluster, 'presales', 'teller', [platformMigration]);
  await connected(inDatabase(cluster.adminUrl, 'teller'), async (admin) => {
    await admin.query('CREATE TABLE told(id uuid PRIMARY KEY); GRANT INSERT ON told TO presales_vendor');
  });
  return urls;
}

interface Effects {
  readonly latencies: readonly number[];
  readonly firstFact: number;
  readonly lastEffect: number;
}

/** Waits until every fact has taken effect, and no effect is there twice: it is a row. */
async function effectsOf(cluster: Cluster, events: number): Promise<Effects> {
  const moments = (database: string, table: string): Promise<Map<string, number>> =>
    connected(inDatabase(cluster.adminUrl, database), async (admin) => {
      const { rows } = await admin.query<{ id: string; at: string }>(
        `SELECT id, extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000 AS at FROM ${table}`,
      );
      return new Map(rows.map(({ id, at }) => [id, Number(at)]));
    });
  const facts = await moments('teller', 'told');
  if (facts.size !== events) throw new Error(`${facts.size} facts were committed instead of ${events}`);
  for (const deadline = performance.now() + 120_000; ;) {
    const effects = await moments('told_to', 'account_replica');
    const both = [...facts].flatMap(([id, told]) => {
      const effect = effects.get(id);
      return effect === undefined ? [] : [{ told, effect }];
    });
    if (both.length === events)
      return {
        latencies: both.map(({ told, effect }) => effect - told),
        firstFact: Math.min(...both.map(({ told }) => told)),
        lastEffect: Math.max(...both.map(({ effect }) => effect)),
      };
    if (performance.now() > deadline) throw new Error(`${events - both.length} facts took no effect`);
    await sleep(500);
  }
}

function percentiles(latencies: readonly number[]): { p50: number; p99: number; worst: number } {
  const sorted = [...latencies].sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;
  return { p50: at(0.5), p99: at(0.99), worst: at(1) };
}
