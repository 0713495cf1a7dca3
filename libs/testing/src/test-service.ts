import { randomBytes } from 'node:crypto';
import {
  bootService,
  RememberedAuditLog,
  type RunningService,
  type ServiceConfig,
  type ServiceDefinition,
} from '@tributary/http';
import { Logger } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { withDatabase } from '@tributary/persistence';
import pg from 'pg';
import { createTestDatabase, dropTestDatabase } from './test-database.js';
import { testIssuer, type TestIssuer } from './test-issuer.js';
import { testServer } from './test-server.js';

export interface Call {
  /** Nobody, if not told. */
  readonly as?: Actor;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** The parsed body; undefined if it is not JSON. */
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- what a test looks at is for the test to say
  readonly body: any;
}

/** A whole service on a database and an event log of its own, unless it is given one, called over HTTP. */
export interface TestService {
  readonly running: RunningService;
  readonly issuer: TestIssuer;
  readonly audit: RememberedAuditLog;
  readonly config: ServiceConfig;
  /** The address of the log's own database; throws on a log that has none. */
  logUrl(): string;
  /** `call('POST /v1/deals', { as: partner(id), body: {...} })` */
  call(operation: string, call?: Call): Promise<Answer>;
  /** As superuser: sees every row, passes every policy. */
  adminQuery<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  close(): Promise<void>;
}

export async function testService(
  definition: ServiceDefinition,
  overrides: Partial<ServiceConfig> = {},
): Promise<TestService> {
  Logger.overrideLogger(['error', 'fatal']);
  const { adminUrl, prefix } = testServer();
  const urls = await createTestDatabase(definition);
  const logName = `${prefix}_log_${randomBytes(6).toString('hex')}`;
  if (overrides.log === undefined) await asAdmin(adminUrl, (admin) => admin.query(`CREATE DATABASE ${logName}`));
  const issuer = await testIssuer();
  const audit = new RememberedAuditLog();
  const config: ServiceConfig = {
    database: urls,
    log: { url: withDatabase(adminUrl, logName) },
    auth: issuer.auth,
    audit,
    standalone: true,
    ...overrides,
  };
  const running = await bootService(definition, config);
  const database = withDatabase(adminUrl, decodeURIComponent(new URL(urls.owner).pathname.slice(1)));
  return {
    running,
    issuer,
    audit,
    config,
    logUrl: () => {
      if ('url' in config.log) return config.log.url;
      throw new Error('This log is no database.');
    },
    call: (operation, call = {}) => send(running.url, issuer, operation, call),
    adminQuery: (sql, parameters = []) =>
      asAdmin(database, async (admin) => (await admin.query(sql, [...parameters])).rows as never),
    close: async () => {
      await running.close();
      await dropTestDatabase(urls);
      await asAdmin(adminUrl, (admin) => admin.query(`DROP DATABASE IF EXISTS ${logName} WITH (FORCE)`));
    },
  };
}

async function send(url: string, issuer: TestIssuer, operation: string, { as, body, headers }: Call): Promise<Answer> {
  const [method = 'GET', path = '/'] = operation.split(' ');
  const token = as === undefined ? null : await issuer.token(claimsOf(as));
  const isJson = body !== undefined && typeof body !== 'string';
  const answer = await fetch(url + path, {
    method,
    headers: {
      ...(token === null ? {} : { authorization: `Bearer ${token}` }),
      ...(isJson ? { 'content-type': 'application/json' } : {}),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : body }),
  });
  const text = await answer.text();
  const parsed: unknown =
    /[/+]json(;|$)/.test(answer.headers.get('content-type') ?? '') && text !== '' ? JSON.parse(text) : undefined;
  return { status: answer.status, headers: answer.headers, text, body: parsed };
}

function claimsOf(actor: Actor): Record<string, unknown> {
  return {
    sub: actor.subject,
    roles: actor.roles,
    scope: actor.scopes.join(' '),
    ...(actor.partnerId === undefined ? {} : { partner_id: actor.partnerId }),
    ...(actor.territories === undefined ? {} : { territories: actor.territories }),
  };
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
