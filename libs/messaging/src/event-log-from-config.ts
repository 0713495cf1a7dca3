import type { EventLog } from './event-log.js';
import { PostgresEventLog, type PostgresEventLogOptions } from './postgres/postgres-event-log.js';

/** Where the log is: the address of its own PostgreSQL database. */
export interface LogConfig extends PostgresEventLogOptions {
  readonly url: string;
}

/** Opens the log, creating its tables where they are missing. */
export async function eventLogFromConfig({ url, ...options }: LogConfig): Promise<EventLog> {
  await PostgresEventLog.migrate(url);
  return new PostgresEventLog(url, options);
}
