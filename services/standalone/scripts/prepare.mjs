// What must be there before anything of ours can run: the right Node, the packages, the build. Plain Node on purpose.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const buildNote = join(root, '.nx', 'built.json');
const began = performance.now();

export function say(line) {
  process.stdout.write(`  ${((performance.now() - began) / 1000).toFixed(1).padStart(5)} s  ${line}\n`);
}

function fail(message) {
  process.stderr.write(`\n${message}\n`);
  process.exit(1);
}

/** Node ^20.19, ^22.13 or >=24.11. */
export function ensureNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  const least = { 20: 19, 22: 13, 24: 11 };
  const fits = major > 24 || (major in least && minor >= least[major]);
  if (!fits)
    fail(
      `Tributary needs Node 20.19, 22.13 or 24.11 (or later of these lines); this is ${version}. See https://nodejs.org`,
    );
}

/** Installs when packages are missing or the lock file is newer than what was installed from it. */
export async function ensureInstalled() {
  const lock = join(root, 'package-lock.json');
  const installed = join(root, 'node_modules', '.package-lock.json');
  if (existsSync(installed) && statSync(installed).mtimeMs >= statSync(lock).mtimeMs) return;
  if (existsSync(installed) && sameLock(lock, installed)) return;
  say(
    existsSync(installed) ? 'Installing the packages that changed' : 'Installing the packages (once, a minute or two)',
  );
  const code = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], 'still installing');
  if (code !== 0)
    fail('The packages could not be installed; the lines above say why. Is there a network, or a registry in .npmrc?');
}

// A fresh checkout gives every file the time of the checkout: then the contents decide.
function sameLock(lock, installed) {
  const wanted = JSON.parse(readFileSync(lock, 'utf8')).packages;
  const present = JSON.parse(readFileSync(installed, 'utf8')).packages;
  return Object.entries(wanted).every(
    ([path, { version, optional, devOptional, link }]) =>
      path === '' ||
      link ||
      optional ||
      devOptional ||
      !path.startsWith('node_modules') ||
      present[path]?.version === version,
  );
}

/** Builds what changed; nothing at all when no source did. */
export async function ensureBuilt() {
  const wanted = fingerprint();
  if (isBuilt(wanted)) return;
  say('Building');
  const nx = join(root, 'node_modules', 'nx', 'dist', 'bin', 'nx.js');
  const command = existsSync(nx) ? [process.execPath, [nx]] : ['npx', ['nx']];
  const code = await run(
    command[0],
    [...command[1], 'run-many', '-t', 'build', '--output-style=static'],
    'still building',
    {
      NX_DAEMON: 'false',
      NX_TUI: 'false',
      NX_NO_CLOUD: 'true',
    },
  );
  if (code !== 0) fail('The build failed; the lines above say why.');
  mkdirSync(dirname(buildNote), { recursive: true });
  writeFileSync(buildNote, JSON.stringify({ fingerprint: wanted }));
}

function packages() {
  return ['libs', 'services'].flatMap((group) =>
    readdirSync(join(root, group))
      .map((name) => join(root, group, name))
      .filter((folder) => existsSync(join(folder, 'tsconfig.json'))),
  );
}

function isBuilt(wanted) {
  if (!packages().every((folder) => existsSync(join(folder, 'dist', 'index.js')))) return false;
  try {
    return JSON.parse(readFileSync(buildNote, 'utf8')).fingerprint === wanted;
  } catch {
    return false;
  }
}

/** Changes with any source that the build reads. */
function fingerprint() {
  const hash = createHash('sha256').update(process.versions.node.split('.')[0]);
  const shared = ['tsconfig.base.json', 'package-lock.json', 'nx.json'].map((name) => join(root, name));
  for (const file of [...shared, ...packages().flatMap(sources)].sort()) {
    const { size, mtimeMs } = statSync(file);
    hash.update(`${relative(root, file)} ${size} ${mtimeMs}\n`);
  }
  return hash.digest('hex');
}

function sources(folder) {
  const own = ['package.json', 'tsconfig.json'].map((name) => join(folder, name));
  const source = join(folder, 'src');
  const files = readdirSync(source, { recursive: true, withFileTypes: true }).filter(
    (entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'),
  );
  return [...own, ...files.map((entry) => join(entry.parentPath ?? entry.path, entry.name))];
}

/** Runs a command with its output held back, unless it fails; a line now and then says that it lives. */
export function run(command, parameters, alive, environment = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, parameters, {
      cwd: root,
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: process.platform === 'win32',
    });
    const output = [];
    child.stdout.on('data', (chunk) => output.push(chunk));
    child.stderr.on('data', (chunk) => output.push(chunk));
    const sign = setInterval(() => say(`... ${alive}`), 10_000);
    const end = (code) => {
      clearInterval(sign);
      if (code !== 0) process.stderr.write(Buffer.concat(output));
      resolve(code ?? 1);
    };
    child.once('error', (error) => {
      output.push(Buffer.from(`${error.message}\n`));
      end(1);
    });
    child.once('close', end);
  });
}
