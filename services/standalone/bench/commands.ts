import type { BareCommand, StartBare } from './bare-process.js';
import { Child } from './child.js';
import type { Cluster } from './cluster.js';
import { connected, inDatabase } from './connected.js';
import { addPast } from './fill.js';
import type { StartGateway } from './gateway-process.js';
import { HttpConnection } from './http-connection.js';
import type { Issuer } from './issuer.js';
import { drive, median, mustBe, type Load, type Measured } from './load.js';
import type { Sent } from './recording.js';
import { approveDeal, newCustomer, registerDeal, registeredBy, type Caller, type RegisteredDeal } from './requests.js';
import type { Flights, ServiceOrder, StartedService } from './service-process.js';
import { bareCommand } from './sample.js';
import { copyOf, logDatabase, partners, salesDatabase } from './world.js';

export interface CommandSettings {
  /** Deals that are there before the first round. */
  readonly past: number;
  readonly rounds: number;
  readonly seconds: number;
  readonly connections: number;
}

export const targets = ['bare', 'reading', 'service', 'gateway'] as const;
export type Target = (typeof targets)[number];
export type Verb = 'register' | 'approve';

export interface CommandFigures {
  /** Medians over the rounds. */
  readonly figures: Readonly<Record<Verb, Readonly<Record<Target, Measured>>>>;
  /** Median of the rounds' ratios to the bare program in the same round. */
  readonly ratios: Readonly<Record<Verb, Readonly<Record<'reading' | 'service' | 'gateway', number>>>>;
  readonly flights: Readonly<Record<Verb, Flights>>;
  /** Rows per approved deal, by table: equal, or the comparison is void. */
  readonly rows: Readonly<Record<'bare' | 'service', Readonly<Record<string, number>>>>;
}

type Place = Pick<Load, 'address' | 'servers'>;
type Round = Record<Target, Record<Verb, Measured>>;

/** Registers and approves deals through the bare program, the service and the gateway, in turns. */
export async function measureCommands(
  cluster: Cluster,
  issuer: Issuer,
  settings: CommandSettings,
): Promise<CommandFigures> {
  const database = await salesDatabase(cluster, 'sales');
  const callers = await Promise.all(
    partners.map(async (partnerId) => ({ partnerId, token: await issuer.partner(partnerId) })),
  );
  const vendor = await issuer.vendor();
  const log = await logDatabase(cluster, 'event_log');

  const samples = await takeSamples(
    { do: 'start', service: 'sales', database, log, auth: issuer.auth, records: true },
    callers,
    vendor,
  );
  await connected(inDatabase(cluster.adminUrl, 'sales'), (admin) => addPast(admin, settings.past));
  const bareDatabase = await copyOf(cluster, 'sales', 'bare');
  const sales = await Child.start<ServiceOrder, StartedService>('service-process', {
    do: 'start',
    service: 'sales',
    database,
    log,
    auth: issuer.auth,
    records: false,
  });
  const program = (readsForRules: boolean) =>
    Child.start<StartBare, string>('bare-process', { database: bareDatabase, readsForRules, ...samples });
  const bare = await program(false);
  const reading = await program(true);
  const upstream = {
    name: 'sales',
    title: 'Sales',
    description: '',
    errors: {},
    url: sales.started.url,
    openapi: sales.started.openapi,
  };
  const gateway = await Child.start<StartGateway, string>('gateway-process', {
    upstreams: [upstream as never],
    auth: issuer.auth,
  });
  const places: Record<Target, Place> = {
    bare: { address: bare.started, servers: [bare.child] },
    reading: { address: reading.started, servers: [reading.child] },
    service: { address: sales.started.url, servers: [sales.child] },
    gateway: { address: gateway.started, servers: [gateway.child, sales.child] },
  };
  try {
    const flights: Record<Verb, Flights> = { register: {}, approve: {} };
    const look = async (verb: Verb): Promise<void> => {
      flights[verb] = added(flights[verb], await sales.child.ask<ServiceOrder, Flights>({ do: 'flights' }));
    };
    const before = { bare: await rowsIn(cluster, 'bare'), service: await rowsIn(cluster, 'sales') };
    const rounds: Round[] = [];
    for (let at = 0; at <= settings.rounds; at += 1) {
      const round = {} as Round;
      for (const target of inTurns(at)) round[target] = await measure(places[target], callers, vendor, settings, look);
      if (at > 0) rounds.push(round); // the first one warms up
    }
    const after = { bare: await rowsIn(cluster, 'bare'), service: await rowsIn(cluster, 'sales') };
    const rows = {
      bare: rowsPerDeal(before.bare, after.bare),
      service: rowsPerDeal(before.service, after.service),
    };
    return { ...summary(rounds), flights, rows };
  } finally {
    await gateway.child.stop();
    await Promise.all([bare.child.stop(), reading.child.stop(), sales.child.stop()]);
  }
}

/** One command of each kind through the real service, and what it sent for it. */
async function takeSamples(
  order: ServiceOrder,
  callers: readonly Caller[],
  vendor: string,
): Promise<Record<Verb, BareCommand>> {
  const { child, started } = await Child.start<ServiceOrder, StartedService>('service-process', order);
  const connection = await HttpConnection.open(started.url);
  const sent = (): Promise<Sent[]> => child.ask<ServiceOrder, Sent[]>({ do: 'sent' });
  try {
    const caller = callers[0];
    if (caller === undefined) throw new Error('there is no partner');
    const [customer, partner] = [newCustomer(), caller.partnerId];
    // Warm first: what is read once and cached is not part of every command.
    const first = registerDeal(caller);
    const warm = registeredBy(first, mustBe(201, await connection.send(first)));
    mustBe(200, await connection.send(approveDeal(warm, vendor)));

    await sent();
    const registering = registerDeal(caller, customer);
    const registered = mustBe(201, await connection.send(registering));
    const deal = registeredBy(registering, registered);
    const key = (headers: Readonly<Record<string, string>>): string => headers['idempotency-key'] ?? '';
    const register = bareCommand(await sent(), { customer, partner, key: key(registering.headers) }, registered);
    const approving = approveDeal(deal, vendor);
    const approved = mustBe(200, await connection.send(approving));
    const approve = bareCommand(
      await sent(),
      { customer, partner, key: key(approving.headers), deal: deal.id },
      approved,
    );
    return { register, approve };
  } finally {
    connection.close();
    await child.stop();
  }
}

async function measure(
  place: Place,
  callers: readonly Caller[],
  vendor: string,
  { seconds, connections }: CommandSettings,
  look: (verb: Verb) => Promise<void>,
): Promise<Record<Verb, Measured>> {
  const deals: RegisteredDeal[] = [];
  let asked = 0;
  const until = performance.now() + seconds * 1000;
  const register = await drive({
    ...place,
    connections,
    next: () => {
      const caller = callers[(asked += 1) % callers.length];
      return caller === undefined || performance.now() > until ? null : registerDeal(caller);
    },
    answered: (reply, ask) => deals.push(registeredBy(ask, mustBe(201, reply))),
  });
  await look('register');
  let approved = 0;
  const approve = await drive({
    ...place,
    connections,
    next: () => {
      const deal = deals[approved];
      approved += 1;
      return deal === undefined ? null : approveDeal(deal, vendor);
    },
    answered: (reply) => mustBe(200, reply),
  });
  await look('approve');
  return { register, approve };
}

/** Each target is first, second and last equally often. */
function inTurns(round: number): Target[] {
  const first = round % targets.length;
  return [...targets.slice(first), ...targets.slice(0, first)];
}

function summary(rounds: readonly Round[]): Pick<CommandFigures, 'figures' | 'ratios'> {
  const middle = (verb: Verb, target: Target, field: keyof Measured): number =>
    median(rounds.map((round) => round[target][verb][field]));
  const measured = (verb: Verb, target: Target): Measured => ({
    requests: rounds.reduce((sum, round) => sum + round[target][verb].requests, 0),
    perSecond: middle(verb, target, 'perSecond'),
    p50: middle(verb, target, 'p50'),
    p99: middle(verb, target, 'p99'),
    cpu: middle(verb, target, 'cpu'),
  });
  const ratio = (verb: Verb, target: Target): number =>
    median(rounds.map((round) => round[target][verb].perSecond / round.bare[verb].perSecond));
  const of = <T>(make: (verb: Verb) => T): Record<Verb, T> => ({
    register: make('register'),
    approve: make('approve'),
  });
  return {
    figures: of((verb) => ({
      bare: measured(verb, 'bare'),
      reading: measured(verb, 'reading'),
      service: measured(verb, 'service'),
      gateway: measured(verb, 'gateway'),
    })),
    ratios: of((verb) => ({
      reading: ratio(verb, 'reading'),
      service: ratio(verb, 'service'),
      gateway: ratio(verb, 'gateway'),
    })),
  };
}

function added(one: Flights, other: Flights): Flights {
  const sum: Record<string, number> = { ...one };
  for (const [flights, count] of Object.entries(other)) sum[flights] = (sum[flights] ?? 0) + count;
  return sum;
}

const perDeal = ['deal_registration', 'opportunity', 'deal_protection', 'history', 'idempotency'];

// The outbox is not counted: the service's relay empties it. Its rows are in the same statement as the bare program's.
async function rowsIn(cluster: Cluster, database: string): Promise<Record<string, number>> {
  return connected(inDatabase(cluster.adminUrl, database), async (admin) => {
    const counts: Record<string, number> = {};
    for (const table of perDeal) {
      const { rows } = await admin.query<{ count: string }>(`SELECT count(*) FROM ${table}`);
      counts[table] = Number(rows[0]?.count);
    }
    return counts;
  });
}

function rowsPerDeal(before: Record<string, number>, after: Record<string, number>): Record<string, number> {
  const grown = (table: string): number => (after[table] ?? 0) - (before[table] ?? 0);
  return Object.fromEntries(perDeal.map((table) => [table, grown(table) / grown('deal_registration')]));
}
