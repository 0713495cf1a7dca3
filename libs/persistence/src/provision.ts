import { randomBytes } from 'node:crypto';
import type { ServiceName } from '@tributary/contracts';
import pg from 'pg';
import type { ServiceDatabase } from './database.js';
import { quoted, roleNames, type RoleNames } from './naming.js';

export interface ProvisionOptions {
  /** `<service>` in snake case unless told. */
  readonly database?: string;
  /** New random ones unless told; the roles get them in either case. */
  readonly passwords?: RoleNames;
}

const extensions = ['pg_trgm', 'btree_gist', 'unaccent', 'pgcrypto'];
const provisioningLock = 7_451_119;

/** Makes a service's roles, database and extensions where they are missing, as a superuser; may be repeated at any time. */
export async function provisionService(
  adminUrl: string,
  service: ServiceName,
  options: ProvisionOptions = {},
): Promise<ServiceDatabase> {
  const roles = roleNames(service);
  const database = options.database ?? service.replaceAll('-', '_');
  const passwords = options.passwords ?? { owner: password(), vendor: password(), partner: password() };

  await asAdmin(adminUrl, async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [provisioningLock]); // roles belong to the cluster: one at a time
    for (const kind of ['owner', 'vendor', 'partner'] as const) {
      const known = await admin.query('select from pg_roles where rolname = $1', [roles[kind]]);
      if (known.rowCount === 0) await admin.query(`CREATE ROLE ${quoted(roles[kind])}`);
      await admin.query(
        `ALTER ROLE ${quoted(roles[kind])} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOBYPASSRLS PASSWORD ${pg.escapeLiteral(passwords[kind])}`,
      );
    }
    const known = await admin.query('select from pg_database where datname = $1', [database]);
    if (known.rowCount === 0) await admin.query(`CREATE DATABASE ${quoted(database)} OWNER ${quoted(roles.owner)}`);
    await admin.query(`REVOKE ALL ON DATABASE ${quoted(database)} FROM PUBLIC`);
    await admin.query(
      `GRANT CONNECT ON DATABASE ${quoted(database)} TO ${quoted(roles.vendor)}, ${quoted(roles.partner)}`,
    );
  });

  await asAdmin(withDatabase(adminUrl, database), async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [provisioningLock]);
    for (const extension of extensions) await admin.query(`CREATE EXTENSION IF NOT EXISTS ${extension}`);
    await admin.query(`ALTER SCHEMA public OWNER TO ${quoted(roles.owner)}`);
    await admin.query(`REVOKE CREATE ON SCHEMA public FROM PUBLIC`);
    await admin.query(`GRANT USAGE ON SCHEMA public TO ${quoted(roles.vendor)}, ${quoted(roles.partner)}`);
  });

  return serviceAddresses(adminUrl, service, database, passwords);
}

/** The three addresses of a database that is provisioned already. */
export function serviceAddresses(
  adminUrl: string,
  service: ServiceName,
  database: string,
  passwords: RoleNames,
): ServiceDatabase {
  const roles = roleNames(service);
  const login = (kind: keyof RoleNames) => withLogin(withDatabase(adminUrl, database), roles[kind], passwords[kind]);
  return { owner: login('owner'), vendor: login('vendor'), partner: login('partner') };
}

/** The same server, another database. */
export function withDatabase(url: string, database: string): string {
  const address = new URL(url);
  address.pathname = `/${encodeURIComponent(database)}`;
  return address.href;
}

function withLogin(url: string, user: string, secret: string): string {
  const address = new URL(url);
  address.username = encodeURIComponent(user);
  address.password = encodeURIComponent(secret);
  return address.href;
}

function password(): string {
  return randomBytes(24).toString('base64url');
}

async function asAdmin(url: string, work: (admin: pg.Client) => Promise<void>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    await work(admin);
  } finally {
    await admin.end();
  }
}
