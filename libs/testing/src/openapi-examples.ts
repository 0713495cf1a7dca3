import { Ajv2020 } from 'ajv/dist/2020.js';

type Json = Readonly<Record<string, unknown>>;

/** Where an example of an OpenAPI 3.1 document breaks its own schema: one sentence each. */
export function wrongExamples(openapi: object): string[] {
  const document = openapi as { paths: Record<string, Json>; components?: { schemas?: Json } };
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema({ $id: 'document', ...document });
  const found: string[] = [];
  const check = (place: string, holder: unknown): void => {
    for (const [type, media] of Object.entries(
      ((holder as Json | undefined)?.['content'] ?? {}) as Record<string, Json>,
    )) {
      if (
        media['schema'] === undefined ||
        media['example'] === undefined ||
        !type.includes('json') ||
        type.includes('ndjson')
      )
        continue;
      const validate = ajv.compile(absolute(media['schema']) as object);
      if (!validate(JSON.parse(JSON.stringify(media['example']))))
        found.push(`${place}: ${ajv.errorsText(validate.errors)}`);
    }
  };
  for (const [path, item] of Object.entries(document.paths)) {
    for (const [method, operation] of Object.entries(item) as [string, Json][]) {
      check(`${method} ${path} request`, operation['requestBody']);
      for (const [status, answer] of Object.entries((operation['responses'] ?? {}) as Json))
        check(`${method} ${path} ${status}`, answer);
    }
  }
  return found;
}

// A reference of the document, seen from a schema that stands alone.
function absolute(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/'));
}
