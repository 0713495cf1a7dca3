import { PostgresEventLog } from '../src/postgres/postgres-event-log.js';
import { eventLogConformance } from './event-log-conformance.js';
import { scratchDatabase } from './scratch-database.js';

eventLogConformance('PostgreSQL', async () => {
  const database = await scratchDatabase();
  await PostgresEventLog.migrate(database.url);
  return {
    open: async () => new PostgresEventLog(database.url, { leaseMs: 1500, housekeepingMs: 0 }),
    disturb: () => database.breakConnections(),
    dispose: () => database.drop(),
  };
});
