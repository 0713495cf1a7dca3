import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';

export const root = join(__dirname, '..', '..', '..', '..');

export interface ComposeService {
  readonly image?: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly profiles?: readonly string[];
  readonly healthcheck?: { readonly disable?: boolean };
  readonly depends_on?: readonly string[] | Readonly<Record<string, { readonly condition: string }>>;
}

export interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly networks: Readonly<Record<string, unknown>>;
  readonly volumes: Readonly<Record<string, unknown>>;
}

/** What `sh deploy/new-secrets.sh > .env` leaves beside the compose file. */
export function newSecrets(): Record<string, string> {
  const lines = execFileSync('sh', [join(root, 'deploy', 'new-secrets.sh')], { encoding: 'utf8' })
    .trim()
    .split('\n');
  return Object.fromEntries(lines.map((line) => line.split('=') as [string, string]));
}

/** docker-compose.yml with its anchors resolved and its variables filled in, as `docker compose config` shows it. */
export function composeFile(environment: Readonly<Record<string, string>>): ComposeFile {
  const text = readFileSync(join(root, 'docker-compose.yml'), 'utf8');
  return filled(parse(text, { merge: true }), environment) as ComposeFile;
}

function filled(value: unknown, environment: Readonly<Record<string, string>>): unknown {
  if (typeof value === 'string') return interpolated(value, environment);
  if (Array.isArray(value)) return value.map((one) => filled(one, environment));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, one]) => [name, filled(one, environment)]));
}

function interpolated(text: string, environment: Readonly<Record<string, string>>): string {
  return text.replace(/\$\{([A-Z_]+)(?::([-?])([^}]*))?\}/g, (_whole, name: string, kind?: string, usual?: string) => {
    const value = environment[name];
    if (value !== undefined && value !== '') return value;
    if (kind === '?') throw new Error(`required variable ${name} is missing a value`);
    return usual ?? '';
  });
}

/** The services of the file that run this repository's image. */
export function ownServices({ services }: ComposeFile): [string, ComposeService][] {
  return Object.entries(services).filter(([, { build }]) => build !== undefined);
}

/** The scopes that the realm of the identity provider can give. */
export function realmScopes(): string[] {
  const realm = JSON.parse(readFileSync(join(root, 'deploy/keycloak/tributary-realm.json'), 'utf8')) as {
    clientScopes: { name: string }[];
  };
  return realm.clientScopes.map(({ name }) => name);
}
