import { randomInt } from 'node:crypto';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { longForm, shortForm } from './form.js';
import { checksOf, textOf } from './report.js';
import { run } from './run.js';

const { values: asked } = parseArgs({
  options: {
    log: { type: 'string', default: 'postgres' },
    minutes: { type: 'string', default: '5' },
    seed: { type: 'string', default: String(randomInt(1_000_000)) },
    short: { type: 'boolean', default: false },
    keep: { type: 'boolean', default: false },
  },
});
const { log: kind, seed, short, keep } = asked;
const minutes = Number(asked.minutes);
if ((kind !== 'postgres' && kind !== 'kafka') || !(minutes > 0)) {
  console.error('npm run rig -- [--log=postgres|kafka] [--short | --minutes=N] [--seed=S] [--keep]');
  process.exit(2);
}

const startedAt = performance.now();
const say = (line: string): void =>
  void process.stderr.write(`${((performance.now() - startedAt) / 1000).toFixed(0).padStart(5)} s  ${line}\n`);
const folder = await mkdtemp(join(tmpdir(), 'tributary-rig-'));
await chmod(folder, 0o755); // as root, PostgreSQL runs as the user postgres, who must reach it
const closing: (() => Promise<unknown>)[] = [];
let closed: Promise<void> | null = null;

function close(keepsFolder: boolean): Promise<void> {
  closed ??= (async () => {
    for (const each of closing) await each().catch(() => undefined);
    if (keepsFolder) say(`data and logs: ${folder}`);
    else await rm(folder, { recursive: true, force: true });
  })();
  return closed;
}

for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
  process.on(signal, () => void close(keep).then(() => process.exit(130)));

let failed = 1;
try {
  const form = short ? shortForm(kind) : longForm(kind, minutes);
  say(`log ${kind}, ${form.name} form, seed ${seed}`);
  const outcome = await run({ kind, form, seed, folder, say, closing });
  const checks = checksOf(outcome);
  failed = checks.filter(({ faults }) => faults.length > 0).length;
  await close(keep || failed > 0);
  process.stdout.write(`The rig on ${kind}, seed ${seed}\n${textOf(outcome, checks)}\n`);
  for (const [sentence, count] of outcome.tally.missed) say(`could not be done ${count} times: ${sentence}`);
  process.stdout.write(`\n${checks.length - failed} passed, ${failed} failed, 0 skipped\n`);
} catch (error) {
  // Interrupted, it fails because everything is being ended.
  if (closed !== null) await new Promise(() => undefined);
  console.error(error);
  await close(true);
  process.stdout.write('\n0 passed, 1 failed, 0 skipped\n');
}
process.exit(failed === 0 ? 0 : 1);
