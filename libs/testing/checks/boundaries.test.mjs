import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { boundaryRules, cruise } from './boundaries.mjs';
import { plantsOf } from './plants.mjs';

const planted = fileURLToPath(new URL('../planted/boundaries', import.meta.url));
const plants = plantsOf(planted);
const { modules, violations } = await cruise(planted);

test('the planted world is cruised whole', () => {
  assert.ok(modules >= Object.keys(plants).length, `cruised ${modules} of ${Object.keys(plants).length} files`);
});

for (const rule of boundaryRules()) {
  test(`boundary ${rule} fires on its plants and on nothing else`, () => {
    const expected = Object.keys(plants).filter((path) => plants[path] === rule);
    assert.ok(expected.length > 0, 'no plant breaks this rule: add one');
    const found = violations.filter((violation) => violation.rule === rule).map(({ from }) => from);
    assert.deepEqual([...new Set(found)].sort(), expected);
  });
}

test('every plant names a rule that exists', () => {
  assert.deepEqual(
    Object.values(plants).filter((rule) => rule !== null && !boundaryRules().includes(rule)),
    [],
  );
});
