import { createHash, randomBytes } from 'node:crypto';
import {
  accessSync,
  chownSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { canReach, operatingUser, type OperatingUser } from './operating-user.js';

/** Where the cluster lives and who owns it. */
export interface ClusterFolder {
  /** PostgreSQL's data folder. */
  readonly path: string;
  /** The folder around it: password, log. */
  readonly parent: string;
  readonly user: OperatingUser | null;
  readonly password: string;
}

/** Chooses the folder: inside the data folder, or in the temporary folder if PostgreSQL's user cannot get there. */
export function chooseFolder(dataFolder: string, say: (line: string) => void): ClusterFolder {
  const wanted = resolve(dataFolder);
  mkdirSync(wanted, { recursive: true });
  const user = operatingUser(join(wanted, 'postgres'));
  const parent = user === null || canReach(wanted, user) ? wanted : substitute(wanted, say);
  return { path: join(parent, 'postgres'), parent, user, password: password(join(parent, 'postgres-password')) };
}

function substitute(wanted: string, say: (line: string) => void): string {
  const folder = join(tmpdir(), `tributary-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`);
  mkdirSync(folder, { recursive: true, mode: 0o755 });
  if (statSync(folder).uid !== process.getuid?.())
    throw new Error(`${folder} belongs to somebody else. Set TRIBUTARY_DATA to another folder.`);
  say(`PostgreSQL does not run as root and its user cannot reach ${wanted}: the database is kept in ${folder}`);
  return folder;
}

function password(file: string): string {
  if (!existsSync(file)) {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, randomBytes(24).toString('base64url'), { mode: 0o600 });
    renameSync(draft, file);
  }
  return readFileSync(file, 'utf8').trim();
}

/** The folder is there, and it is not ours to use. */
export class ForeignFolder extends Error {
  constructor(path: string) {
    super(
      `${path} cannot be used by this user. Start as the user who began it, or set TRIBUTARY_DATA to another folder.`,
    );
  }
}

/** Whole as `initdb` leaves it: it writes these first and last. Throws ForeignFolder where that cannot be seen. */
export function isInitialised(path: string): boolean {
  try {
    accessSync(path, constants.R_OK | constants.X_OK);
  } catch {
    throw new ForeignFolder(path);
  }
  return ['PG_VERSION', 'postgresql.conf', join('global', 'pg_control')].every((file) => existsSync(join(path, file)));
}

/** A folder to initialise in; it becomes the cluster's only when `adopt` renames it, so that a crash leaves nothing half made. */
export function draftFolder(folder: ClusterFolder): string {
  for (const name of readdirSync(folder.parent)) {
    if (name.startsWith('postgres.new-')) rmSync(join(folder.parent, name), { recursive: true, force: true });
  }
  const draft = join(folder.parent, `postgres.new-${process.pid}`);
  mkdirSync(draft, { mode: 0o700 });
  if (folder.user !== null) chownSync(draft, folder.user.uid, folder.user.gid);
  return draft;
}

export function adopt(draft: string, folder: ClusterFolder): void {
  renameSync(draft, folder.path);
}

/** Puts a folder that cannot be used out of the way; nothing is deleted. */
export function putAside(folder: ClusterFolder): string {
  const aside = join(folder.parent, `postgres.broken-${new Date().toISOString().replace(/[:.]/g, '-')}`);
  renameSync(folder.path, aside);
  return aside;
}
