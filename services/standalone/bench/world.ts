import { randomUUID } from 'node:crypto';
import type { LogConfig } from '@tributary/messaging';
import type { ServiceName } from '@tributary/contracts';
import {
  Database,
  platformMigrations,
  provisionService,
  type MigrationClass,
  type ServiceDatabase,
} from '@tributary/persistence';
import { definition } from '@tributary/sales';
import type pg from 'pg';
import type { Cluster } from './cluster.js';
import { connected, inDatabase } from './connected.js';

export const partners = Array.from({ length: 100 }, (_, at) => uuid('a', at));
export const distributors = Array.from({ length: 10 }, (_, at) => uuid('d', at));
export const programId = uuid('f', 0);
export const family = 'GTX';

function uuid(kind: string, at: number): string {
  return `${kind.repeat(8)}-0000-7000-8000-${String(at).padStart(12, '0')}`;
}

/** A migrated database of a service, with nothing in it. */
export async function emptyDatabase(
  cluster: Cluster,
  service: ServiceName,
  database: string,
  migrations: readonly MigrationClass[],
): Promise<ServiceDatabase> {
  const urls = await provisionService(cluster.adminUrl, service, { database, passwords });
  const opened = await Database.open({ service, urls, schemas: [], migrations });
  await opened.migrate();
  await opened.close();
  return urls;
}

/** A migrated database of sales that knows the partners, a product and a program under which every deal is reviewed by a person. */
export async function salesDatabase(cluster: Cluster, database: string): Promise<ServiceDatabase> {
  const urls = await emptyDatabase(cluster, 'sales', database, [...platformMigrations, ...definition.migrations]);
  await connected(inDatabase(cluster.adminUrl, database), populate);
  return urls;
}

/** A database equal to another one of sales, to the last index. */
export async function copyOf(cluster: Cluster, template: string, database: string): Promise<ServiceDatabase> {
  await connected(cluster.adminUrl, (admin) =>
    admin.query(`CREATE DATABASE ${database} TEMPLATE ${template} OWNER sales_owner`),
  );
  return provisionService(cluster.adminUrl, 'sales', { database, passwords });
}

export async function logDatabase(cluster: Cluster, database: string): Promise<LogConfig> {
  await connected(cluster.adminUrl, (admin) => admin.query(`CREATE DATABASE ${database}`));
  return { url: inDatabase(cluster.adminUrl, database) };
}

const passwords = { owner: 'bench', vendor: 'bench', partner: 'bench' };

async function populate(admin: pg.Client): Promise<void> {
  const agreements = JSON.stringify([{ kind: 'deal_registration_terms', expiresOn: null }]);
  const types = [
    ...partners.map((id) => [id, 'value_added_reseller']),
    ...distributors.map((id) => [id, 'distributor']),
  ];
  for (const [id, type] of types) {
    await admin.query(
      `INSERT INTO partner_replica(id, sequence, number, legal_name, country, type, status, tier, territories, agreements)
       VALUES ($1, 1, 'P-2026-000001', 'Reseller', 'US', $2, 'active', 'gold', '{}', $3)`,
      [id, type, agreements],
    );
  }
  await admin.query(
    `INSERT INTO product_replica(id, sequence, sku, name, family, status) VALUES ($1, 1, 'GTX-PRO', 'GTX Pro', $2, 'active')`,
    [randomUUID(), family],
  );
  await admin.query(
    `INSERT INTO deal_program_version(program_id, version, name, is_default, effective_from, terms, created_by, created_at)
     VALUES ($1, 1, 'Standard', true, now() - interval '1 day', $2, 'bench', now())`,
    [programId, JSON.stringify(terms)],
  );
}

const terms = {
  currency: 'USD',
  protectionDays: 90,
  decisionDays: 2,
  minimumValue: '0',
  minimumLeadDays: 0,
  resubmissions: 2,
  partnerTypes: [],
  tiers: [],
  countries: [],
  families: [],
  agreements: ['deal_registration_terms'],
  distributor: 'optional',
  tendersAreReviewed: false,
  autoApprovalCeilings: {},
  uplifts: {},
  openLimits: {},
};
