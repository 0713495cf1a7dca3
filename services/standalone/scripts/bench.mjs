import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// `npm run bench`: builds, measures on a PostgreSQL of its own, prints one table. `npm run bench -- --brief` is a quick look.
const root = fileURLToPath(new URL('../../..', import.meta.url));
const env = { ...process.env, NX_DAEMON: 'false', NODE_ENV: 'production' };

function run(args, stdio) {
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, env, stdio, encoding: 'utf8' });
  if (status === 0) return;
  if (stdout) console.error(stdout);
  process.exit(status ?? 1);
}

run(
  ['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'build', '--outputStyle=static'],
  ['ignore', 'pipe', 'inherit'],
);
run(['node_modules/typescript7/bin/tsc', '-p', 'services/standalone/bench/tsconfig.json'], 'inherit');
run(['services/standalone/bench/dist/main.js', ...process.argv.slice(2)], 'inherit');
