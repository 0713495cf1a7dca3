import type { Type } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { OpenAPIObject } from '@nestjs/swagger';
import type { EventDefinition, ServiceName } from '@tributary/contracts';
import type { Clock, Ids } from '@tributary/kernel';
import type { LogConfig, Relay } from '@tributary/messaging';
import type { MigrationClass, ServiceDatabase } from '@tributary/persistence';
import type { Registry } from 'prom-client';
import type { EntitySchema } from 'typeorm';
import type { AuditLog } from '../auth/audit-log.js';
import type { AuthConfig } from '../auth/token-verifier.js';
import type { ErrorCatalog } from '../problems/error-catalog.js';

/** What a service is made of: everything that does not depend on where it runs. */
export interface ServiceDefinition {
  readonly name: ServiceName;
  readonly title: string;
  readonly description: string;
  readonly modules: readonly Type[];
  readonly schemas: readonly EntitySchema[];
  readonly migrations: readonly MigrationClass[];
  /** The codes of its own; the platform's are added. */
  readonly errors: ErrorCatalog;
  readonly publishes: readonly EventDefinition[];
}

/** Where and how a service runs. */
export interface ServiceConfig {
  readonly database: ServiceDatabase;
  readonly log: LogConfig;
  readonly auth: AuthConfig;
  /** Where the world reaches the gateway; http://127.0.0.1:3000 unless told. */
  readonly publicUrl?: string;
  /** Loopback unless told. */
  readonly host?: string;
  /** A free port unless told. */
  readonly port?: number;
  /** Metrics are served here if told; a process that runs several services serves them once for all (`serveMetrics`). */
  readonly metricsPort?: number;
  readonly poolSize?: number;
  /** Milliseconds until a handler that has not answered is given up: 503. 30,000 unless told. */
  readonly handlerDeadline?: number;
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly audit?: AuditLog;
  /** One of several services in a process: it leaves signals and the logger to the process. */
  readonly standalone?: boolean;
}

export interface RunningService {
  readonly name: ServiceName;
  readonly app: NestFastifyApplication;
  readonly url: string;
  readonly openapi: OpenAPIObject;
  readonly registry: Registry;
  readonly relay: Relay;
  /** Ends requests under way, then workers, consumers, relay and pools. */
  close(): Promise<void>;
}
