import { readdirSync, readFileSync, existsSync } from 'node:fs';
import { join } from 'node:path';
import { leftOutWithoutKafka } from './libs/testing/scripts/kafka-tests.mjs';

// Packages that ship ES modules only are transformed, the others are loaded as they are.
function esModulePackages(root) {
  return readdirSync(root, { withFileTypes: true })
    .flatMap((entry) =>
      entry.name.startsWith('@')
        ? readdirSync(join(root, entry.name)).map((name) => `${entry.name}/${name}`)
        : [entry.name],
    )
    .filter((name) => {
      const manifest = join(root, name, 'package.json');
      return (
        !name.startsWith('@tributary/') &&
        existsSync(manifest) &&
        JSON.parse(readFileSync(manifest, 'utf8')).type === 'module'
      );
    });
}
const esModules = esModulePackages(join(import.meta.dirname, 'node_modules'))
  .map((name) => name.replace('/', '[/\\\\]'))
  .join('|');

const base = {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  transform: {
    '\\.m?[jt]s$': [
      '@swc/jest',
      {
        jsc: {
          parser: { syntax: 'typescript', decorators: true, dynamicImport: true },
          transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
          target: 'es2022',
          keepClassNames: true,
        },
        module: { type: 'commonjs' },
      },
    ],
  },
  transformIgnorePatterns: [`/node_modules/(?!(?:.*/node_modules/)?(?:${esModules})/)`],
  moduleNameMapper: {
    '^@tributary/(kernel|contracts|persistence|messaging|http|testing)$': '<rootDir>/libs/$1/src/index.ts',
    '^@tributary/(gateway|partner-lifecycle|presales|sales|post-sales|maturity-assessment|standalone)$':
      '<rootDir>/services/$1/src/index.ts',
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/(?:libs|services)/[^/]+/dist', '<rootDir>/libs/testing/planted'],
};

const real = {
  testPathIgnorePatterns: ['/node_modules/', '/dist/', ...leftOutWithoutKafka()],
  globalSetup: '<rootDir>/libs/testing/src/jest-global-setup.ts',
  globalTeardown: '<rootDir>/libs/testing/src/jest-global-teardown.ts',
};

export default {
  testTimeout: 30_000,
  // jest keeps much of what a file has loaded: a process that has run many is exchanged for a new one.
  workerIdleMemoryLimit: '640MB',
  projects: [
    {
      ...base,
      displayName: 'unit',
      testMatch: ['<rootDir>/{libs,services}/**/*.spec.ts'],
      testPathIgnorePatterns: ['/node_modules/', '/dist/', '\\.(int|e2e)\\.spec\\.ts$'],
    },
    {
      ...base,
      ...real,
      displayName: 'integration',
      testMatch: ['<rootDir>/{libs,services}/**/*.int.spec.ts'],
    },
    {
      ...base,
      ...real,
      displayName: 'e2e',
      testMatch: ['<rootDir>/{libs,services}/**/*.e2e.spec.ts'],
    },
  ],
};
