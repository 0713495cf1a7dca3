import type { EventLog } from '../src/event-log.js';
import { PostgresEventLog } from '../src/postgres/postgres-event-log.js';
import { scratchDatabase, type ScratchDatabase } from './scratch-database.js';

/** The log of a rig, and what can happen to it. */
export interface RigLogs {
  /** A client of the log, as every process has its own. */
  open(): EventLog;
  /** Breaks the connections of every client, as a restart of the server does. */
  disturb(): Promise<void>;
  /** Lets the partitions of a client go to others, as if it slept; what it answers wakes it. */
  strand(client: EventLog): Promise<() => void>;
  /** Forgets what was appended, if that is needed for the next test. */
  clear(): Promise<void>;
  dispose(): Promise<void>;
}

export class PostgresRigLogs implements RigLogs {
  private constructor(readonly database: ScratchDatabase) {}

  static async make(): Promise<PostgresRigLogs> {
    const database = await scratchDatabase();
    await PostgresEventLog.migrate(database.url);
    return new PostgresRigLogs(database);
  }

  open(): PostgresEventLog {
    return new PostgresEventLog(this.database.url, { partitions: 2, leaseMs: 1500, housekeepingMs: 0 });
  }

  disturb(): Promise<void> {
    return this.database.breakConnections();
  }

  async strand(): Promise<() => void> {
    await this.database.query(
      `UPDATE log_group SET owner = 'the next one', epoch = epoch + 1, lease_until = clock_timestamp() + interval '200 ms'`,
    );
    return () => undefined;
  }

  async clear(): Promise<void> {
    await this.database.query('TRUNCATE log_topic, log_partition, log_event, log_group, log_member');
  }

  dispose(): Promise<void> {
    return this.database.drop();
  }
}
