import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { assertCatalog } from './assert-catalog.js';

const entry = { status: 422, title: 'It is full', remedy: 'Wait.' };
let sources: string;
beforeEach(() => {
  sources = mkdtempSync(join(tmpdir(), 'catalog-'));
  writeFileSync(
    join(sources, 'deal.ts'),
    `throw new RuleViolation(\n  'DEAL_FULL', 'x');\nthrow new Forbidden('ROLE_MISSING', '');`,
  );
  writeFileSync(join(sources, 'deal.spec.ts'), `new Conflict('ONLY_IN_A_TEST')`);
  writeFileSync(join(sources, 'deal.controller.ts'), `@Operation({ errors: ['DEAL_FULL', 'STALE'] })`);
});
afterEach(() => rmSync(sources, { recursive: true }));

it('is content when sources and catalogue agree', () => {
  expect(() => assertCatalog({ sources, catalog: { DEAL_FULL: entry } })).not.toThrow();
  expect(() =>
    assertCatalog({ sources, catalog: { DEAL_FULL: entry, BY_NAME: entry }, alsoThrown: ['BY_NAME'] }),
  ).not.toThrow();
});

it('fails both ways', () => {
  expect(() => assertCatalog({ sources, catalog: {} })).toThrow('DEAL_FULL is thrown and not in the catalogue.');
  expect(() => assertCatalog({ sources, catalog: { DEAL_FULL: entry, UNUSED: entry } })).toThrow(
    'UNUSED is in the catalogue and never thrown.',
  );
  writeFileSync(join(sources, 'more.controller.ts'), `@Operation({ errors: ['INVENTED'] })`);
  expect(() => assertCatalog({ sources, catalog: { DEAL_FULL: entry } })).toThrow(
    'INVENTED is documented by an operation',
  );
});

it('asks each entry for a status, a title and a remedy', () => {
  const catalog = { DEAL_FULL: { status: 200, title: '', remedy: '' } };
  expect(() => assertCatalog({ sources, catalog })).toThrow(/has status 200.*lacks a title/s);
});
