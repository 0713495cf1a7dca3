// Keeps the schema and a sample of every event that is not released yet: `npm run release -w @tributary/contracts`.
// A released file is never rewritten, for events like it are on other people's logs.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { catalog, toJsonSchema } from '../dist/index.js';

const folder = new URL('../released/', import.meta.url);
mkdirSync(folder, { recursive: true });
for (const event of catalog) {
  const file = new URL(`${event.type}.json`, folder);
  if (existsSync(file)) continue;
  writeFileSync(file, `${JSON.stringify({ schema: toJsonSchema(event), samples: [event.sample] }, null, 2)}\n`);
  console.log(`released ${event.type}`);
}
