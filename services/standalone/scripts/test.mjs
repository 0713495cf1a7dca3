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
const { passed, failed, skipped } = summary(report, code);
rmSync(folder, { recursive: true });
const missing = join(root, 'libs', 'testing', 'scripts', 'kafka-is-missing.mjs');
const { stdout: reason } = spawnSync(process.execPath, [missing], { encoding: 'utf8' });
if (reason !== '') process.stdout.write(`\nThe tests that need Kafka were left out. ${reason}`);
process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exit(failed === 0 ? code : 1);

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
