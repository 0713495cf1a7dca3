import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { EventDefinition } from '../event.js';
import { brokenPromises, promiseOf } from './compatibility.js';
import { brokenFacts, releaseOf, type Release } from './release.js';

/** Release files by name, and the sum that each had when it was released. */
export interface Released {
  readonly files: Readonly<Record<string, Release>>;
  readonly sums: Readonly<Record<string, string>>;
}

const remedy = 'run `npm run release -w @tributary/contracts`';

/** Why today's contracts must not be told, in sentences: they break what was released, or nobody has released them. */
export function brokenContracts(released: Released, catalog: readonly EventDefinition[]): string[] {
  const missing = catalog.filter((definition) => !isReleased(Object.values(released.files), definition));
  return [
    ...brokenReleases(released, catalog),
    ...missing.map(({ type }) => `${type}: is not released as it is; ${remedy}`),
  ];
}

/** Everything by which today's catalog would break somebody who relies on what was released; no new release mends it. */
export function brokenReleases({ files, sums }: Released, catalog: readonly EventDefinition[]): string[] {
  const today = new Map(catalog.map((definition) => [definition.type, definition]));
  return [
    ...Object.keys(sums).flatMap((name) => tampered(name, sums[name]!, files[name])),
    ...Object.keys(files).flatMap((name) => (name in sums ? [] : [`${name}: has no sum; ${remedy}`])),
    ...Object.values(files).flatMap((release) => {
      const { type } = release.facts;
      const definition = today.get(type);
      const faults = definition === undefined ? ['was released and is gone'] : brokenBy(release, definition);
      return faults.map((fault) => `${type}: ${fault}`);
    }),
  ];
}

function tampered(name: string, sum: string, release: Release | undefined): string[] {
  if (release === undefined) return [`${name}: the released file is gone`];
  return sumOf(release) === sum ? [] : [`${name}: the released file was edited`];
}

function brokenBy(release: Release, definition: EventDefinition): string[] {
  const { facts, schema } = releaseOf(definition);
  const direction = facts.source === null ? 'taken_in' : 'published';
  const unread = release.samples.filter(
    (sample) => !isDeepStrictEqual(definition.schema.safeParse(sample).data, sample),
  );
  return [
    ...brokenFacts(release.facts, facts),
    ...brokenPromises(release.schema, schema, direction),
    ...unread.map((sample) => `reads its released sample no longer: ${JSON.stringify(sample).slice(0, 120)}`),
  ];
}

/** What is promised today has been released word for word, so that tomorrow it can be held against it. */
export function isReleased(releases: readonly Release[], definition: EventDefinition): boolean {
  const { facts, schema } = releaseOf(definition);
  return releases.some(
    (release) =>
      isDeepStrictEqual(release.facts, facts) && isDeepStrictEqual(promiseOf(release.schema), promiseOf(schema)),
  );
}

/** Of the content, not of the bytes: line ends and indentation may differ. */
export function sumOf(release: Release): string {
  return createHash('sha256').update(JSON.stringify(release)).digest('hex');
}
