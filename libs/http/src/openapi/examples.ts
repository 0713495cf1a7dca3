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
  readonly format?: string;
}

export type Schemas = Readonly<Record<string, Schema>>;

const deepest = 8;

/** A value for a schema, put together from the examples of its fields. */
export function exampleOf(schema: Schema, schemas: Schemas, depth = 0): unknown {
  if (schema.example !== undefined) return schema.example;
  if (depth > deepest) return null;
  if (schema.$ref !== undefined)
    return exampleOf(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, schemas, depth + 1);
  const whole = schema.allOf ?? [schema.anyOf ?? schema.oneOf ?? []].flat().slice(0, 1);
  if (whole.length > 0) return whole.map((part) => exampleOf(part, schemas, depth + 1)).reduce(merged);
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.properties !== undefined) {
    return Object.fromEntries(
      Object.entries(schema.properties).map(([name, field]) => [name, exampleOf(field, schemas, depth + 1)]),
    );
  }
  if (schema.items !== undefined) {
    const item = exampleOf(schema.items, schemas, depth + 1);
    return item === null || item === undefined ? [] : [item];
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
