import { spawn, type ChildProcess } from 'node:child_process';
import { chownSync, closeSync, existsSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { freePort } from '../boot/port.js';
import { adopt, chooseFolder, draftFolder, isInitialised, putAside, type ClusterFolder } from './cluster-folder.js';
import { clearTheWay, livenessLock } from './orphan.js';
import type { OperatingUser } from './operating-user.js';
import { findProgram, type PostgresProgram } from './program.js';

export interface EmbeddedPostgres {
  /** A superuser's address. */
  readonly url: string;
  /** Calls back if the server ends without having been asked to. */
  onLost(listener: () => void): void;
  stop(): Promise<void>;
  /** At once, without a last checkpoint: the next start recovers. */
  kill(): void;
}

// What is committed survives the loss of power.
const settings = {
  fsync: 'on',
  synchronous_commit: 'on',
  full_page_writes: 'on',
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '250',
  timezone: 'UTC',
  log_timezone: 'UTC',
  log_min_messages: 'warning',
};
const startMilliseconds = 120_000;

/** PostgreSQL of our own in the data folder: created at the first start, found again at the next. */
export async function startEmbeddedPostgres(
  dataFolder: string,
  say: (line: string) => void,
): Promise<EmbeddedPostgres> {
  const folder = chooseFolder(dataFolder, say);
  const program = await findProgram(folder.user, say);
  if (existsSync(folder.path) && !isInitialised(folder.path)) {
    say(`The database folder is not complete: put aside as ${putAside(folder)}`);
  }
  if (existsSync(folder.path)) await clearTheWay(folder, say);
  else await initialise(program, folder, say);
  return start(program, folder);
}

async function initialise(program: PostgresProgram, folder: ClusterFolder, say: (line: string) => void): Promise<void> {
  say('Creating the database');
  const draft = draftFolder(folder);
  const secret = join(folder.parent, `postgres-password.${process.pid}`);
  writeFileSync(secret, folder.password, { mode: 0o600 });
  if (folder.user !== null) chownSync(secret, folder.user.uid, folder.user.gid);
  const locale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  try {
    await run(
      program.initdb,
      [`--pgdata=${draft}`, '--username=postgres', '--auth=scram-sha-256', `--pwfile=${secret}`, ...locale],
      folder.user,
    );
  } finally {
    rmSync(secret, { force: true });
  }
  adopt(draft, folder);
}

function run(command: string, parameters: string[], user: OperatingUser | null): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(command, parameters, { ...user, cwd: '/', stdio: ['ignore', 'ignore', 'pipe'] });
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    child.once('error', reject);
    child.once('close', (code) =>
      code === 0 ? resolve() : reject(new Error(`${command} failed: ${complaint.trim()}`)),
    );
  });
}

async function start(program: PostgresProgram, folder: ClusterFolder): Promise<EmbeddedPostgres> {
  const port = await freePort();
  const logFile = join(folder.parent, 'postgres.log');
  const log = openSync(
    logFile,
    (statSync(logFile, { throwIfNoEntry: false })?.size ?? 0) > 5_000_000 ? 'w' : 'a',
    0o600,
  );
  const parameters = [
    '-D',
    folder.path,
    '-p',
    String(port),
    ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
  ];
  // In a process group of its own: Ctrl-C in the terminal stops the services first, then us it.
  const child = spawn(program.postgres, parameters, {
    ...folder.user,
    cwd: '/',
    detached: true,
    stdio: ['ignore', log, log],
  });
  closeSync(log);
  const url = `postgres://postgres:${folder.password}@127.0.0.1:${port}/postgres`;
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve());
  });
  const guard = await answering(child, url, logFile);
  return running(child, ended, url, guard, endWithUs(child, folder.user));
}

/** Waits until it takes connections; the connection it returns holds the liveness lock. */
async function answering(child: ChildProcess, url: string, logFile: string): Promise<pg.Client> {
  const until = Date.now() + startMilliseconds;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined || Date.now() > until) {
      child.kill('SIGQUIT');
      throw new Error(
        `PostgreSQL did not start. Its last lines:\n${readFileSync(logFile, 'utf8').trim().split('\n').slice(-10).join('\n')}`,
      );
    }
    const guard = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000, keepAlive: true });
    guard.on('error', () => undefined);
    try {
      await guard.connect();
      await guard.query('select pg_advisory_lock($1)', [livenessLock]);
      return guard;
    } catch {
      await guard.end().catch(() => undefined);
      await pause(30);
    }
  }
}

// Its input closes when we are gone, however we went: then the server is asked to stop. Windows has no such shell; there the next start clears the way.
function endWithUs(child: ChildProcess, user: OperatingUser | null): ChildProcess | null {
  if (process.platform === 'win32') return null;
  const script = 'trap "" INT TERM HUP; cat >/dev/null; kill -INT "$1" 2>/dev/null';
  const watch = spawn('/bin/sh', ['-c', script, 'sh', String(child.pid)], {
    ...user,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watch.on('error', () => undefined);
  watch.unref();
  (watch.stdin as unknown as { unref?: () => void } | null)?.unref?.();
  return watch;
}

function running(
  child: ChildProcess,
  ended: Promise<void>,
  url: string,
  guard: pg.Client,
  watch: ChildProcess | null,
): EmbeddedPostgres {
  let asked = false;
  return {
    url,
    onLost: (listener) => {
      void ended.then(() => {
        if (!asked) listener();
      });
    },
    stop: async () => {
      asked = true;
      await guard.end().catch(() => undefined);
      child.kill('SIGINT');
      const late = setTimeout(() => child.kill('SIGQUIT'), 15_000);
      await ended;
      clearTimeout(late);
      dismiss(watch);
    },
    kill: () => {
      asked = true;
      child.kill('SIGQUIT');
      dismiss(watch);
    },
  };
}

// The shell first, so that it does not signal a process id that is nobody's any more.
function dismiss(watch: ChildProcess | null): void {
  watch?.kill('SIGKILL');
  watch?.stdin?.destroy();
}
