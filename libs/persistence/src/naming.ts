import type { ServiceName } from '@tributary/contracts';
import { DefaultNamingStrategy } from 'typeorm';

/** The three login roles of a service's database. Only the owner owns; the other two are what the service runs as. */
export interface RoleNames {
  readonly owner: string;
  readonly vendor: string;
  readonly partner: string;
}

export function roleNames(service: ServiceName): RoleNames {
  const prefix = service.replaceAll('-', '_');
  return { owner: `${prefix}_owner`, vendor: `${prefix}_vendor`, partner: `${prefix}_partner` };
}

/** The roles of the service whose owner runs a migration. */
export function roleNamesOfOwner(owner: string): RoleNames {
  if (!owner.endsWith('_owner')) throw new Error(`Migrations run as the service's owner role, not as "${owner}".`);
  const prefix = owner.slice(0, -'_owner'.length);
  return { owner, vendor: `${prefix}_vendor`, partner: `${prefix}_partner` };
}

export function quoted(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}

function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, '$1_$2').toLowerCase();
}

export class SnakeCaseNames extends DefaultNamingStrategy {
  override tableName(target: string, given: string | undefined): string {
    return given ?? snakeCase(target);
  }

  override columnName(property: string, given: string | undefined, prefixes: string[]): string {
    return snakeCase([...prefixes, given ?? property].join('_'));
  }
}
