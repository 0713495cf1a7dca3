import { roleNames } from '@tributary/persistence';
import type { ServiceName } from '@tributary/contracts';

/** As much of a test database as the isolation checks need: queries as superuser. */
export interface Inspected {
  readonly database: { readonly service: ServiceName };
  adminQuery<Row extends object>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
}

/** A table or view that a partner's login can use, and why its rows are not held apart. */
export interface Unprotected {
  readonly table: string;
  readonly reason:
    | 'no row-level security'
    | 'no policy for the partner role'
    | 'a policy without a partner'
    | 'a view with its owner’s eyes';
}

const partnerTables = `
  with relation as (
    select c.oid, c.relname as name, c.relkind as kind, c.relrowsecurity as secured,
           coalesce(c.reloptions::text ~* 'security_invoker=(true|on|1)', false) as invoker,
           has_any_column_privilege($1, c.oid, 'SELECT, UPDATE') or has_table_privilege($1, c.oid, 'DELETE') as used
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where c.relkind in ('r', 'p', 'v', 'm', 'f') and n.nspname not in ('pg_catalog', 'information_schema') and n.nspname not like 'pg_toast%'
       and exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
                      and a.attname ~ '(^|_)(partner|distributor|reseller)(_id)?$' or c.relname ~ '^partner(_replica)?$'))
  select r.name, r.kind in ('v', 'm', 'f') as view, r.invoker, r.secured, r.used,
         (select array_agg(pg_get_expr(p.polqual, p.polrelid)) from pg_policy p
           where p.polrelid = r.oid and p.polpermissive and p.polcmd in ('*', 'r', 'w', 'd')
             and (p.polroles = '{0}' or $2 = any(p.polroles))) as policies
    from relation r order by r.name`;

interface Found {
  readonly name: string;
  readonly view: boolean;
  readonly invoker: boolean;
  readonly secured: boolean;
  readonly used: boolean;
  readonly policies: readonly (string | null)[] | null;
}

/** Tables and views with a partner's column whose rows nothing holds apart. What a partner's login can neither read nor change needs no policy. */
export async function unprotectedTables(inspected: Inspected): Promise<Unprotected[]> {
  const { partner } = roleNames(inspected.database.service);
  const [role] = await inspected.adminQuery<{ oid: string }>('select oid from pg_roles where rolname = $1', [partner]);
  const found = await inspected.adminQuery<Found>(partnerTables, [partner, role?.oid]);
  return found.flatMap((each) => {
    const reason = fault(each);
    return reason === null ? [] : [{ table: each.name, reason }];
  });
}

function fault(found: Found): Unprotected['reason'] | null {
  if (!found.used) return null;
  if (found.view) return found.invoker ? null : 'a view with its owner’s eyes';
  if (!found.secured) return 'no row-level security';
  if (found.policies === null) return 'no policy for the partner role';
  const isOpen = found.policies.some((policy) => policy === null || !policy.includes('app.'));
  return isOpen ? 'a policy without a partner' : null;
}

const powers = `
  select r.rolname as role, power from pg_roles r cross join lateral (values
    ('is a superuser', r.rolsuper), ('bypasses row-level security', r.rolbypassrls),
    ('creates roles', r.rolcreaterole), ('creates databases', r.rolcreatedb),
    ('is a member of the owner', pg_has_role(r.oid, $2, 'MEMBER')),
    ('owns the database', exists (select from pg_database d where d.datname = current_database() and d.datdba = r.oid)),
    ('owns a schema', exists (select from pg_namespace n where n.nspowner = r.oid)),
    ('owns a table', exists (select from pg_class c where c.relowner = r.oid)),
    ('owns a function', exists (select from pg_proc p where p.proowner = r.oid)),
    ('creates tables', exists (select from pg_namespace n where n.nspname = 'public' and has_schema_privilege(r.oid, n.oid, 'CREATE')))
  ) as has(power, it_has) where r.rolname = any($1) and it_has order by 1, 2`;

/** What a runtime role of the service can do that only its owner or nobody should. */
export async function overprivilegedRoles(inspected: Inspected): Promise<{ role: string; power: string }[]> {
  const { owner, vendor, partner } = roleNames(inspected.database.service);
  return inspected.adminQuery(powers, [[vendor, partner], owner]);
}
