import { z } from 'zod';
import type { EventDefinition } from './event.js';

export type JsonSchema = Record<string, unknown>;

/** The CloudEvents `dataschema` of an event, the `$id` of its JSON Schema and the path where the gateway serves it. */
export function dataSchemaOf(definition: Pick<EventDefinition, 'type'>): string {
  return `/schemas/${definition.type}.json`;
}

/** The JSON Schema 2020-12 of an event's data, as a reader should take it: further fields are allowed. */
export function toJsonSchema(definition: EventDefinition): JsonSchema {
  // io 'input', because the schema of the output forbids additional properties.
  const { $schema, ...schema } = z.toJSONSchema(definition.schema, { target: 'draft-2020-12', io: 'input' });
  return {
    $schema,
    $id: dataSchemaOf(definition),
    title: definition.name,
    description: definition.summary,
    ...schema,
    examples: [definition.sample],
  };
}
