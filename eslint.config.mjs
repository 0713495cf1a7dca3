import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';
import house from './libs/testing/checks/lint-rules.mjs';

// Each rule has a plant in libs/testing/planted/lint that proves it fires; a rule without one fails `npm run check`.
const everywhere = {
  'prefer-const': 'error',
  'no-var': 'error',
  eqeqeq: 'error',
  'no-console': 'error',
  'no-useless-return': 'error',
  'max-lines': ['error', { max: 250 }],
  'no-restricted-properties': [
    'error',
    { object: 'process', property: 'env', message: 'The environment is read in config.ts, once, at boot.' },
  ],
  'no-restricted-imports': [
    'error',
    {
      paths: [
        { name: 'node:process', importNames: ['env'], message: 'The environment is read in config.ts, once, at boot.' },
      ],
    },
  ],
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
  '@typescript-eslint/ban-ts-comment': 'error',
  '@typescript-eslint/no-require-imports': 'error',
  '@typescript-eslint/no-floating-promises': 'error',
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/await-thenable': 'error',
  'no-throw-literal': 'error',
  '@typescript-eslint/return-await': ['error', 'in-try-catch'],
  '@typescript-eslint/no-unnecessary-type-assertion': 'error',
  '@typescript-eslint/no-base-to-string': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  // Files with decorators are exempt by themselves: what Nest injects must stay a value import.
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
  '@typescript-eslint/consistent-type-exports': 'error',
  'house/no-typeorm-save': 'error',
  'house/injected-as-value': 'error',
};

export const rulesOf = (project) => [
  {
    files: ['**/*.mjs', '**/*.cjs'],
    rules: { 'prefer-const': 'error', 'no-var': 'error', eqeqeq: 'error', 'no-unused-vars': 'error' },
  },
  {
    files: ['**/*.ts'],
    plugins: { '@typescript-eslint': tseslint.plugin, house },
    languageOptions: { parser: tseslint.parser, parserOptions: project },
    linterOptions: { reportUnusedDisableDirectives: 'error' },
    rules: everywhere,
  },
  { files: ['**/migrations/*.ts'], rules: { 'max-lines': 'off' } },
  { files: ['**/config.ts'], rules: { 'no-restricted-properties': 'off', 'no-restricted-imports': 'off' } },
  {
    files: [
      '**/*.spec.ts',
      '**/test/**/*.ts',
      '**/examples/**/*.ts',
      'libs/testing/src/**/*.ts',
      'services/standalone/{bench,rig}/**/*.ts',
    ],
    rules: {
      'max-lines': 'off',
      'no-console': 'off',
      'no-restricted-properties': 'off',
      'no-restricted-imports': 'off',
    },
  },
];

export default defineConfig([
  { ignores: ['**/dist/', 'libs/testing/planted/', '.nx/', '.tributary/'] },
  ...rulesOf({ project: './tsconfig.json', tsconfigRootDir: import.meta.dirname }),
]);
