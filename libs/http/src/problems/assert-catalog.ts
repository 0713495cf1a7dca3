import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { platformErrors, type ErrorCatalog } from './error-catalog.js';

export interface CatalogCheck {
  /** The folder of a service's sources. */
  readonly sources: string;
  readonly catalog: ErrorCatalog;
  /** Codes that the sources give to an error by another way than a literal. */
  readonly alsoThrown?: readonly string[];
}

const thrown = /new (?:RuleViolation|Forbidden|Conflict|HttpRefusal)\(\s*'([^']*)'/g;
const documented = /errors:\s*\[([^\]]*)\]/g;

/** Holds the codes that the sources throw against the catalogue, both ways; and what operations document against it too. */
export function assertCatalog(check: CatalogCheck): void {
  const texts = sourcesIn(check.sources);
  const codes = new Set([
    ...texts.flatMap((text) => [...text.matchAll(thrown)].map(([, code = '']) => code)),
    ...(check.alsoThrown ?? []),
  ]);
  const named = texts.flatMap((text) =>
    [...text.matchAll(documented)].flatMap(([, list = '']) =>
      [...list.matchAll(/'([A-Z0-9_]+)'/g)].map(([, code = '']) => code),
    ),
  );
  const known = new Set([...Object.keys(check.catalog), ...Object.keys(platformErrors)]);
  const faults = [
    ...[...codes].filter((code) => !known.has(code)).map((code) => `${code} is thrown and not in the catalogue.`),
    ...Object.keys(check.catalog)
      .filter((code) => !codes.has(code))
      .map((code) => `${code} is in the catalogue and never thrown.`),
    ...[...new Set(named)]
      .filter((code) => !known.has(code))
      .map((code) => `${code} is documented by an operation and not in the catalogue.`),
    ...Object.entries(check.catalog).flatMap(([code, entry]) => entryFaults(code, entry)),
  ];
  if (faults.length > 0) throw new Error(`The error catalogue and the sources differ:\n${faults.join('\n')}`);
}

function entryFaults(code: string, { status, title, remedy }: ErrorCatalog[string]): string[] {
  return [
    ...(/^[A-Z][A-Z0-9]*(_[A-Z0-9]+)*$/.test(code) ? [] : [`${code} is not in SCREAMING_SNAKE_CASE.`]),
    ...(status >= 400 && status <= 599 ? [] : [`${code} has status ${status}.`]),
    ...(title.length > 2 && remedy.length > 2 ? [] : [`${code} lacks a title or a remedy.`]),
  ];
}

function sourcesIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'))
    .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
}
