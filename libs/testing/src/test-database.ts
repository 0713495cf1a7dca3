import { createHash, randomBytes } from 'node:crypto';
import type { ServiceName } from '@tributary/contracts';
import { type Clock, type Ids, RandomIds, SystemClock } from '@tributary/kernel';
import {
  Database,
  platformMigrations,
  provisionService,
  Reads,
  roleNames,
  serviceAddresses,
  UnitOfWork,
  withDatabase,
  type MigrationClass,
  type ServiceDatabase,
} from '@tributary/persistence';
import pg from 'pg';
import type { EntitySchema } from 'typeorm';
import { testServer } from './test-server.js';

/** As much of a service's definition as its database needs. */
export interface Persisted {
  readonly name: ServiceName;
  readonly schemas: readonly EntitySchema[];
  readonly migrations: readonly MigrationClass[];
}

export interface TestDatabaseOptions {
  readonly clock?: Clock;
  readonly ids?: Ids;
  readonly poolSize?: number;
  readonly statementTimeout?: number;
  readonly lockTimeout?: number;
}

export interface TestDatabase {
  readonly urls: ServiceDatabase;
  readonly database: Database;
  readonly unitOfWork: UnitOfWork;
  readonly reads: Reads;
  readonly clock: Clock;
  readonly ids: Ids;
  /** As superuser: sees every row, passes every policy. */
  adminQuery<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

const passwords = { owner: 'tributary', vendor: 'tributary', partner: 'tributary' };
const creationLock = 7_451_118;

/** A database of its own for one test file: a copy of the service's migrated template, which the first one makes. */
export async function testDatabase(persisted: Persisted, options: TestDatabaseOptions = {}): Promise<TestDatabase> {
  const urls = await createTestDatabase(persisted);
  const { clock = new SystemClock(), ids = new RandomIds(), ...limits } = options;
  const database = await Database.open({
    service: persisted.name,
    urls,
    schemas: persisted.schemas,
    migrations: [],
    ...limits,
  });
  const admin = new pg.Client({ connectionString: withDatabase(testServer().adminUrl, databaseName(urls.owner)) });
  admin.on('error', () => undefined);
  await admin.connect();
  return {
    urls,
    database,
    unitOfWork: new UnitOfWork({ database, clock, ids }),
    reads: new Reads(database),
    clock,
    ids,
    adminQuery: async <Row extends object>(sql: string, parameters: readonly unknown[] = []) =>
      (await admin.query<Row>(sql, [...parameters])).rows,
    close: async () => {
      await database.close();
      await admin.end();
      await dropTestDatabase(urls);
    },
  };
}

/** Only the database, for suites that boot the service themselves. Drop it with `dropTestDatabase`. */
export async function createTestDatabase(persisted: Persisted): Promise<ServiceDatabase> {
  const { adminUrl, prefix } = testServer();
  return asAdmin(adminUrl, async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [creationLock]);
    const template = await migratedTemplate(admin, adminUrl, prefix, persisted);
    const name = `${prefix}_${randomBytes(6).toString('hex')}`;
    await admin.query(
      `CREATE DATABASE ${pg.escapeIdentifier(name)} TEMPLATE ${pg.escapeIdentifier(template)} OWNER ${roleNames(persisted.name).owner}`,
    );
    await admin.query('select pg_advisory_unlock($1)', [creationLock]);
    return serviceAddresses(adminUrl, persisted.name, name, passwords);
  });
}

export async function dropTestDatabase(urls: ServiceDatabase): Promise<void> {
  await asAdmin(testServer().adminUrl, async (admin) => {
    await admin.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(databaseName(urls.owner))} WITH (FORCE)`);
  });
}

async function migratedTemplate(
  admin: pg.Client,
  adminUrl: string,
  prefix: string,
  persisted: Persisted,
): Promise<string> {
  const migrations = [...platformMigrations, ...persisted.migrations];
  const digest = createHash('sha256').update(migrations.map(String).join('\n')).digest('hex').slice(0, 10);
  const template = `${prefix}_${persisted.name.replaceAll('-', '_')}_${digest}`.slice(0, 63);
  const known = await admin.query('select from pg_database where datname = $1 and datistemplate', [template]);
  if (known.rowCount === 0) {
    const urls = await provisionService(adminUrl, persisted.name, { database: template, passwords });
    const database = await Database.open({ service: persisted.name, urls, schemas: persisted.schemas, migrations });
    try {
      await database.migrate();
    } finally {
      await database.close();
    }
    await admin.query(`UPDATE pg_database SET datistemplate = true WHERE datname = $1`, [template]);
  }
  return template;
}

function databaseName(url: string): string {
  return decodeURIComponent(new URL(url).pathname.slice(1));
}

async function asAdmin<T>(url: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.end();
  }
}
