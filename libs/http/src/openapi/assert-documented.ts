import type { OpenAPIObject } from '@nestjs/swagger';
import { extensionNames } from '../operations/operation.js';

type Json = Readonly<Record<string, unknown>>;
const methods = ['get', 'put', 'post', 'patch', 'delete'];

/** What an OpenAPI document leaves unsaid: one sentence per gap, each beginning with the operation or schema. */
export function undocumented(openapi: OpenAPIObject): string[] {
  const document = openapi as unknown as Json;
  const seen = new Set<string>();
  const gaps: string[] = [];
  if (openapi.openapi !== '3.1.0') gaps.push('document: it is not OpenAPI 3.1.0');
  if ((openapi.servers ?? []).length === 0) gaps.push('document: it names no server');
  gaps.push(...danglingReferences(document));
  for (const [path, item] of Object.entries(openapi.paths)) {
    for (const [method, operation] of Object.entries(item as Json).filter(([name]) => methods.includes(name))) {
      const place = `${method.toUpperCase()} ${path}`;
      gaps.push(...operationGaps(path, operation as Json, seen).map((gap) => `${place}: ${gap}`));
    }
  }
  gaps.push(...withoutExport(document));
  const schemas = object(object(document['components'])['schemas']);
  for (const [name, schema] of Object.entries(schemas))
    gaps.push(...schemaGaps(object(schema)).map((gap) => `${name}${gap}`));
  return gaps;
}

/** Fails with every gap of the document. */
export function assertDocumented(openapi: OpenAPIObject): void {
  const gaps = undocumented(openapi);
  if (gaps.length > 0) throw new Error(`The OpenAPI document has gaps:\n${gaps.join('\n')}`);
}

/** Collections that can be listed, but not taken away as a whole by the same filters. */
export function withoutExport(document: object): string[] {
  const { paths: pathItems, components } = document as Json;
  const paths = object(pathItems);
  const schemas = object(object(components)['schemas']);
  return Object.entries(paths)
    .map(([path, item]) => [path, object(object(item)['get']), object(paths[`${path}/export`])['get']] as const)
    .filter(([path, list]) => /^\/v\d+\/[a-z-]+$/.test(path) && isPage(list, schemas))
    .flatMap(([path, list, exported]) => {
      if (exported === undefined)
        return `GET ${path}: a list without an export. Declare it as @ListOperation({ roles, scope, summary, item: TheDto }) instead of @Get() and @Operation({ answer: PageOf(TheDto) })`;
      const taken = queryOf(object(exported));
      const left = queryOf(list).filter((name) => !['limit', 'cursor', ...taken].includes(name));
      return left.length === 0
        ? []
        : `GET ${path}/export: does not take ${left.join(', ')} as its list does. Let it take an exportQueryOf(TheListQuery), or declare both with @ListOperation`;
    });
}

function queryOf(operation: Json): string[] {
  const parameters = (operation['parameters'] ?? []) as readonly Json[];
  return parameters.filter((one) => one['in'] === 'query').map((one) => text(one['name']));
}

function isPage(operation: Json, schemas: Json): boolean {
  const content = object(object(object(operation['responses'])['200'])['content']);
  const { $ref } = object(object(content['application/json'])['schema']);
  const schema = object(schemas[text($ref).split('/').at(-1) ?? '']);
  return object(schema['properties'])['nextCursor'] !== undefined;
}

function danglingReferences(document: Json): string[] {
  const references = JSON.stringify(document).matchAll(/"\$ref":"#([^"]*)"/g);
  const resolve = (pointer: string): unknown =>
    pointer
      .split('/')
      .slice(1)
      .reduce<unknown>((at, step) => object(at)[step], document);
  const dangling = [...references]
    .map(([, pointer = '']) => pointer)
    .filter((pointer) => resolve(pointer) === undefined);
  return [...new Set(dangling)].map((pointer) => `document: nothing stands at #${pointer}`);
}

function operationGaps(path: string, operation: Json, seen: Set<string>): string[] {
  const id = text(operation['operationId']);
  const isRepeated = seen.has(id);
  seen.add(id);
  const isPublic = operation[extensionNames.public] === true;
  // Without a scope it is for persons alone, and then it says for which.
  const roles = (operation[extensionNames.roles] ?? []) as readonly string[];
  const hasAccess =
    (typeof operation[extensionNames.scope] === 'string' || roles.length > 0) &&
    (operation['security'] as unknown[] | undefined)?.length === 1;
  const responses = object(operation['responses']);
  const errors = Object.keys(responses).filter((status) => /^[45]/.test(status));
  const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
  const declared =
    (operation['parameters'] as Json[] | undefined)?.filter((one) => one['in'] === 'path').map((one) => one['name']) ??
    [];
  return [
    ...(/^\/v\d+\/[a-z0-9/{}A-Z-]+$/.test(path) ? [] : ['the path is not /v1/<plural-kebab-noun>']),
    ...(text(operation['summary']).length < 3 ? ['no summary'] : []),
    ...(id === '' || isRepeated ? [`no operationId of its own ("${id}")`] : []),
    ...(isPublic || hasAccess ? [] : ['neither scope nor roles']),
    ...(errors.length === 0 ? ['no error codes'] : []),
    ...(Object.keys(responses).some((status) => status.startsWith('2')) ? [] : ['no success answer']),
    ...placeholders.filter((name) => !declared.includes(name)).map((name) => `path parameter ${name} is not declared`),
    ...contentGaps('request', object(operation['requestBody'])),
    ...Object.entries(responses).flatMap(([status, answer]) => contentGaps(`answer ${status}`, object(answer))),
  ];
}

function contentGaps(what: string, holder: Json): string[] {
  return Object.entries(object(holder['content'])).flatMap(([type, media]) => {
    const { schema, example, examples } = object(media);
    if (schema === undefined) return [`${what} (${type}) has no schema`];
    return example === undefined && Object.keys(object(examples)).length === 0
      ? [`${what} (${type}) has no example`]
      : [];
  });
}

// Every text, list and number of a schema has a bound, so that a client knows it and nobody sends a novel.
function schemaGaps(schema: Json): string[] {
  return Object.entries(object(schema['properties'])).flatMap(([name, property]) =>
    fieldGaps(object(property)).map((gap) => `.${name}: ${gap}`),
  );
}

function fieldGaps(field: Json): string[] {
  const type = [field['type']].flat()[0];
  if (type === 'string' && !['maxLength', 'enum', 'format', 'const'].some((bound) => bound in field))
    return ['the text is not bounded'];
  if (type === 'integer' && !('maximum' in field)) return ['the number is not bounded'];
  if (type === 'array')
    return [...('maxItems' in field ? [] : ['the list is not bounded']), ...fieldGaps(object(field['items']))];
  return [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function object(value: unknown): Json {
  return typeof value === 'object' && value !== null ? (value as Json) : {};
}
