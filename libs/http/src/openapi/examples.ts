/** A JSON Schema as far as examples need it. */
export interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly example?: unknown;
  readonly enum?: readonly unknown[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly allOf?: readonly Schema[];
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly minItems?: number;
}

export type Schemas = Readonly<Record<string, Schema>>;

/** A value for a schema, put together from the examples of its fields. `within` are the references on the way: a schema that holds itself ends there. */
export function exampleOf(schema: Schema, schemas: Schemas, within: readonly string[] = []): unknown {
  if (schema.example !== undefined) return schema.example;
  if (schema.$ref !== undefined) {
    const name = schema.$ref.split('/').at(-1) ?? '';
    return within.includes(name) ? null : exampleOf(schemas[name] ?? {}, schemas, [...within, name]);
  }
  const parts = schema.allOf ?? [schema.anyOf ?? schema.oneOf ?? []].flat().slice(0, 1);
  if (parts.length > 0) return parts.map((part) => exampleOf(part, schemas, within)).reduce(merged);
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.properties !== undefined) {
    const members = Object.entries(schema.properties);
    return Object.fromEntries(members.map(([name, member]) => [name, exampleOf(member, schemas, within)]));
  }
  if (schema.items !== undefined) {
    const item = exampleOf(schema.items, schemas, within);
    return item === null ? [] : Array.from({ length: Math.max(schema.minItems ?? 0, 1) }, () => item);
  }
  return plain([schema.type].flat()[0]);
}

function merged(one: unknown, other: unknown): unknown {
  return typeof one === 'object' && typeof other === 'object' ? { ...one, ...other } : other;
}

function plain(type: string | undefined): unknown {
  if (type === 'string') return 'text';
  if (type === 'integer' || type === 'number') return 1;
  if (type === 'boolean') return true;
  return type === 'object' ? {} : null;
}
