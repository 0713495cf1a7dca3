import type { JsonSchema } from '../json-schema.js';
import { brokenBounds } from './bounds.js';
import type { Direction } from './direction.js';

/** Tells people something and binds nobody. */
const annotations = new Set(['$schema', '$id', '$comment', 'title', 'description', 'examples', 'deprecated']);

/**
 * What a newer JSON Schema of the same event version breaks for the other side, in sentences; empty if nothing. Fields may be added
 * as long as old events need not have them, and words to an open vocabulary, for readers must expect words that they do not know.
 */
export function brokenPromises(
  older: JsonSchema,
  newer: JsonSchema,
  direction: Direction = 'published',
  path = '',
): string[] {
  const at = path || '/';
  const lost = lostKinds(older, newer, direction);
  if (lost !== null) return [`${at} was ${lost}, is ${[...alternatives(newer).keys()].sort().join()}`];
  return [...alternatives(older)].flatMap(([kind, branch]) => {
    const now = alternatives(newer).get(kind)!;
    return [
      ...brokenFields(branch, now, direction, path),
      ...brokenBounds(bindingOf(branch), bindingOf(now), direction).map((fault) => `${at}: ${fault}`),
      ...brokenWords(branch, now, direction).map((fault) => `${at}: ${fault}`),
      ...['items', 'additionalProperties'].flatMap((keyword) => brokenInside(keyword, branch, now, direction, path)),
    ];
  });
}

function lostKinds(older: JsonSchema, newer: JsonSchema, direction: Direction): string | null {
  const [was, is] = [[...alternatives(older).keys()].sort(), [...alternatives(newer).keys()].sort()];
  const isBroken = direction === 'published' ? was.join() !== is.join() : was.some((kind) => !is.includes(kind));
  return isBroken ? was.join() : null;
}

/** The branches of a schema by the type that each allows; a nullable text is a `string` and a `null`. */
function alternatives(schema: JsonSchema): Map<string, JsonSchema> {
  const branches = schema['anyOf'] as JsonSchema[] | undefined;
  if (branches === undefined) return new Map([[kindOf(schema), schema]]);
  const { anyOf: _, ...around } = schema;
  const found = new Map<string, JsonSchema>();
  for (const [kind, schema] of branches.flatMap((branch) => [...alternatives({ ...around, ...branch })]))
    found.set(found.has(kind) ? `${kind} ${found.size + 1}` : kind, schema);
  return found;
}

function kindOf({ type = 'anything' }: JsonSchema): string {
  return typeof type === 'string' ? type : JSON.stringify(type);
}

function brokenFields(older: JsonSchema, newer: JsonSchema, direction: Direction, path: string): string[] {
  const [was, is] = [propertiesOf(older), propertiesOf(newer)];
  const [needed, needs] = [requiredOf(older), requiredOf(newer)];
  const loosened = direction === 'published' ? needed.filter((name) => name in is && !needs.includes(name)) : [];
  return [
    ...Object.keys(was).flatMap((name) =>
      is[name] ? brokenPromises(was[name]!, is[name], direction, `${path}/${name}`) : [`${path}/${name} is gone`],
    ),
    ...needs.filter((name) => !needed.includes(name)).map((name) => `${path}/${name} is demanded, old events lack it`),
    ...loosened.map((name) => `${path}/${name} was always there and may be missing now`),
  ];
}

function brokenWords(older: JsonSchema, newer: JsonSchema, direction: Direction): string[] {
  const [was, is] = [wordsOf(older), wordsOf(newer)];
  const mark = 'x-personal-data';
  const unmarked = older[mark] !== undefined && older[mark] !== newer[mark];
  return [
    ...(was !== undefined && is === undefined ? ['is no vocabulary any more'] : []),
    ...(was === undefined && is !== undefined && direction === 'taken_in' ? ['takes a vocabulary only'] : []),
    ...(was ?? []).filter((word) => is !== undefined && !is.includes(word)).map((word) => `the word "${word}" is gone`),
    ...(unmarked ? [`the mark of personal data "${String(older[mark])}" is gone`] : []),
  ];
}

function brokenInside(
  keyword: string,
  older: JsonSchema,
  newer: JsonSchema,
  direction: Direction,
  path: string,
): string[] {
  const [was, is] = [older[keyword], newer[keyword]] as (JsonSchema | undefined)[];
  if (was === undefined && is === undefined) return [];
  if (typeof was !== 'object' || typeof is !== 'object')
    return was === is || (is === undefined && direction === 'taken_in') ? [] : [`${path || '/'}: ${keyword} changed`];
  return brokenPromises(was, is, direction, `${path}/${keyword === 'items' ? '*' : '{}'}`);
}

const looked = [
  'type',
  'properties',
  'required',
  'items',
  'additionalProperties',
  'x-extensible-enum',
  'x-personal-data',
];

/** What is left when annotations and everything that has a rule of its own are taken away. */
function bindingOf(schema: JsonSchema): JsonSchema {
  return Object.fromEntries(
    Object.entries(schema).filter(([keyword]) => !annotations.has(keyword) && !looked.includes(keyword)),
  );
}

/** The schema without what only tells people something: two schemas that agree in it promise the same. */
export function promiseOf(schema: JsonSchema): JsonSchema {
  const { properties, items, anyOf, additionalProperties, ...rest } = schema;
  const bare = Object.fromEntries(
    Object.entries(rest)
      .filter(([keyword]) => !annotations.has(keyword))
      .map(([keyword, value]) => [keyword, Array.isArray(value) ? [...(value as unknown[])].sort() : value]),
  );
  const of = (each: unknown): unknown =>
    typeof each === 'object' && each !== null ? promiseOf(each as JsonSchema) : each;
  return {
    ...bare,
    ...(properties === undefined
      ? {}
      : {
          properties: Object.fromEntries(
            Object.entries(properties as object).map(([name, field]) => [name, of(field)]),
          ),
        }),
    ...(items === undefined ? {} : { items: of(items) }),
    ...(anyOf === undefined ? {} : { anyOf: (anyOf as unknown[]).map(of) }),
    ...(additionalProperties === undefined ? {} : { additionalProperties: of(additionalProperties) }),
  };
}

function propertiesOf(schema: JsonSchema): Record<string, JsonSchema> {
  return (schema['properties'] ?? {}) as Record<string, JsonSchema>;
}

function requiredOf(schema: JsonSchema): readonly string[] {
  return (schema['required'] ?? []) as string[];
}

function wordsOf(schema: JsonSchema): readonly string[] | undefined {
  return schema['x-extensible-enum'] as string[] | undefined;
}
