import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { ESLint } from 'eslint';
import { rulesOf } from '../../../eslint.config.mjs';
import { plantsOf } from './plants.mjs';

const planted = fileURLToPath(new URL('../planted/lint', import.meta.url));
const plants = plantsOf(planted);
const config = rulesOf({ project: './tsconfig.json', tsconfigRootDir: planted });
const rules = new Set(config.flatMap((part) => Object.keys(part.rules ?? {})));

const eslint = new ESLint({ cwd: planted, overrideConfigFile: true, overrideConfig: config });
const found = new Map();
for (const { filePath, messages } of await eslint.lintFiles(['.'])) {
  found.set(filePath.slice(planted.length + 1), [...new Set(messages.map(({ ruleId, message }) => ruleId ?? message))]);
}

for (const [path, rule] of Object.entries(plants)) {
  test(`lint plant ${path} breaks ${rule ?? 'nothing'}`, () => {
    assert.deepEqual(found.get(path), rule === null ? [] : [rule]);
  });
}

for (const rule of rules) {
  test(`lint ${rule} has a plant`, () => {
    assert.ok(Object.values(plants).includes(rule), 'no plant breaks this rule: add one');
  });
}
