import type { ServiceName } from '@tributary/contracts';
import type { QueryRunner } from 'typeorm';
import { quoted, roleNames } from './naming.js';

export interface ProtectedTable {
  readonly service: ServiceName;
  readonly table: string;
  /** The uuid column that names the partner whose row it is; `partner_id` unless told, null if no partner may touch the table. */
  readonly partnerColumn?: string | null;
  /** The distributor that may read the row and its history too, `unless` this SQL condition hides it. It changes nothing. */
  readonly distributor?: { readonly column: string; readonly unless?: string };
  /** What a partner's login may do to its own rows; `SELECT, INSERT, UPDATE` unless told. */
  readonly partnerMay?: string;
}

export interface AggregateTable extends ProtectedTable {
  /** SQL of the domain state's columns, without id. */
  readonly columns: string;
  readonly numbered?: boolean;
}

/** Creates an aggregate's table with what persistence adds to the state, its indexes for lists, grants and policies. */
export async function aggregateTable(runner: QueryRunner, spec: AggregateTable): Promise<void> {
  const table = quoted(spec.table);
  await runner.query(`
    CREATE TABLE ${table} (
      id uuid PRIMARY KEY,
      ${spec.columns.trim().replace(/,$/, '')},
      version integer NOT NULL,
      number text UNIQUE,
      created_at timestamptz NOT NULL,
      updated_at timestamptz NOT NULL
    );
    CREATE INDEX ON ${table} (created_at, id);`);
  const { partnerColumn = 'partner_id', distributor } = spec;
  for (const column of [partnerColumn === 'id' ? null : partnerColumn, distributor?.column ?? null]) {
    if (column !== null) await runner.query(`CREATE INDEX ON ${table} (${quoted(column)}, created_at, id)`);
  }
  if (spec.numbered === true) {
    const sequence = quoted(`${spec.table}_number`);
    const { vendor, partner } = roleNames(spec.service);
    await runner.query(`CREATE SEQUENCE ${sequence}; GRANT USAGE ON SEQUENCE ${sequence} TO ${vendor}, ${partner}`);
  }
  await protectTable(runner, spec);
  if (distributor !== undefined) await shareHistory(runner, spec, distributor.column);
}

// A distributor that may read a row may read what happened to it: the row's own policies hold for the subquery too.
async function shareHistory(runner: QueryRunner, spec: AggregateTable, distributor: string): Promise<void> {
  const table = quoted(spec.table);
  await runner.query(`
    CREATE POLICY ${quoted(`readers_of_${spec.table}`)} ON history FOR SELECT TO ${roleNames(spec.service).partner}
      USING (EXISTS (SELECT FROM ${table} seen WHERE seen.id = entity_id AND seen.${own(distributor)}))`);
}

/** Grants and policies of a table: the vendor's login sees every row, a partner's login only its own. */
export async function protectTable(runner: QueryRunner, spec: ProtectedTable): Promise<void> {
  const { vendor, partner } = roleNames(spec.service);
  const table = quoted(spec.table);
  const { partnerColumn = 'partner_id', partnerMay = 'SELECT, INSERT, UPDATE' } = spec;
  await runner.query(`GRANT SELECT, INSERT, UPDATE, DELETE ON ${table} TO ${vendor}`);
  if (partnerColumn === null) return;
  await runner.query(`
    GRANT ${partnerMay} ON ${table} TO ${partner};
    ALTER TABLE ${table} ENABLE ROW LEVEL SECURITY;
    CREATE POLICY vendor_all ON ${table} TO ${vendor} USING (true);
    CREATE POLICY own_partner ON ${table} TO ${partner} USING (${unweighed(own(partnerColumn))});`);
  if (spec.distributor === undefined) return;
  await runner.query(`
    CREATE POLICY distributor_reads ON ${table} FOR SELECT TO ${partner} USING (${unweighed(shownTo(spec.distributor))});`);
}

// After SET LOCAL the setting is '' in later transactions, not NULL.
const ownPartner = `nullif(current_setting('app.partner_id', true), '')::uuid`;

const own = (column: string): string => `${quoted(column)} = ${ownPartner}`;

function shownTo({ column, unless }: NonNullable<ProtectedTable['distributor']>): string {
  return unless === undefined ? own(column) : `${own(column)} AND NOT (${unless})`;
}

// A query states its partner itself. A policy that the planner could weigh would count that twice: it would expect a handful of
// rows, and read and sort all of a partner's instead of walking the index for one page. A CASE it only filters by.
function unweighed(condition: string): string {
  return `CASE WHEN ${condition} THEN true ELSE false END`;
}
