import { partnerRoles } from '@tributary/kernel';
import { bodyExamples, extensionNames } from '../operations/operation.js';
import type { ErrorCatalog, PlatformCode } from '../problems/error-catalog.js';
import { exampleOf, type Schema, type Schemas } from './examples.js';

interface MediaType {
  schema?: Schema;
  example?: unknown;
  examples?: unknown;
}

interface Answer {
  description: string;
  headers?: Record<string, unknown>;
  content?: Record<string, MediaType>;
}

interface Parameter {
  readonly name: string;
  readonly in: string;
  required?: boolean;
  schema?: Schema;
  example?: unknown;
}

/** An operation of an OpenAPI document as far as we write to it. */
export interface OperationObject {
  operationId: string;
  summary?: string;
  description?: string;
  tags: string[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, MediaType>; required?: boolean };
  responses: Record<string, Answer>;
  security?: Record<string, string[]>[];
  [extension: `x-${string}`]: unknown;
}

export interface Place {
  readonly path: string;
  readonly method: string;
  readonly catalog: ErrorCatalog;
  readonly schemas: Schemas;
}

/** Adds what holds for every operation of its kind: tag, security, headers, problems, examples. */
export function completeOperation(operation: OperationObject, place: Place): void {
  const isPublic = operation[extensionNames.public] === true;
  const scope = operation[extensionNames.scope];
  operation.tags = [place.path.split('/')[2] ?? 'service'];
  operation.security = isPublic ? [] : [{ bearer: typeof scope === 'string' ? [scope] : [] }];
  operation.parameters = [...(operation.parameters ?? []), ...headerParameters(place)];
  addExamples(operation, place.schemas);
  addHeaders(operation, place);
  addProblems(
    operation,
    [...new Set([...standardCodes(operation, place, isPublic), ...declaredCodes(operation)])],
    place.catalog,
  );
}

function declaredCodes(operation: OperationObject): string[] {
  const declared = operation[extensionNames.errors];
  return Array.isArray(declared) ? (declared as string[]) : [];
}

function standardCodes(operation: OperationObject, { path, method }: Place, isPublic: boolean): PlatformCode[] {
  return [
    ...(isPublic ? [] : (['UNAUTHENTICATED', 'ROLE_MISSING'] as const)),
    ...(isVendorsAlone(operation) ? (['VENDOR_ONLY'] as const) : []),
    ...((operation.parameters?.length ?? 0) > 0 || operation.requestBody !== undefined ? (['MALFORMED'] as const) : []),
    ...(path.includes('{') ? (['NOT_FOUND'] as const) : []),
    ...(operation.requestBody === undefined ? [] : (['BODY_TOO_LARGE', 'UNSUPPORTED_MEDIA_TYPE'] as const)),
    ...(method === 'get' ? [] : (['IDEMPOTENCY_IN_FLIGHT', 'IDEMPOTENCY_KEY_REUSED'] as const)),
    ...(method !== 'get' && path.includes('{id}') ? (['STALE'] as const) : []),
    'TOO_MANY_REQUESTS',
    'INTERNAL',
    'UNAVAILABLE',
  ];
}

function isVendorsAlone(operation: OperationObject): boolean {
  const roles = (operation[extensionNames.roles] ?? []) as readonly string[];
  const ofPartners: readonly string[] = partnerRoles;
  const hasScope = typeof operation[extensionNames.scope] === 'string';
  return hasScope && roles.length > 0 && !roles.some((role) => ofPartners.includes(role));
}

function headerParameters({ path, method }: Place): Parameter[] {
  const header = (name: string, description: string, example: string) => ({
    name,
    in: 'header',
    required: false,
    description,
    example,
    schema: { type: 'string', maxLength: 255 },
  });
  if (method === 'get')
    return path.endsWith('{id}')
      ? [header('If-None-Match', 'The ETag that you have: 304 if it is still the current one.', '"7"')]
      : [];
  return [
    header(
      'Idempotency-Key',
      'Your key for this command; a repetition within 24 hours gets the first answer again.',
      '5f0c7a52-8a53-4f6c-9d0b-1e2d3c4b5a69',
    ),
    ...(path.includes('{id}')
      ? [header('If-Match', 'The ETag that you have read: 412 if it is no longer the current one.', '"7"')]
      : []),
  ];
}

function addExamples(operation: OperationObject, schemas: Schemas): void {
  const given = (operation[bodyExamples] ?? {}) as Readonly<Record<string, unknown>>;
  delete operation[bodyExamples];
  for (const [type, media] of Object.entries(operation.requestBody?.content ?? {}))
    if (type in given) media.example = given[type];
  for (const media of [operation.requestBody, ...Object.values(operation.responses)].flatMap((holder) =>
    Object.values(holder?.content ?? {}),
  )) {
    if (media.schema !== undefined && media.example === undefined && media.examples === undefined)
      media.example = exampleOf(media.schema, schemas);
  }
}

function addHeaders(operation: OperationObject, { path, method, schemas }: Place): void {
  for (const [status, answer] of Object.entries(operation.responses)) {
    if (!status.startsWith('2')) continue;
    const shown = answer.content?.['application/json']?.schema;
    const hasVersion =
      shown?.$ref !== undefined && schemas[shown.$ref.split('/').at(-1) ?? '']?.properties?.['version'] !== undefined;
    answer.headers = {
      ...(hasVersion
        ? {
            ETag: {
              description: 'The version of what is shown.',
              schema: { type: 'string', maxLength: 30 },
              example: '"7"',
            },
          }
        : {}),
      ...(method === 'get'
        ? {}
        : {
            'Idempotent-Replayed': {
              description: '`true` if this is the answer to an earlier, equal request.',
              schema: { type: 'string', enum: ['true'] },
            },
          }),
      'X-Request-Id': {
        description: 'Yours, or a new one; the `traceId` of a problem.',
        schema: { type: 'string', maxLength: 128 },
      },
    };
  }
  if (method === 'get' && path.endsWith('{id}'))
    operation.responses['304'] ??= { description: 'You have the current version.' };
}

function addProblems(operation: OperationObject, codes: readonly string[], catalog: ErrorCatalog): void {
  const byStatus = new Map<number, string[]>();
  for (const code of codes) {
    const entry = catalog[code];
    if (entry === undefined)
      throw new Error(`${operation.operationId} answers with ${code}, which is not in the error catalogue.`);
    byStatus.set(entry.status, [...(byStatus.get(entry.status) ?? []), code]);
  }
  for (const [status, same] of [...byStatus].sort(([one], [other]) => one - other)) {
    operation.responses[String(status)] = {
      description: same.map((code) => `\`${code}\`: ${catalog[code]?.title ?? ''}`).join('; '),
      content: {
        'application/problem+json': {
          schema: { $ref: '#/components/schemas/Problem' },
          examples: Object.fromEntries(same.map((code) => [code, { $ref: `#/components/examples/${code}` }])),
        },
      },
    };
  }
}
