export interface JsonSchema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly required?: readonly string[];
  readonly items?: JsonSchema;
  readonly allOf?: readonly JsonSchema[];
  readonly oneOf?: readonly JsonSchema[];
  readonly anyOf?: readonly JsonSchema[];
  readonly example?: unknown;
  readonly examples?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minItems?: number;
  readonly maxLength?: number;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema?: JsonSchema;
}

interface RawOperation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: {
    readonly content: Readonly<Record<string, { readonly schema?: JsonSchema; readonly example?: unknown }>>;
  };
  readonly 'x-roles'?: readonly string[];
  readonly 'x-public'?: boolean;
}

export interface OpenApi {
  readonly paths: Readonly<Record<string, Readonly<Record<string, RawOperation>>>>;
  readonly components?: { readonly schemas?: Readonly<Record<string, JsonSchema>> };
}

/** One operation of the merged document, as a test needs it. `body` is null where the operation takes no JSON. */
export interface Operation {
  readonly method: string;
  readonly path: string;
  readonly collection: string;
  readonly parameters: readonly Parameter[];
  readonly body: JsonSchema | null;
  readonly roles: readonly string[];
  readonly isPublic: boolean;
}

const methods = ['get', 'post', 'put', 'patch', 'delete'];

export function operationsOf(document: OpenApi): Operation[] {
  return Object.entries(document.paths).flatMap(([path, item]) =>
    Object.entries(item)
      .filter(([method]) => methods.includes(method))
      .map(([method, raw]) => ({
        method: method.toUpperCase(),
        path,
        collection: path.split('/')[2] ?? '',
        parameters: raw.parameters ?? [],
        body: raw.requestBody?.content['application/json']?.schema ?? null,
        roles: raw['x-roles'] ?? [],
        isPublic: raw['x-public'] === true,
      })),
  );
}

/** Follows references and merges `allOf`, so that a schema can be read on its own. */
export function resolved(schema: JsonSchema, document: OpenApi): JsonSchema {
  if (schema.$ref !== undefined) {
    const target = document.components?.schemas?.[schema.$ref.split('/').at(-1) ?? ''];
    return target === undefined ? {} : resolved(target, document);
  }
  const alternatives = schema.allOf ?? (schema.oneOf ?? schema.anyOf)?.slice(0, 1);
  return alternatives === undefined
    ? schema
    : Object.assign({}, schema, ...alternatives.map((part) => resolved(part, document)));
}

/** A body that the documentation promises to be well formed: every documented field with its example. */
export function exampleOf(schema: JsonSchema, document: OpenApi, depth = 0): unknown {
  const full = resolved(schema, document);
  if (full.example !== undefined) return full.example;
  if (full.examples?.[0] !== undefined) return full.examples[0];
  if (full.enum !== undefined) return full.enum[0];
  const type = Array.isArray(full.type) ? full.type[0] : full.type;
  if (full.properties !== undefined && depth < 6) {
    return Object.fromEntries(
      Object.entries(full.properties).map(([name, field]) => [name, exampleOf(field, document, depth + 1)]),
    );
  }
  if (type === 'array')
    return full.items === undefined || depth > 5 ? [] : [exampleOf(full.items, document, depth + 1)];
  if (type === 'integer' || type === 'number') return full.minimum ?? 1;
  if (type === 'boolean') return true;
  if (type === 'object') return {};
  return full.format === 'uuid' ? '0190f3a0-0000-7000-8000-000000000001' : 'text';
}
