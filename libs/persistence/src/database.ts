import type { ServiceName } from '@tributary/contracts';
import pg from 'pg';
import { DataSource, type EntitySchema, type MigrationInterface } from 'typeorm';
import { SnakeCaseNames } from './naming.js';
import { RowMapping } from './row-mapping.js';
import { inUtc } from './utc-address.js';

export type MigrationClass = new () => MigrationInterface;

/** postgres:// addresses of one database for its three login roles. */
export interface ServiceDatabase {
  readonly owner: string;
  readonly vendor: string;
  readonly partner: string;
}

export interface DatabaseOptions {
  readonly service: ServiceName;
  readonly urls: ServiceDatabase;
  readonly schemas: readonly EntitySchema[];
  readonly migrations: readonly MigrationClass[];
  /** Connections per pool; there are two pools. 10 unless told. */
  readonly poolSize?: number;
  /** Milliseconds; 10,000 unless told. */
  readonly statementTimeout?: number;
  /** Milliseconds; 5,000 unless told. */
  readonly lockTimeout?: number;
}

const dateOid = 1082;
const migrationLock = 7_451_120;

/** A service's own database: a pool per runtime role, and TypeORM (as owner) for metadata and migrations. */
export class Database {
  readonly #pools: Readonly<Record<'vendor' | 'partner', pg.Pool>>;
  readonly #mappings = new WeakMap<object, RowMapping<never>>();

  private constructor(
    readonly service: ServiceName,
    readonly urls: ServiceDatabase,
    readonly dataSource: DataSource,
    options: DatabaseOptions,
  ) {
    this.#pools = { vendor: openPool(urls.vendor, options), partner: openPool(urls.partner, options) };
  }

  static async open(options: DatabaseOptions): Promise<Database> {
    const source = new DataSource({
      type: 'postgres',
      url: inUtc(options.urls.owner),
      entities: [...options.schemas],
      migrations: [...options.migrations],
      migrationsTableName: 'migration',
      namingStrategy: new SnakeCaseNames(),
      extra: { max: 2, idleTimeoutMillis: 1_000 },
    });
    await source.initialize();
    return new Database(options.service, options.urls, source, options);
  }

  pool(kind: 'vendor' | 'partner'): pg.Pool {
    return this.#pools[kind];
  }

  mapping<State extends { readonly id: string }>(schema: EntitySchema<State>): RowMapping<State> {
    let mapping = this.#mappings.get(schema) as RowMapping<State> | undefined;
    if (mapping === undefined) {
      mapping = new RowMapping<State>(this.dataSource, this.dataSource.getMetadata(schema));
      this.#mappings.set(schema, mapping as RowMapping<never>);
    }
    return mapping;
  }

  /** Brings the tables up to date; replicas that boot together take turns. */
  async migrate(): Promise<void> {
    const turn = new pg.Client({ connectionString: this.urls.owner });
    await turn.connect();
    try {
      await turn.query('select pg_advisory_lock($1)', [migrationLock]);
      await this.dataSource.runMigrations({ transaction: 'each' });
    } finally {
      await turn.end();
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#pools.vendor.end(), this.#pools.partner.end(), this.dataSource.destroy()]);
  }
}

function openPool(url: string, options: DatabaseOptions): pg.Pool {
  const pool = new pg.Pool({
    connectionString: inUtc(url),
    max: options.poolSize ?? 10,
    connectionTimeoutMillis: 5_000,
    // A new connection has no plans yet: its first commands cost the server several times what later ones do.
    idleTimeoutMillis: 60_000,
    statement_timeout: options.statementTimeout ?? 10_000,
    lock_timeout: options.lockTimeout ?? 5_000,
    idle_in_transaction_session_timeout: 30_000,
    types: {
      // A DATE is a day, not an instant in the time zone of this process.
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        oid === dateOid
          ? (value: string) => value
          : (pg.types.getTypeParser(oid, format) as (value: string) => unknown),
    },
  });
  // A connection that breaks while it is used tells so through its query; without a listener the process would end.
  pool.on('connect', (client) => client.on('error', () => undefined));
  pool.on('error', () => undefined);
  return pool;
}
