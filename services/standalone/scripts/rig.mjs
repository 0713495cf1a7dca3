import { spawn, spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

// `npm run rig -- --log=postgres|kafka --minutes=N --seed=S`: builds, then breaks everything that carries events while it is at work. `--short` is what `npm test` runs.
const root = fileURLToPath(new URL('../../..', import.meta.url));
const env = { ...process.env, NX_DAEMON: 'false', NODE_ENV: 'production' };

function build(args) {
  const { status, stdout } = spawnSync(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  if (status === 0) return;
  process.stderr.write(stdout);
  process.exit(status ?? 1);
}

build(['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'build', '--outputStyle=static']);
build(['node_modules/typescript7/bin/tsc', '-p', 'services/standalone/rig/tsconfig.json']);
const rig = spawn(process.execPath, ['services/standalone/rig/dist/rig/main.js', ...process.argv.slice(2)], {
  cwd: root,
  env,
  stdio: 'inherit',
});
// It ends its processes before it ends itself.
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => rig.kill(signal));
rig.on('close', (code) => process.exit(code ?? 1));
