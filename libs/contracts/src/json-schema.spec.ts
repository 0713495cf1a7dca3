import { Ajv2020 } from 'ajv/dist/2020.js';
import { glossary } from './glossary.js';
import { catalog, dataSchemaOf, descriptionOf, toJsonSchema, type JsonSchema } from './index.js';

interface Field {
  readonly event: string;
  readonly path: string;
  readonly parent: string;
  readonly name: string;
  readonly schema: JsonSchema;
}

const inside = (schema: JsonSchema): JsonSchema[] =>
  ['items', 'additionalProperties', 'anyOf'].flatMap((keyword) =>
    [(schema[keyword] ?? []) as JsonSchema | JsonSchema[]].flat(),
  );

function fieldsOf(schema: JsonSchema, event: string, parent = 'data', path = ''): Field[] {
  const named = Object.entries((schema['properties'] ?? {}) as Record<string, JsonSchema>);
  return [
    ...named.flatMap(([name, field]) => [
      { event, path: `${path}/${name}`, parent, name, schema: field },
      ...fieldsOf(field, event, name, `${path}/${name}`),
    ]),
    ...inside(schema).flatMap((each) => fieldsOf(each, event, parent, path)),
  ];
}

const fields = catalog.flatMap((definition) => fieldsOf(toJsonSchema(definition), definition.type));
const marksOf = ({ schema }: Field): unknown[] => [schema, ...inside(schema)].map((each) => each['x-personal-data']);

describe('The JSON Schema of an event', () => {
  it.each(catalog.map((event) => [event.type, event] as const))('%s takes its sample, in strict mode', (_, event) => {
    const ajv = new Ajv2020({ strict: true, allErrors: true, allowUnionTypes: true });
    for (const keyword of ['x-extensible-enum', 'x-personal-data']) ajv.addKeyword(keyword);
    for (const format of ['uuid', 'date', 'date-time']) ajv.addFormat(format, true);
    const schema = toJsonSchema(event);
    const validate = ajv.compile(schema);
    expect(validate(event.sample) || validate.errors).toBe(true);
    expect(schema['$id']).toBe(dataSchemaOf(event));
  });

  it('says of every field what it means', () => {
    expect(fields.length).toBeGreaterThan(1_000);
    expect(fields.filter(({ schema }) => descriptionOf(schema) === undefined)).toEqual([]);
  });

  it('has no word in the glossary that nobody uses', () => {
    const used = new Set(fields.flatMap(({ name, parent }) => [name, `${parent}.${name}`]));
    expect(Object.keys(glossary).filter((name) => !used.has(name))).toEqual([]);
  });
});

describe('Personal data', () => {
  const direct =
    /(e-?mail|phone|mobile|fax|birth|salutation|gender|firstName|lastName|fullName|contact|signatory|iban|taxId)/i;
  const people = /(By|^assignedTo|^userId)$/;
  const written = /^(reason|ground|title|evidence|project|note|comment)$/;

  it('is left out: no event names a person or says how to reach one', () => {
    expect(fields.filter(({ name }) => direct.test(name)).map(({ event, path }) => event + path)).toEqual([]);
  });

  it('is marked where an id stands for a person', () => {
    const ids = fields.filter(
      (field) => people.test(field.name) && field.name !== 'replacedBy' && field.name !== 'contributedBy',
    );
    expect(ids.length).toBeGreaterThan(50);
    expect(ids.filter((field) => !marksOf(field).includes('pseudonym'))).toEqual([]);
  });

  it('is marked where people write in their own words', () => {
    const texts = fields.filter(
      ({ name, schema }) => written.test(name) && JSON.stringify(schema).includes('"maxLength":400'),
    );
    expect(texts.length).toBeGreaterThan(20);
    expect(texts.filter((field) => !marksOf(field).includes('possible'))).toEqual([]);
  });
});
