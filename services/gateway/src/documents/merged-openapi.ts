type Json = Readonly<Record<string, unknown>>;

/** The parts of a service's OpenAPI document that the merge touches. */
export interface ServiceDocument {
  readonly service: string;
  readonly title: string;
  readonly description: string;
  readonly document: Json;
}

export interface MergedDocument {
  readonly openapi: string;
  readonly info: Json;
  readonly servers: readonly Json[];
  readonly security: readonly Json[];
  readonly tags: readonly Json[];
  readonly paths: Readonly<Record<string, Json>>;
  readonly components: Json;
}

const componentKinds = [
  'schemas',
  'responses',
  'parameters',
  'examples',
  'requestBodies',
  'headers',
  'links',
  'callbacks',
] as const;
const methods = new Set(['get', 'put', 'post', 'delete', 'patch', 'head', 'options', 'trace']);

/**
 * One document over all services. A component that two services define alike is kept once; one that they define differently
 * carries the service's name. Operation ids are unique over all services.
 */
export function mergeOpenApi(services: readonly ServiceDocument[], info: Json): MergedDocument {
  const components: Record<string, Record<string, unknown>> = {};
  const paths: Record<string, Json> = {};
  const operationIds = new Set<string>();
  for (const { service, document } of services) {
    const renamed = renames(service, document, components);
    const own = rewritten(document, renamed) as {
      paths?: Record<string, Json>;
      components?: Record<string, Record<string, unknown>>;
    };
    for (const kind of componentKinds) {
      for (const [name, component] of Object.entries(own.components?.[kind] ?? {})) {
        (components[kind] ??= {})[renamed.get(`#/components/${kind}/${name}`)?.split('/').at(-1) ?? name] = component;
      }
    }
    for (const [path, item] of Object.entries(own.paths ?? {})) {
      if (path.startsWith('/v1/')) paths[path] = labelled(item, service, operationIds);
    }
  }
  return {
    openapi: '3.1.0',
    info,
    servers: [{ url: '/', description: 'This gateway' }],
    security: [{ bearer: [] }],
    tags: services.map(({ service, title, description }) => ({ name: service, 'x-displayName': title, description })),
    paths: Object.fromEntries(Object.entries(paths).sort(([a], [b]) => (a < b ? -1 : 1))),
    components: { ...components, securitySchemes: securitySchemes(services) },
  };
}

function securitySchemes(services: readonly ServiceDocument[]): Json {
  const declared = services.map(
    ({ document }) => (document['components'] as Record<string, Json> | undefined)?.['securitySchemes'] ?? {},
  );
  return Object.assign(
    {
      bearer: {
        type: 'http',
        scheme: 'bearer',
        bearerFormat: 'JWT',
        description: 'An access token of the OpenID Connect provider.',
      },
    },
    ...declared,
  ) as Json;
}

/** The references of this document that must change, because another service uses the same name for something else. */
function renames(service: string, document: Json, taken: Record<string, Record<string, unknown>>): Map<string, string> {
  const own = (document['components'] ?? {}) as Record<string, Record<string, unknown>>;
  const prefix = service.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase());
  const renamed = new Map<string, string>();
  for (const kind of componentKinds) {
    for (const [name, component] of Object.entries(own[kind] ?? {})) {
      const other = taken[kind]?.[name];
      if (other !== undefined && canonical(other) !== canonical(component))
        renamed.set(`#/components/${kind}/${name}`, `#/components/${kind}/${prefix}${name}`);
    }
  }
  return renamed;
}

function rewritten(node: unknown, renamed: ReadonlyMap<string, string>): unknown {
  if (Array.isArray(node)) return node.map((item) => rewritten(item, renamed));
  if (typeof node === 'string') return renamed.get(node) ?? node;
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(Object.entries(node).map(([key, value]) => [key, rewritten(value, renamed)]));
}

function labelled(item: Json, service: string, operationIds: Set<string>): Json {
  return Object.fromEntries(
    Object.entries(item).map(([method, operation]) => {
      if (!methods.has(method)) return [method, operation];
      const { tags: _, operationId, ...rest } = operation as Json;
      const id =
        typeof operationId === 'string' && operationIds.has(operationId) ? `${service}-${operationId}` : operationId;
      if (typeof id === 'string') operationIds.add(id);
      return [
        method,
        { ...(id === undefined ? {} : { operationId: id }), tags: [service], ...rest, 'x-service': service },
      ];
    }),
  );
}

function canonical(node: unknown): string {
  return JSON.stringify(node, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
      : value,
  );
}
