import { createHmac } from 'node:crypto';
import type { ServiceName } from '@tributary/contracts';
import { provisionService, withDatabase, type RoleNames, type ServiceDatabase } from '@tributary/persistence';
import pg from 'pg';

export interface DatabaseNames {
  /** Put before every database's name; empty unless several installations share a server. */
  readonly prefix: string;
  /** Passwords of the services' roles; derived from the superuser's unless told. */
  readonly passwords?: RoleNames;
}

/** Everything that the services need on a PostgreSQL server: a database and three roles each, one for the log, one for the installation's notes. */
export class ServerDatabases {
  constructor(
    private readonly adminUrl: string,
    private readonly names: DatabaseNames,
  ) {}

  forService(service: ServiceName): Promise<ServiceDatabase> {
    return provisionService(this.adminUrl, service, {
      database: this.name(service),
      passwords: this.passwords(service),
    });
  }

  /** The log's own database, unless the log is Kafka. */
  forLog(): Promise<string> {
    return this.own('event_log');
  }

  /** What the installation remembers about itself. */
  forNotes(): Promise<string> {
    return this.own('installation');
  }

  /** The log's database if there is one. */
  async logIfAny(): Promise<string | null> {
    const known = await this.asAdmin('postgres', (admin) =>
      admin.query('select from pg_database where datname = $1', [this.name('event_log')]),
    );
    return known.rowCount === 0 ? null : withDatabase(this.adminUrl, this.name('event_log'));
  }

  /** The names under which databases are known on the event log; of those that are known on none, nothing. */
  async memberships(services: readonly ServiceName[]): Promise<string[]> {
    const ids: string[] = [];
    for (const service of services) {
      const { rows: known } = await this.asAdmin('postgres', (admin) =>
        admin.query('select from pg_database where datname = $1', [this.name(service)]),
      );
      if (known.length === 0) continue;
      const { rows } = await this.asAdmin(this.name(service), (admin) =>
        admin.query<{ id: string }>('select id from log_membership where joined'),
      );
      ids.push(...rows.map(({ id }) => id));
    }
    return ids;
  }

  private async own(role: 'event_log' | 'installation'): Promise<string> {
    const database = this.name(role);
    const secret = this.names.passwords?.owner ?? this.derived(role);
    await this.asAdmin('postgres', async (admin) => {
      await admin.query('select pg_advisory_lock($1)', [7_451_121]);
      const roles = await admin.query('select from pg_roles where rolname = $1', [role]);
      if (roles.rowCount === 0) await admin.query(`CREATE ROLE ${role}`);
      await admin.query(
        `ALTER ROLE ${role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD ${pg.escapeLiteral(secret)}`,
      );
      const databases = await admin.query('select from pg_database where datname = $1', [database]);
      if (databases.rowCount === 0) await admin.query(`CREATE DATABASE ${pg.escapeIdentifier(database)} OWNER ${role}`);
      await admin.query(`REVOKE ALL ON DATABASE ${pg.escapeIdentifier(database)} FROM PUBLIC`);
    });
    const url = new URL(withDatabase(this.adminUrl, database));
    url.username = role;
    url.password = encodeURIComponent(secret);
    return url.href;
  }

  /** Takes everything away again, with all data. */
  async drop(services: readonly ServiceName[]): Promise<void> {
    await this.asAdmin('postgres', async (admin) => {
      for (const name of [...services, 'event_log', 'installation']) {
        await admin.query(`DROP DATABASE IF EXISTS ${pg.escapeIdentifier(this.name(name))} WITH (FORCE)`);
      }
    });
  }

  private name(service: string): string {
    return `${this.names.prefix}${service.replaceAll('-', '_')}`;
  }

  private passwords(service: ServiceName): RoleNames {
    const derived = (kind: string): string => this.derived(`${service}_${kind}`);
    return this.names.passwords ?? { owner: derived('owner'), vendor: derived('vendor'), partner: derived('partner') };
  }

  // Derived, so that two processes on one server agree without a place to keep secrets.
  private derived(role: string): string {
    return createHmac('sha256', new URL(this.adminUrl).password).update(`tributary ${role}`).digest('base64url');
  }

  private async asAdmin<T>(database: string, work: (admin: pg.Client) => Promise<T>): Promise<T> {
    const admin = new pg.Client({ connectionString: withDatabase(this.adminUrl, database) });
    await admin.connect();
    try {
      return await work(admin);
    } finally {
      await admin.end();
    }
  }
}
