import type { OpenAPIObject } from '@nestjs/swagger';

/** Unknown fields of a request are refused, and the document says so; answers may grow, so theirs stay open. */
export function closeRequestSchemas(document: OpenAPIObject): void {
  const schemas = (document.components?.schemas ?? {}) as Record<string, Record<string, unknown>>;
  const asked = new Set<string>();
  const shown = new Set<string>();
  for (const operation of Object.values(document.paths).flatMap((item) =>
    Object.values(item as Record<string, unknown>),
  )) {
    const { requestBody, responses } = operation as { requestBody?: unknown; responses?: unknown };
    collect(requestBody, schemas, asked);
    collect(responses, schemas, shown);
  }
  for (const name of asked) {
    const schema = schemas[name];
    if (schema?.['type'] === 'object' && !shown.has(name)) schema['additionalProperties'] ??= false;
  }
}

function collect(node: unknown, schemas: Readonly<Record<string, unknown>>, found: Set<string>): void {
  if (typeof node !== 'object' || node === null) return;
  for (const [key, value] of Object.entries(node)) {
    const name =
      key === '$ref' && typeof value === 'string' ? /^#\/components\/schemas\/(.+)$/.exec(value)?.[1] : undefined;
    if (name === undefined) collect(value, schemas, found);
    else if (!found.has(name)) {
      found.add(name);
      collect(schemas[name], schemas, found);
    }
  }
}
