import type { EventLog } from './event-log.js';
import type { KafkaOptions } from './kafka/kafka-client.js';
import { KafkaEventLog } from './kafka/kafka-event-log.js';
import { PostgresEventLog, type PostgresEventLogOptions } from './postgres/postgres-event-log.js';

/** Where the log is: the address of its own PostgreSQL database, or Kafka. */
export type LogConfig = ({ readonly url: string } & PostgresEventLogOptions) | { readonly kafka: KafkaOptions };

/** The brokers that were named, as far as one can be told from outside, are not there or want nobody like us. */
export class LogUnreachable extends Error {}

const patienceMs = 20_000;

/** Opens the log, creating its tables where they are missing. Throws LogUnreachable if no broker answers within 20 s. */
export async function eventLogFromConfig(config: LogConfig): Promise<EventLog> {
  if ('kafka' in config) return answering(new KafkaEventLog(config.kafka), config.kafka);
  const { url, ...options } = config;
  await PostgresEventLog.migrate(url);
  return new PostgresEventLog(url, options);
}

async function answering(log: KafkaEventLog, { brokers }: KafkaOptions): Promise<EventLog> {
  const until = performance.now() + patienceMs;
  let timer: NodeJS.Timeout | undefined;
  let reason = 'no answer';
  const late = new Promise<null>((resolve) => (timer = setTimeout(resolve, patienceMs, null)));
  try {
    do {
      const health = await Promise.race([log.health(), late]);
      if (health?.ok === true) return log;
      reason = health?.detail ?? reason;
      await Promise.race([new Promise((resolve) => setTimeout(resolve, 250)), late]);
    } while (performance.now() < until);
  } finally {
    clearTimeout(timer);
  }
  void log.close();
  throw new LogUnreachable(
    `No Kafka broker of ${brokers.join(', ')} could be used within ${patienceMs / 1_000} s: ${reason}`,
  );
}
