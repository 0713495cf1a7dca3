import { Global, Module, type DynamicModule, type Provider, type Type } from '@nestjs/common';
import { Clock, Ids } from '@tributary/kernel';
import { EventLog } from '@tributary/messaging';
import { Database, Reads, UnitOfWork } from '@tributary/persistence';
import { Registry } from 'prom-client';
import { AuditLog } from '../auth/audit-log.js';
import { Imports } from '../transfer/imports.js';

/** What every module of a service may inject without importing anything. */
export interface Platform {
  readonly database: Database;
  readonly unitOfWork: UnitOfWork;
  readonly reads: Reads;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: EventLog;
  readonly audit: AuditLog;
  readonly registry: Registry;
}

@Global()
@Module({})
class PlatformModule {}

export function platformModule(parts: Platform): DynamicModule {
  const given: readonly (readonly [unknown, unknown])[] = [
    [Database, parts.database],
    [UnitOfWork, parts.unitOfWork],
    [Reads, parts.reads],
    [Clock, parts.clock],
    [Ids, parts.ids],
    [EventLog, parts.log],
    [AuditLog, parts.audit],
    [Registry, parts.registry],
    [Imports, new Imports(parts.unitOfWork)],
  ];
  const providers: Provider[] = given.map(([token, value]) => ({ provide: token as Type, useValue: value }));
  return { module: PlatformModule, providers, exports: given.map(([token]) => token as Type) };
}
