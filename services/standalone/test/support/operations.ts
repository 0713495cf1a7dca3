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

interface JsonContent {
  readonly schema?: JsonSchema;
  readonly example?: unknown;
  readonly examples?: Readonly<Record<string, { readonly value?: unknown }>>;
}

interface RawOperation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: { readonly content: Readonly<Record<string, JsonContent>> };
  readonly 'x-roles'?: readonly string[];
  readonly 'x-scope'?: string | null;
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
  /** The documented example of the body. */
  readonly example: unknown;
  readonly roles: readonly string[];
  readonly scope: string | null;
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
        body: jsonOf(raw)?.schema ?? null,
        example: jsonOf(raw)?.example ?? firstExample(jsonOf(raw)),
        roles: raw['x-roles'] ?? [],
        scope: raw['x-scope'] ?? null,
        isPublic: raw['x-public'] === true,
      })),
  );
}

function jsonOf(raw: RawOperation): JsonContent | undefined {
  return raw.requestBody?.content['application/json'];
}

function firstExample(content: JsonContent | undefined): unknown {
  return Object.values(content?.examples ?? {})[0]?.value;
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
