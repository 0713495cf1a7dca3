import { setTimeout as sleep } from 'node:timers/promises';
import type { LogConfig } from '@tributary/messaging';
import { platformMigrations, type ServiceDatabase } from '@tributary/persistence';
import { Child } from './child.js';
import type { Cluster } from './cluster.js';
import { connected, inDatabase } from './connected.js';
import {
  effectsOf,
  floodOf,
  latencyOf,
  warmUp,
  type Course,
  type Effects,
  type EventFigures,
  type EventSettings,
} from './course.js';
import type { Issuer } from './issuer.js';
import type { ServiceOrder, StartedService } from './service-process.js';
import type { StartTeller, Tell } from './teller-process.js';
import { emptyDatabase, logDatabase, salesDatabase } from './world.js';

/** The embedded log, on the same PostgreSQL as the services. */
export async function measureEvents(cluster: Cluster, issuer: Issuer, settings: EventSettings): Promise<EventFigures> {
  const course = await openCourse(cluster, issuer, 'events', await logDatabase(cluster, 'log_of_events'));
  try {
    await warmUp(course);
    return { latency: await latencyOf(course, settings), flood: await floodOf(course, settings) };
  } finally {
    await course.stop();
  }
}

/**
 * An account is committed in one service and takes effect in the other: outbox, relay, log, inbox and handler between them.
 * The instants are the commit timestamps of the database server.
 */
export async function openCourse(cluster: Cluster, issuer: Issuer, name: string, log: LogConfig): Promise<Course> {
  const places = { teller: `${name}_teller`, told: `${name}_told` };
  const database = await salesDatabase(cluster, places.told);
  const teller = await tellerDatabase(cluster, places.teller);
  const listening = await Child.start<ServiceOrder, StartedService>('service-process', {
    do: 'start',
    service: 'sales',
    database,
    log,
    auth: issuer.auth,
    records: false,
  });
  const telling = await Child.start<StartTeller, null>('teller-process', { do: 'start', database: teller, log });
  return {
    async run(order: Tell): Promise<Effects> {
      await connected(inDatabase(cluster.adminUrl, places.teller), (admin) => admin.query('TRUNCATE told'));
      await connected(inDatabase(cluster.adminUrl, places.told), (admin) => admin.query('TRUNCATE account_replica'));
      await telling.child.ask<Tell, null>(order);
      return allEffects(cluster, places, order.events);
    },
    async stop() {
      await telling.child.stop();
      await listening.child.stop();
    },
  };
}

async function tellerDatabase(cluster: Cluster, name: string): Promise<ServiceDatabase> {
  const urls = await emptyDatabase(cluster, 'presales', name, platformMigrations);
  await connected(inDatabase(cluster.adminUrl, name), async (admin) => {
    await admin.query('CREATE TABLE told(id uuid PRIMARY KEY); GRANT INSERT ON told TO presales_vendor');
  });
  return urls;
}

/** Waits until every fact has taken effect, and no effect is there twice: it is a row. */
async function allEffects(
  cluster: Cluster,
  { teller, told }: { readonly teller: string; readonly told: string },
  events: number,
): Promise<Effects> {
  const moments = (database: string, table: string): Promise<Map<string, number>> =>
    connected(inDatabase(cluster.adminUrl, database), async (admin) => {
      const { rows } = await admin.query<{ id: string; at: string }>(
        `SELECT id, extract(epoch FROM pg_xact_commit_timestamp(xmin)) * 1000 AS at FROM ${table}`,
      );
      return new Map(rows.map(({ id, at }) => [id, Number(at)]));
    });
  const facts = await moments(teller, 'told');
  if (facts.size !== events) throw new Error(`${facts.size} facts were committed instead of ${events}`);
  return connected(inDatabase(cluster.adminUrl, told), async (admin) => {
    for (const deadline = performance.now() + 300_000; performance.now() < deadline; await sleep(200)) {
      // Counted first, so that the watching itself takes little of the processors.
      const { rows } = await admin.query<{ rows: number }>('SELECT count(*)::int AS rows FROM account_replica');
      if ((rows[0]?.rows ?? 0) < events) continue;
      const effects = effectsOf(facts, await moments(told, 'account_replica'));
      if (effects !== null) return effects;
    }
    throw new Error('some facts took no effect');
  });
}
