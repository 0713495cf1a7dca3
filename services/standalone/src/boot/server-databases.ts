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

/** Everything that the services need on a PostgreSQL server: a database and three roles each, and a database for the log. */
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

  /** The log's own database, and in it the notes of the installation. */
  async forLog(): Promise<string> {
    const role = 'event_log';
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
      for (const name of [...services, 'event_log']) {
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

  private async asAdmin(database: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
    const admin = new pg.Client({ connectionString: withDatabase(this.adminUrl, database) });
    await admin.connect();
    try {
      await work(admin);
    } finally {
      await admin.end();
    }
  }
}
