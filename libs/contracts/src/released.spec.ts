import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { brokenPromises } from './compatibility.js';
import { catalog, definitionOf, toJsonSchema, type EventDefinition, type JsonSchema } from './index.js';

const folder = join(__dirname, '../released');
const released = readdirSync(folder).map((file) => {
  const { schema, samples } = JSON.parse(readFileSync(join(folder, file), 'utf8')) as {
    schema: JsonSchema;
    samples: unknown[];
  };
  return { type: file.replace(/\.json$/, ''), schema, samples };
});

function today(type: string): EventDefinition {
  const definition = definitionOf(type);
  if (!definition) throw new Error(`${type} was released and is gone from the catalog.`);
  return definition;
}

function compile(schema: JsonSchema) {
  const ajv = new Ajv2020({ strict: true });
  ajv.addKeyword('x-extensible-enum');
  for (const format of ['uuid', 'date', 'date-time']) ajv.addFormat(format, true);
  return ajv.compile(schema);
}

describe('what was released', () => {
  it('covers the whole catalog (npm run release -w @tributary/contracts)', () => {
    expect(released.map(({ type }) => type).sort()).toEqual(catalog.map(({ type }) => type).sort());
  });

  it.each(released)("$type: today's schema reads every released sample", ({ type, samples }) => {
    for (const sample of samples) {
      expect(today(type).schema.parse(sample)).toEqual(sample);
      expect(compile(toJsonSchema(today(type)))(sample)).toBe(true);
    }
  });

  it.each(released)("$type: the released schema reads today's sample", ({ type, schema }) => {
    expect(compile(schema)(today(type).sample)).toBe(true);
  });

  it.each(released)('$type: no promise of the released schema is broken', ({ type, schema }) => {
    expect(brokenPromises(schema, toJsonSchema(today(type)))).toEqual([]);
  });
});

describe('the gate', () => {
  const older: JsonSchema = {
    type: 'object',
    required: ['deal'],
    properties: {
      deal: {
        type: 'object',
        required: ['id'],
        properties: { id: { type: 'string' }, note: { anyOf: [{ type: 'string' }, { type: 'null' }] } },
      },
    },
  };
  const changed = (deal: JsonSchema): JsonSchema => ({
    ...older,
    properties: { deal: { ...(older['properties'] as { deal: JsonSchema }).deal, ...deal } },
  });
  const id = { type: 'string' };
  const note = { anyOf: [{ type: 'string' }, { type: 'null' }] };

  it.each([
    ['a field that is gone', changed({ properties: { id } }), '/deal/note is gone'],
    ['another type', changed({ properties: { id: { type: 'number' }, note } }), '/deal/id was string, is number'],
    ['a null that was not', changed({ properties: { id: note, note } }), '/deal/id was string, is null,string'],
    ['a new demand', changed({ required: ['id', 'note'] }), '/deal/note is demanded, old events lack it'],
    ['a promise withdrawn', changed({ required: [] }), '/deal/id was always there and may be missing now'],
  ])('refuses %s', (_, newer, fault) => {
    expect(brokenPromises(older, newer)).toEqual([fault]);
  });

  it('lets a new optional field pass', () => {
    expect(brokenPromises(older, changed({ properties: { id, note, tender: { type: 'string' } } }))).toEqual([]);
  });
});
