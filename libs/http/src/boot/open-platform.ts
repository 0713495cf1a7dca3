import type { Clock, Ids } from '@tributary/kernel';
import { RandomIds, SystemClock } from '@tributary/kernel';
import { eventLogFromConfig } from '@tributary/messaging';
import { Database, platformMigrations, Reads, UnitOfWork } from '@tributary/persistence';
import { LinesAuditLog } from '../auth/audit-log.js';
import { serviceRegistry } from '../server/metrics.js';
import type { Closing } from './closing.js';
import { joinLog } from './log-membership.js';
import type { Platform } from './platform.module.js';
import { usualPublicUrl } from './public-url.js';
import type { ServiceConfig, ServiceDefinition } from './service-definition.js';
import { topicsFor } from './topics.js';

/** Opens the database, brought up to date, and the log with all of its topics. */
export async function openPlatform(
  definition: ServiceDefinition,
  config: ServiceConfig,
  closing: Closing,
): Promise<Platform> {
  const clock: Clock = config.clock ?? new SystemClock();
  const ids: Ids = config.ids ?? new RandomIds();
  const database = await Database.open({
    service: definition.name,
    urls: config.database,
    schemas: definition.schemas,
    migrations: [...platformMigrations, ...definition.migrations],
    ...(config.poolSize === undefined ? {} : { poolSize: config.poolSize }),
  });
  closing.add(() => database.close());
  await database.migrate();
  const log = await eventLogFromConfig(config.log);
  closing.add(() => log.close());
  await joinLog(log, config.log, { database, service: definition.name });
  await log.ensureTopics(topicsFor(definition.publishes));
  return {
    database,
    log,
    clock,
    ids,
    unitOfWork: new UnitOfWork({ database, clock, ids, publicUrl: config.publicUrl ?? usualPublicUrl }),
    reads: new Reads(database),
    audit: config.audit ?? new LinesAuditLog(),
    registry: serviceRegistry(definition.name),
  };
}
