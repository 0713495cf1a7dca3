import { execFileSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';

/** The user that PostgreSQL runs as when we are root, which PostgreSQL refuses to be. */
export interface OperatingUser {
  readonly uid: number;
  readonly gid: number;
}

/** Null unless we are root. The owner of an existing cluster goes first, then `postgres` (created if possible), then `nobody`. */
export function operatingUser(clusterFolder: string): OperatingUser | null {
  if (process.getuid?.() !== 0) return null;
  const owner = statSync(clusterFolder, { throwIfNoEntry: false });
  if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  return lookUp('postgres') ?? created() ?? lookUp('nobody');
}

function lookUp(name: string): OperatingUser | null {
  try {
    const id = (flag: string): number =>
      Number(execFileSync('id', [flag, name], { stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return null;
  }
}

function created(): OperatingUser | null {
  try {
    execFileSync(
      'useradd',
      ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', 'postgres'],
      { stdio: 'ignore' },
    );
  } catch {
    return null;
  }
  return lookUp('postgres');
}

/** Can this user pass through every folder on the way to `path`? `path` itself need not exist yet. */
export function canReach(path: string, user: OperatingUser): boolean {
  for (let folder = resolve(path); ; folder = dirname(folder)) {
    const stat = statSync(folder, { throwIfNoEntry: false });
    if (stat !== undefined && !mayPass(stat, user)) return false;
    if (folder === dirname(folder)) return true;
  }
}

function mayPass(stat: { mode: number; uid: number; gid: number }, user: OperatingUser): boolean {
  if (stat.uid === user.uid) return (stat.mode & 0o100) !== 0;
  if (stat.gid === user.gid) return (stat.mode & 0o010) !== 0;
  return (stat.mode & 0o001) !== 0;
}
