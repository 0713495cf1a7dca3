import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hygieneFaults } from './hygiene.mjs';
import { nameFaults } from './names.mjs';
import { packageFaults } from './packages.mjs';
import { measure, sizeFaults } from './sizes.mjs';

const file = (path, text = '') => ({ path, text });
const long = (path, lines) => file(path, 'x\n'.repeat(lines));
const src = 'services/sales/src';
const root = file('package.json', JSON.stringify({ dependencies: { zod: '4.6.7' } }));
const short = Array.from({ length: 20 }, (_, at) => long(`libs/a/src/${at}.ts`, 9));

const refused = [
  [sizeFaults, 'a file over 250 lines', [long(`${src}/deal/deal.ts`, 251), ...short]],
  [sizeFaults, 'a test over 250 lines', [long(`${src}/deal/deal.spec.ts`, 251), ...short]],
  [sizeFaults, 'a median over 56', [57, 57, 1].map((lines, at) => long(`libs/a/src/${at}.ts`, lines))],
  [
    sizeFaults,
    'two in ten over 145',
    [...Array(8).fill(9), 146, 146].map((lines, at) => long(`libs/a/src/${at}.ts`, lines)),
  ],
  [nameFaults, 'utils.ts', [file('libs/http/src/utils.ts')]],
  [nameFaults, 'types.ts', [file(`${src}/deal/types.ts`)]],
  [nameFaults, 'constants.ts', [file('libs/http/src/constants.ts')]],
  [nameFaults, 'a folder of helpers', [file('libs/http/src/helpers/text.ts')]],
  [nameFaults, 'a folder of interfaces', [file('libs/http/src/interfaces/actor.ts')]],
  [nameFaults, 'camel case in a path', [file('libs/http/src/dealDto.ts')]],
  [nameFaults, 'a role nobody knows', [file(`${src}/deal/deal.repository.ts`)]],
  [nameFaults, 'a folder inside a slice', [file(`${src}/deal/rules/conflict.ts`)]],
  [nameFaults, 'a barrel inside a service', [file(`${src}/deal/index.ts`)]],
  [nameFaults, 'a Manager', [file('libs/http/src/deals.ts', 'export class DealManager {}\n')]],
  [nameFaults, 'an Impl', [file('libs/http/src/deals.ts', 'export class ClockImpl {}\n')]],
  [nameFaults, 'a Base class', [file('libs/http/src/deals.ts', 'export abstract class BaseService {}\n')]],
  [nameFaults, 'an I-interface', [file('libs/http/src/deals.ts', 'export interface IDeal {}\n')]],
  [hygieneFaults, 'a path of one machine', [file('README.md', 'cd /home/ann/tributary\n')]],
  [hygieneFaults, 'a private key', [file('key.ts', `-----BEGIN ${'PRIVATE KEY'}-----\n`)]],
  [hygieneFaults, 'an access token', [file('a.ts', `const token = 'ghp_${'a1'.repeat(18)}';\n`)]],
  [
    hygieneFaults,
    'a signed token',
    [file('a.md', `Bearer eyJ${'a'.repeat(12)}.eyJ${'b'.repeat(12)}.${'c'.repeat(30)}\n`)],
  ],
  [
    hygieneFaults,
    'a password in an address',
    [file('a.ts', "open('postgres://sales:hunter2hunter2@db.example/sales')\n")],
  ],
  [
    hygieneFaults,
    "a registry's host",
    [file('package-lock.json', '{\n"resolved": "https://registry.example/pg.tgz"\n}')],
  ],
  [
    hygieneFaults,
    'a lock file without other platforms',
    [file('package-lock.json', '{"packages":{"node_modules/nx":{"optionalDependencies":{"nx-darwin":"1.0.0"}}}}')],
  ],
  [hygieneFaults, 'a test switched off', [file('libs/a/src/a.spec.ts', "it.skip('a rule', () => {});\n")]],
  [packageFaults, 'a package without a tag', [manifest('libs/kernel', [])]],
  [
    packageFaults,
    'an upward dependency',
    [manifest('libs/kernel', ['kernel'], ['contracts']), manifest('libs/contracts', ['contracts'])],
  ],
  [
    packageFaults,
    'a service on a service',
    [manifest('services/sales', ['service'], ['presales']), manifest('services/presales', ['service'])],
  ],
  [
    packageFaults,
    'an undeclared import',
    [manifest('libs/http', ['platform']), file('libs/http/src/a.ts', "import { Money } from '@tributary/kernel';\n")],
  ],
  [
    packageFaults,
    'a package for others that needs one of ours',
    [manifest('libs/kernel', ['kernel']), published({ '@tributary/kernel': '*' })],
  ],
  [packageFaults, 'a package for others with a version of its own', [root, published({ zod: '^3.0.0' })]],
];

function manifest(folder, tags, dependencies = []) {
  const named = Object.fromEntries(dependencies.map((each) => [`@tributary/${each}`, '*']));
  return file(
    `${folder}/package.json`,
    JSON.stringify({ name: `@tributary/${folder.split('/')[1]}`, private: true, dependencies: named, nx: { tags } }),
  );
}

function published(dependencies) {
  return file(
    'libs/contracts/package.json',
    JSON.stringify({ name: '@tributary/contracts', dependencies, nx: { tags: ['contracts'] } }),
  );
}

for (const [check, what, files] of refused) {
  test(`${check.name} refuses ${what}`, () => assert.equal(check(files).length, 1, check(files).join('\n')));
}

test('an honest repository has no fault', () => {
  const files = [
    long(`${src}/deal/deal.ts`, 40),
    long(`${src}/migrations/0001-deal.ts`, 900),
    file(
      `${src}/deal/count-deal-when-order-won.consumer.ts`,
      'export class CountDealWhenOrderWon {}\nexport interface Item {}\n',
    ),
    file(`${src}/deal/deal.int.spec.ts`, "it('fetch /v1/home/a', () => {});\n"),
    file('README.md', 'postgres://sales:password-of-sales@127.0.0.1:5432/sales and ./home/a and `${home}/b`\n'),
    file('package-lock.json', '{\n"resolved": "libs/kernel"\n}'),
    manifest('libs/kernel', ['kernel']),
    manifest('services/sales', ['service'], ['kernel']),
    root,
    published({ zod: '^4.6.7' }),
    file('services/sales/src/main.ts', "import { Money } from '@tributary/kernel';\n"),
  ];
  for (const check of [sizeFaults, nameFaults, hygieneFaults, packageFaults]) assert.deepEqual(check(files), []);
  assert.deepEqual(measure(files).longest, 40);
});
