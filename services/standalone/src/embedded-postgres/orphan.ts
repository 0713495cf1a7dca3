import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import type { ClusterFolder } from './cluster-folder.js';

/** Held by a running Tributary on its cluster, for as long as it lives: a server on which nobody holds it is an orphan. */
export const livenessLock = 7_451_200;

/** Another Tributary works on this data folder. */
export class FolderInUse extends Error {
  constructor(folder: string) {
    super(
      `Another Tributary is running on the data folder ${folder}. Stop it, or set TRIBUTARY_DATA to another folder.`,
    );
  }
}

const patienceMilliseconds = 60_000;
const lockMilliseconds = 1_500;

/**
 * Deals with the server that an earlier run may have left behind on this folder. A server of ours that nobody uses is asked to stop;
 * a process id that belongs to somebody else by now is never touched.
 */
export async function clearTheWay(folder: ClusterFolder, say: (line: string) => void): Promise<void> {
  const until = Date.now() + patienceMilliseconds;
  const inUseFrom = Date.now() + lockMilliseconds;
  let told = false;
  for (let server = serverIn(folder); server !== null; server = serverIn(folder)) {
    if (!isAlive(server.pid) || !isServerOf(server.pid, folder)) {
      rmSync(join(folder.path, 'postmaster.pid'), { force: true });
      return;
    }
    const use = await useOf(server.port, folder);
    // A run that was killed this instant may still hold the lock: its connection ends in a moment.
    if (use === 'used' && Date.now() > inUseFrom) throw new FolderInUse(folder.parent);
    if (use === 'unused') stop(server.pid);
    if (use !== 'used' && !told) {
      say(`PostgreSQL of an earlier run is still there (process ${server.pid}): waiting for it to end`);
      told = true;
    }
    if (Date.now() > until)
      throw new Error(`PostgreSQL of an earlier run (process ${server.pid}) does not stop. Stop it and start again.`);
    await pause(100);
  }
}

/** The port on which a Tributary that is running has its server; null if none runs on this folder. */
export async function portInUse(folder: ClusterFolder): Promise<number | null> {
  const server = serverIn(folder);
  if (server === null || !isAlive(server.pid) || !isServerOf(server.pid, folder)) return null;
  return (await useOf(server.port, folder)) === 'used' ? server.port : null;
}

interface Server {
  readonly pid: number;
  readonly port: number;
}

/** What `postmaster.pid` says: process id in its first line, port in its fourth. */
function serverIn(folder: ClusterFolder): Server | null {
  const file = join(folder.path, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8').split('\n');
  return { pid: Number(lines[0]), port: Number(lines[3]) };
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 1) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function isServerOf(pid: number, folder: ClusterFolder): boolean {
  const command = commandLine(pid);
  // Where the command line cannot be read, the answer of the server itself decides.
  return command === null || (command.includes('postgres') && command.includes(folder.path));
}

function commandLine(pid: number): string | null {
  try {
    if (existsSync('/proc/self/cmdline')) return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
    return execFileSync('ps', ['-ww', '-o', 'args=', '-p', String(pid)], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  } catch {
    return null;
  }
}

/** Unknown while it starts, recovers or stops: then it takes no connection. */
async function useOf(port: number, folder: ClusterFolder): Promise<'used' | 'unused' | 'unknown'> {
  const client = new pg.Client({
    host: '127.0.0.1',
    port,
    user: 'postgres',
    password: folder.password,
    database: 'postgres',
    connectionTimeoutMillis: 2_000,
  });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<{ folder: string; free: boolean }>(
      `select current_setting('data_directory') as folder, pg_try_advisory_lock($1) as free`,
      [livenessLock],
    );
    if (rows[0]?.folder !== folder.path) return 'unknown';
    return rows[0].free ? 'unused' : 'used';
  } catch {
    return 'unknown';
  } finally {
    await client.end().catch(() => undefined);
  }
}

function stop(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // Gone by itself.
  }
}
