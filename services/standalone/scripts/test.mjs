// `npm test` on a fresh clone: everything there is, unit, integration and end to end. Its last line is `N passed, N failed, N skipped`.
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, ensureNode, root, say } from './prepare.mjs';

ensureNode();
await ensureInstalled();
await ensureBuilt();

const folder = mkdtempSync(join(tmpdir(), 'tributary-jest-'));
const report = join(folder, 'report.json');
say('Testing');
const code = await jest(['--json', `--outputFile=${report}`, '--maxWorkers=2', ...process.argv.slice(2)]);
const counts = [summary(report, code)];
rmSync(folder, { recursive: true });
const withoutKafka = whyWithoutKafka();
// The rig breaks its broker: it needs one of its own.
const withoutOwnKafka = whyWithoutKafka({ KAFKA_BROKERS: '' });
if (process.argv.length === 2) {
  counts.push(await rig('postgres'));
  if (withoutOwnKafka === '') counts.push(await rig('kafka'));
  else process.stdout.write(`\nThe rig on Kafka was left out. ${withoutOwnKafka}`);
}
if (withoutKafka !== '') process.stdout.write(`\nThe tests that need Kafka were left out. ${withoutKafka}`);
const sum = (of) => counts.reduce((total, each) => total + each[of], 0);
process.stdout.write(`\n${sum('passed')} passed, ${sum('failed')} failed, ${sum('skipped')} skipped\n`);
process.exit(sum('failed') === 0 ? code : 1);

function whyWithoutKafka(environment = {}) {
  const script = join(root, 'libs', 'testing', 'scripts', 'kafka-is-missing.mjs');
  return spawnSync(process.execPath, [script], { encoding: 'utf8', env: { ...process.env, ...environment } }).stdout;
}

function jest(parameters) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [join(root, 'node_modules', 'jest', 'bin', 'jest.js'), ...parameters], {
      cwd: root,
      // The report goes to the file; what people read goes to stderr as always.
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, NX_DAEMON: 'false' },
    });
    child.once('error', () => resolve(1));
    child.once('close', (code) => resolve(code ?? 1));
  });
}

/** Everything that carries events is broken while it is at work, in the short form. */
function rig(log) {
  say(`The rig on ${log}`);
  return new Promise((resolve) => {
    const script = join(root, 'services', 'standalone', 'scripts', 'rig.mjs');
    const child = spawn(process.execPath, [script, `--log=${log}`, '--short'], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    let said = '';
    child.stdout.on('data', (text) => (said += text));
    child.once('error', () => resolve({ passed: 0, failed: 1, skipped: 0 }));
    child.once('close', (code) => {
      const [, passed, failed, skipped] = (
        /^(\d+) passed, (\d+) failed, (\d+) skipped$/m.exec(said) ?? [0, 0, 1, 0]
      ).map(Number);
      // Its own last line must not be taken for ours.
      process.stdout.write(said.replace(/\n\d+ passed, .*\n$/, ''));
      resolve({ passed, failed: failed === 0 && code !== 0 ? 1 : failed, skipped });
    });
  });
}

/** A file that could not even be run counts as a failure; so does a run without a report. */
function summary(file, exitCode) {
  try {
    const result = JSON.parse(readFileSync(file, 'utf8'));
    const failed = result.numFailedTests + result.numRuntimeErrorTestSuites;
    return {
      passed: result.numPassedTests,
      failed: failed === 0 && exitCode !== 0 ? 1 : failed,
      skipped: result.numPendingTests + result.numTodoTests,
    };
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}
