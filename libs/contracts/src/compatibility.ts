import type { JsonSchema } from './json-schema.js';

/**
 * What a newer JSON Schema of the same event version breaks for somebody who reads by the older one, in sentences; empty if
 * nothing. Fields may be added as long as old events need not have them; nothing may go, change its type or narrow.
 */
export function brokenPromises(older: JsonSchema, newer: JsonSchema, path = ''): string[] {
  const at = path || '/';
  if (kindsOf(older).join() !== kindsOf(newer).join())
    return [`${at} was ${kindsOf(older).join()}, is ${kindsOf(newer).join()}`];
  const was = propertiesOf(older);
  const is = propertiesOf(newer);
  const gone = Object.keys(was).filter((name) => !(name in is));
  const demanded = requiredOf(newer).filter((name) => !requiredOf(older).includes(name));
  const loosened = requiredOf(older).filter((name) => name in is && !requiredOf(newer).includes(name));
  return [
    ...gone.map((name) => `${path}/${name} is gone`),
    ...demanded.map((name) => `${path}/${name} is demanded, old events lack it`),
    ...loosened.map((name) => `${path}/${name} was always there and may be missing now`),
    ...Object.keys(was).flatMap((name) => (is[name] ? brokenPromises(was[name]!, is[name], `${path}/${name}`) : [])),
    ...branches(older).flatMap((branch, index) => brokenPromises(branch, branches(newer)[index] ?? {}, path)),
  ];
}

function propertiesOf(schema: JsonSchema): Record<string, JsonSchema> {
  return (schema['properties'] ?? {}) as Record<string, JsonSchema>;
}

function requiredOf(schema: JsonSchema): readonly string[] {
  return (schema['required'] ?? []) as string[];
}

function branches(schema: JsonSchema): JsonSchema[] {
  const items = schema['items'] ? [schema['items'] as JsonSchema] : [];
  return [...items, ...((schema['anyOf'] ?? []) as JsonSchema[])];
}

function kindsOf(schema: JsonSchema): string[] {
  const alternatives = (schema['anyOf'] ?? []) as JsonSchema[];
  const { type = 'anything' } = schema;
  if (alternatives.length > 0) return alternatives.flatMap(kindsOf).sort();
  return [typeof type === 'string' ? type : JSON.stringify(type)];
}
