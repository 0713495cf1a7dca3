import type { ServiceDatabase } from '@tributary/persistence';
import { Child } from './child.js';
import type { Cluster } from './cluster.js';
import { connected, inDatabase } from './connected.js';
import { explain, type Explained } from './explain.js';
import { fillDeals } from './fill.js';
import { HttpConnection, type Ask } from './http-connection.js';
import type { Issuer } from './issuer.js';
import { drive, median, mustBe, type Measured } from './load.js';
import type { Sent } from './recording.js';
import { registerDeal } from './requests.js';
import type { ServiceOrder, StartedService } from './service-process.js';
import { copyOf, distributors, logDatabase, partners, salesDatabase } from './world.js';

export interface ListSettings {
  readonly small: number;
  readonly large: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
}

export const readers = ['vendor', 'partner', 'distributor'] as const;
export type Reader = (typeof readers)[number];
type Size = 'small' | 'large';

interface Opened {
  readonly child: Child;
  readonly started: StartedService;
  readonly database: ServiceDatabase;
}

export interface ListFigures {
  readonly figures: Readonly<Record<Reader, Readonly<Record<Size, Measured>>>>;
  /** Median of the rounds: time per request at the large size over that at the small one. */
  readonly ratios: Readonly<Record<Reader, number>>;
  readonly plans: Readonly<Record<Reader, readonly Explained[]>>;
}

/** The first and the second page of the list of deals, on two databases that differ in size only. */
export async function measureLists(cluster: Cluster, issuer: Issuer, settings: ListSettings): Promise<ListFigures> {
  const tokens: Record<Reader, string> = {
    vendor: await issuer.vendor(),
    partner: await issuer.partner(partners[0] ?? ''),
    distributor: await issuer.partner(distributors[0] ?? ''),
  };
  await modelDatabase(cluster, issuer);
  const open = async (size: Size): Promise<Opened> => {
    const database = await copyOf(cluster, 'model', size);
    await connected(inDatabase(cluster.adminUrl, size), (admin) => fillDeals(admin, settings[size]));
    const log = await logDatabase(cluster, `log_${size}`);
    const order: ServiceOrder = { do: 'start', service: 'sales', database, log, auth: issuer.auth, records: true };
    return { database, ...(await Child.start<ServiceOrder, StartedService>('service-process', order)) };
  };
  const sizes = { small: await open('small'), large: await open('large') };
  try {
    const rounds: Record<Reader, Record<Size, Measured>>[] = [];
    for (let at = 0; at <= settings.rounds; at += 1) {
      const round = {} as (typeof rounds)[number];
      for (const reader of readers) {
        round[reader] = {} as Record<Size, Measured>;
        for (const size of at % 2 === 0 ? (['small', 'large'] as const) : (['large', 'small'] as const)) {
          round[reader][size] = await measure(sizes[size], tokens[reader], settings);
        }
      }
      if (at > 0) rounds.push(round); // the first one warms up
    }
    const plans = {} as Record<Reader, readonly Explained[]>;
    const { child, started, database } = sizes.large;
    for (const reader of readers) {
      await child.ask<ServiceOrder, Sent[]>({ do: 'sent' });
      const asked = await pages(started.url, tokens[reader]);
      const sent = await child.ask<ServiceOrder, Sent[]>({ do: 'sent' });
      plans[reader] = await explain(reader === 'vendor' ? database.vendor : database.partner, sent, asked.length);
    }
    return { ...summary(rounds), plans };
  } finally {
    await Promise.all([sizes.small.child.stop(), sizes.large.child.stop()]);
  }
}

/** A database with one deal, which the service registered: the model of all others. */
async function modelDatabase(cluster: Cluster, issuer: Issuer): Promise<void> {
  const database = await salesDatabase(cluster, 'model');
  const log = await logDatabase(cluster, 'log_model');
  const order: ServiceOrder = { do: 'start', service: 'sales', database, log, auth: issuer.auth, records: false };
  const { child, started } = await Child.start<ServiceOrder, StartedService>('service-process', order);
  const connection = await HttpConnection.open(started.url);
  try {
    const partnerId = partners[0] ?? '';
    mustBe(201, await connection.send(registerDeal({ partnerId, token: await issuer.partner(partnerId) })));
  } finally {
    connection.close();
    await child.stop();
  }
}

/** The request for the first page and the one for the page behind it. */
async function pages(address: string, token: string): Promise<Ask[]> {
  const connection = await HttpConnection.open(address);
  const ask = (query: string): Ask => ({
    method: 'GET',
    path: `/v1/deal-registrations?limit=50${query}`,
    headers: { authorization: `Bearer ${token}` },
  });
  try {
    const { items, nextCursor } = JSON.parse(mustBe(200, await connection.send(ask('')))) as {
      items: unknown[];
      nextCursor: string | null;
    };
    if (items.length !== 50 || nextCursor === null) throw new Error(`a page of ${items.length} is not full`);
    const second = ask(`&cursor=${encodeURIComponent(nextCursor)}`);
    mustBe(200, await connection.send(second));
    return [ask(''), second];
  } finally {
    connection.close();
  }
}

async function measure(
  { child, started }: Opened,
  token: string,
  { seconds, connections }: ListSettings,
): Promise<Measured> {
  const asks = await pages(started.url, token);
  let asked = 0;
  const until = performance.now() + seconds * 1000;
  return drive({
    address: started.url,
    servers: [child],
    connections,
    next: () => (performance.now() > until ? null : (asks[(asked += 1) % asks.length] ?? null)),
    answered: (reply) => mustBe(200, reply),
  });
}

function summary(rounds: readonly Record<Reader, Record<Size, Measured>>[]): Pick<ListFigures, 'figures' | 'ratios'> {
  const each = <T>(make: (reader: Reader) => T) =>
    Object.fromEntries(readers.map((reader) => [reader, make(reader)])) as Record<Reader, T>;
  const measured = (reader: Reader, size: Size): Measured => ({
    requests: rounds.reduce((sum, round) => sum + round[reader][size].requests, 0),
    perSecond: median(rounds.map((round) => round[reader][size].perSecond)),
    p50: median(rounds.map((round) => round[reader][size].p50)),
    p99: median(rounds.map((round) => round[reader][size].p99)),
    cpu: median(rounds.map((round) => round[reader][size].cpu)),
  });
  return {
    figures: each((reader) => ({ small: measured(reader, 'small'), large: measured(reader, 'large') })),
    ratios: each((reader) =>
      median(rounds.map((round) => round[reader].small.perSecond / round[reader].large.perSecond)),
    ),
  };
}
