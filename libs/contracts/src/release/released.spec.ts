import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { catalog, definitionOf, type JsonSchema } from '../index.js';
import { brokenContracts } from './gate.js';
import type { Release } from './release.js';

const home = join(__dirname, '../..');
const json = (file: string): unknown => JSON.parse(readFileSync(join(home, file), 'utf8'));
const files = Object.fromEntries(
  readdirSync(join(home, 'released')).map((name) => [name, json(`released/${name}`) as Release]),
);

function compile(schema: JsonSchema) {
  const ajv = new Ajv2020({ strict: true, allowUnionTypes: true });
  for (const keyword of ['x-extensible-enum', 'x-personal-data']) ajv.addKeyword(keyword);
  for (const format of ['uuid', 'date', 'date-time']) ajv.addFormat(format, true);
  return ajv.compile(schema);
}

describe('What was released', () => {
  it('is kept: `npm run check` says the same', () => {
    expect(Object.keys(files).length).toBeGreaterThanOrEqual(catalog.length);
    expect(brokenContracts({ files, sums: json('released.json') as Record<string, string> }, catalog)).toEqual([]);
  });

  it.each(Object.entries(files))("%s reads today's sample by its own schema", (_, { facts, schema }) => {
    expect(compile(schema)(definitionOf(facts.type)!.sample)).toBe(true);
  });
});
