// Keeps what today's contracts promise and was not released yet: `npm run release -w @tributary/contracts`, after a build.
// A released file is never rewritten, for events like its samples are on other people's logs: an event that grows gets a second one.
import { existsSync, writeFileSync } from 'node:fs';
import { catalog } from '../dist/index.js';
import { brokenReleases, isReleased, sumOf } from '../dist/release/gate.js';
import { releaseOf } from '../dist/release/release.js';
import { folder, readReleased, sumsFile } from './released.mjs';

const { files, sums } = readReleased();
const faults = brokenReleases({ files, sums }, catalog);
if (faults.length > 0) {
  console.error(`Nothing is released, as it would break what was:\n${faults.join('\n')}`);
  process.exit(1);
}

function freeName(type) {
  for (let edition = 1; ; edition += 1) {
    const name = edition === 1 ? `${type}.json` : `${type}.${edition}.json`;
    if (!(name in sums) && !existsSync(new URL(name, folder))) return name;
  }
}

for (const definition of catalog) {
  if (isReleased(Object.values(files), definition)) continue;
  const release = releaseOf(definition);
  const name = freeName(definition.type);
  writeFileSync(new URL(name, folder), `${JSON.stringify(release, null, 2)}\n`);
  sums[name] = sumOf(JSON.parse(JSON.stringify(release)));
  console.log(`released ${name}`);
}
const sorted = Object.fromEntries(Object.entries(sums).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(sumsFile, `${JSON.stringify(sorted, null, 2)}\n`);
