// What the package has for those who do not use TypeScript: `npm pack` runs it after the build.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { asyncApi, catalog, toJsonSchema } from '../dist/index.js';

const home = new URL('../', import.meta.url);
const write = (path, document) => writeFileSync(new URL(path, home), `${JSON.stringify(document, null, 2)}\n`);

rmSync(new URL('schemas/', home), { recursive: true, force: true });
mkdirSync(new URL('schemas/', home));
for (const event of catalog) write(`schemas/${event.type}.json`, toJsonSchema(event));
write('asyncapi.json', asyncApi(catalog));
