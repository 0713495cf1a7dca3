import { z } from 'zod';
import type { EventDefinition } from './event.js';
import { meaningOf } from './glossary.js';
import { isFormatOnly } from './vocabulary.js';

export type JsonSchema = Record<string, unknown>;

/** The CloudEvents `dataschema` of an event, the `$id` of its JSON Schema and the address where the gateway serves it; without `publicUrl` its path. */
export function dataSchemaOf(definition: Pick<EventDefinition, 'type'>, publicUrl = ''): string {
  return `${publicUrl}/schemas/${definition.type}.json`;
}

/** The JSON Schema 2020-12 of an event's data, as a reader should take it: further fields are allowed, every field is described. */
export function toJsonSchema(definition: EventDefinition, publicUrl = ''): JsonSchema {
  // io 'input', because the schema of the output forbids additional properties.
  const { $schema, ...schema } = z.toJSONSchema(definition.schema, { target: 'draft-2020-12', io: 'input' });
  return {
    $schema,
    $id: dataSchemaOf(definition, publicUrl),
    title: definition.name,
    description: definition.summary,
    ...(described(schema, 'data') as JsonSchema),
    examples: [definition.sample],
  };
}

function described(schema: unknown, parent: string): unknown {
  if (typeof schema !== 'object' || schema === null) return schema;
  const node = schema as JsonSchema;
  const inner: JsonSchema = { ...node };
  for (const keyword of ['items', 'additionalProperties']) {
    if (keyword in node) inner[keyword] = described(node[keyword], parent);
  }
  if (Array.isArray(node['anyOf'])) inner['anyOf'] = node['anyOf'].map((branch) => described(branch, parent));
  if ('properties' in node) {
    const fields = Object.entries(node['properties'] as Record<string, JsonSchema>);
    inner['properties'] = Object.fromEntries(fields.map(([name, field]) => [name, fieldOf(name, field, parent)]));
  }
  return inner;
}

function fieldOf(name: string, field: JsonSchema, parent: string): JsonSchema {
  const schema = described(field, name) as JsonSchema;
  const own = descriptionOf(schema);
  if (own !== undefined && !isFormatOnly(own)) return { ...schema, description: own };
  const description = [meaningOf(name, parent), own].filter((part) => part !== undefined).join('. ');
  return description === '' ? schema : { ...schema, description };
}

/** Its own, or that of what is not null in it. */
export function descriptionOf(schema: JsonSchema): string | undefined {
  const branches = (schema['anyOf'] ?? []) as JsonSchema[];
  const told = schema['description'] ?? branches.map((branch) => branch['description']).find(Boolean);
  return typeof told === 'string' ? told : undefined;
}
