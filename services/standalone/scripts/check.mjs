import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

// Every rule that a machine can hold: `npm run check`. Two lanes, as each tool is single-threaded and a small machine has two cores.
const root = fileURLToPath(new URL('../../..', import.meta.url));
const checks = 'libs/testing/checks';
const planted = readdirSync(join(root, checks)).filter((name) => name.endsWith('.test.mjs'));

const step = (name, args, judge = () => ({})) => ({ name, args, judge });
const house = (name) => step(name, [`${checks}/repository.mjs`, name], (output) => ({ note: output.split('\n')[0] }));

const lanes = [
  [
    step('lint', ['node_modules/eslint/bin/eslint.js', '.', '--max-warnings', '0']),
    step('planted violations', ['--test', ...planted.map((name) => `${checks}/${name}`)], countTests),
  ],
  [
    step('build', ['node_modules/nx/dist/bin/nx.js', 'run-many', '-t', 'build', '--outputStyle=static'], (output) => ({
      fault: /project graph .*not cached/i.test(output) ? 'Nx worked without its project graph' : undefined,
    })),
    step('contracts', ['libs/contracts/scripts/gate.mjs'], (output) => ({ note: output.split('\n')[0] })),
    step('types', ['node_modules/typescript7/bin/tsc', '-p', 'tsconfig.json', '--pretty', 'false']),
    step('format', ['node_modules/prettier/bin/prettier.cjs', '--check', '.']),
    ...['boundaries', 'sizes', 'names', 'hygiene', 'packages'].map(house),
  ],
];

/** Every planted violation counts as a check of its own; none at all is a fault. */
function countTests(output) {
  const count = (word) => Number(output.match(new RegExp(`^(?:# |ℹ )${word} (\\d+)`, 'm'))?.[1] ?? 0);
  const [passed, failed] = [count('pass'), count('fail') + count('cancelled')];
  return {
    passed,
    failed,
    note: `${passed} rules and plants`,
    fault: passed === 0 ? 'no planted violation was tried' : undefined,
  };
}

function run(args) {
  return new Promise((resolve) => {
    const env = { ...process.env, NX_DAEMON: 'false', NO_COLOR: '1' };
    const child = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk));
    child.on('close', (code) => resolve({ code, output: output.trim() }));
  });
}

async function carryOut({ name, args, judge }) {
  const startedAt = performance.now();
  const { code, output } = await run(args);
  const { note = '', fault, passed = 0, failed = 0 } = judge(output);
  const ok = code === 0 && fault === undefined;
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1).padStart(6);
  console.log(`${ok ? 'ok    ' : 'FAILED'} ${name.padEnd(20)}${seconds} s  ${ok ? note : ''}`);
  if (!ok) console.log([fault, output].filter(Boolean).join('\n').replace(/^/gm, '       '));
  return passed + failed > 0
    ? { passed, failed: ok ? 0 : Math.max(failed, 1) }
    : { passed: ok ? 1 : 0, failed: ok ? 0 : 1 };
}

async function drive(lane) {
  const results = [];
  for (const each of lane) results.push(await carryOut(each));
  return results;
}

const results = (await Promise.all(lanes.map(drive))).flat();
const sum = (field) => results.reduce((total, result) => total + result[field], 0);
console.log(`${sum('passed')} passed, ${sum('failed')} failed, 0 skipped`);
process.exitCode = sum('failed') === 0 ? 0 : 1;
