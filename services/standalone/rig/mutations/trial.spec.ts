import { execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Breakage } from './breakage.js';
import { Checkout } from './checkout.js';
import { tryAll } from './trial.js';

const rule = 'an account holds what was paid in, once';
const rules = `const { balance } = require('./account.js');
it('${rule}', () => expect(balance([1, 2])).toBe(3));
`;
const account = `exports.balance = (payments) => payments.reduce((sum, each) => sum + each, 0);
`;

describe('a trial of breakages', () => {
  let folder: string;
  let original: string;
  let copies = 0;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'tributary-trial-'));
    original = join(folder, 'original');
    execFileSync('git', ['init', '-q', original]);
    await symlink(join(__dirname, '../../../..', 'node_modules'), join(original, 'node_modules'), 'junction');
    await writeFile(join(original, 'jest.config.mjs'), 'export default { transform: {} };\n');
    await writeFile(join(original, 'account.js'), account);
    await writeFile(join(original, 'account.spec.js'), rules);
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  const breakage = (name: string, find: string, replace: string, more: Partial<Breakage> = {}): Breakage => ({
    name,
    what: name,
    why: name,
    edits: [{ file: 'account.js', find, replace }],
    witnesses: [{ file: 'account.spec.js', test: rule, shows: 'doubling' }],
    ...more,
  });
  const trial = async (breakages: readonly Breakage[], limitMs?: number) => {
    const checkout = await Checkout.of(original, join(folder, `copy-${(copies += 1)}`));
    const verdicts: Record<string, string> = {};
    const red = await tryAll(checkout, breakages, {
      withoutKafka: 'There is no Kafka.',
      onVerdict: ({ name }, { isRed, sentence }) => (verdicts[name] = `${isRed ? 'red' : 'FAILED'} ${sentence}`),
      ...(limitMs === undefined ? {} : { limitMs }),
    });
    expect(await readFile(join(checkout.root, 'account.js'), 'utf8')).toBe(account);
    return { red, verdicts };
  };

  it('counts what an assertion of its own test notices, and nothing else', async () => {
    const { red, verdicts } = await trial([
      breakage('noticed', 'sum + each', 'sum + each + each'),
      breakage('changes nothing', 'sum + each', 'each + sum'),
      breakage('gone from the source', 'sum - each', 'sum'),
      breakage('does not compile', 'sum + each', 'sum + + )'),
      breakage('crashes', 'payments.reduce', 'payment.reduce'),
      breakage('needs Kafka', 'sum + each', 'sum', { needsKafka: true }),
    ]);
    expect(verdicts).toEqual({
      noticed: `red doubling: ${rule}`,
      'changes nothing': `FAILED stayed green: ${rule}`,
      'gone from the source': 'FAILED the breakage no longer applies: account.js has "sum - each" nowhere',
      'does not compile': expect.stringContaining('FAILED a test file could not be run'),
      crashes: `FAILED failed, but not by what it expects: ${rule}`,
      'needs Kafka': 'FAILED could not be tried. There is no Kafka.',
    });
    expect(red).toBe(1);
    expect(await readFile(join(original, 'account.js'), 'utf8')).toBe(account);
  }, 120_000);

  it('says nothing where the tests are not green to begin with, or do not exist', async () => {
    const other = { witnesses: [{ file: 'account.spec.js', test: 'renamed since', shows: 'loss' as const }] };
    await expect(trial([breakage('renamed', 'sum + each', 'sum', other)])).rejects.toThrow(
      'there is no test "renamed since"',
    );
    await writeFile(join(original, 'account.js'), account.replace('+', '-'));
    await expect(trial([breakage('noticed', 'sum - each', 'sum')])).rejects.toThrow('red though nothing is broken');
    await writeFile(join(original, 'account.js'), account);
  }, 120_000);

  it('ends a run that hangs, and does not take it for a red one', async () => {
    await writeFile(join(original, 'account.spec.js'), `${rules}for (;;);\n`);
    await expect(trial([breakage('any', 'sum + each', 'sum')], 3_000)).rejects.toThrow('did not end within 3 s');
  }, 120_000);
});
