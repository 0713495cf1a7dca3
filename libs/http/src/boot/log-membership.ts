import type { ServiceName } from '@tributary/contracts';
import type { EventLog, LogConfig } from '@tributary/messaging';
import type { Database } from '@tributary/persistence';

interface Membership {
  readonly id: string;
  /** What it worked with so far; null if with none. */
  readonly log: keyof typeof names | null;
  /** Whether its name stands on that log. */
  readonly joined: boolean;
}

/** The service and its event log do not belong together: events would be lost, or come from strangers. */
export class LogMismatch extends Error {}

export const installationTopic = 'tributary.installation.state';

const topic = installationTopic;
const names = { postgres: 'PostgreSQL', kafka: 'Kafka' } as const;
const patienceMs = 10_000;

/**
 * Ties the service's database to one event log, by a record on the log. Topics have global names, so a second installation would
 * receive the first one's events; and on another log nobody would ever read what others have not read yet of the first one.
 */
export async function joinLog(
  log: EventLog,
  config: LogConfig,
  { database, service }: { readonly database: Database; readonly service: ServiceName },
): Promise<void> {
  const kind = 'kafka' in config ? 'kafka' : 'postgres';
  const [{ id, ...before }] = await database.dataSource.query<[Membership]>(
    'SELECT id, log, joined FROM log_membership',
  );
  await log.ensureTopics([{ topic, partitions: 1, compacted: true }]);
  const member = (await membersOf(log)).get(service);
  if (member === undefined) {
    if (before.joined || (before.log !== null && before.log !== kind))
      throw new LogMismatch(otherLog(service, before, kind));
    const value = Buffer.from(JSON.stringify({ service, id }));
    await log.append(topic, 0, [{ id, key: id, headers: {}, value }], patienceMs);
  }
  if ((member ?? (await membersOf(log)).get(service)) !== id) throw new LogMismatch(foreignLog(service, kind));
  if (before.log !== null && before.log !== kind) throw new LogMismatch(otherLog(service, before, kind));
  await database.dataSource.query('UPDATE log_membership SET log = $1, joined = true', [kind]);
}

/** For each service the database that was first to join the log as it. */
export async function membersOf(log: EventLog): Promise<Map<string, string>> {
  const members = new Map<string, string>();
  await log.replay({
    topics: [topic],
    onBatch: ({ records }) => {
      for (const { value } of records) {
        const { service, id } = JSON.parse(value?.toString() ?? '{}') as { service?: string; id?: string };
        if (service !== undefined && id !== undefined && !members.has(service)) members.set(service, id);
      }
      return Promise.resolve();
    },
  });
  return members;
}

function otherLog(service: ServiceName, { log }: Pick<Membership, 'log'>, kind: keyof typeof names): string {
  const [old, now] = [names[log ?? 'postgres'], names[kind]];
  const which = old === now ? `another ${now}, or it was emptied` : `${old}, and this is ${now}`;
  const remedy =
    old === now
      ? 'Name the one it belongs to'
      : `${kind === 'kafka' ? 'Unset' : 'Set'} KAFKA_BROKERS to go on as before`;
  return (
    `The event log of ${service} was ${which}: what had not been read of it yet would never arrive, so nothing was started. ` +
    `${remedy}, or begin with an empty data folder (TRIBUTARY_DATA) and an empty log.`
  );
}

function foreignLog(service: ServiceName, kind: keyof typeof names): string {
  return (
    `This ${names[kind]} is the event log of another installation: its ${service} has another database. Both would receive each other's ` +
    `events, as topics have the same names everywhere, so nothing was started. Give each installation a log of its own; ` +
    `if the other one is gone for good, delete its topics (all that begin with "tributary.") first.`
  );
}
