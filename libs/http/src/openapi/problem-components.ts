import { problemType, type Problem } from '../problems/problem.js';
import type { ErrorCatalog } from '../problems/error-catalog.js';

const text = (maxLength: number, example: string) => ({ type: 'string', maxLength, example });
const code = { type: 'string', pattern: '^[A-Z][A-Z0-9_]*$', maxLength: 60, example: 'MALFORMED' };

const problemSchema = {
  type: 'object',
  description: 'An error answer as of RFC 9457.',
  required: ['type', 'title', 'status', 'detail', 'instance', 'code', 'traceId'],
  properties: {
    type: text(200, '/docs/errors#MALFORMED'),
    title: text(200, 'The request cannot be read'),
    status: { type: 'integer', minimum: 400, maximum: 599, example: 400 },
    detail: text(2000, 'The request has faults; see `errors`.'),
    instance: text(2000, '/v1/deal-registrations'),
    code: { ...code, description: 'Stable; listed in the error catalogue with its remedy.' },
    traceId: text(128, '4bf92f3577b34da6a3ce929d0e0e4736'),
    errors: { type: 'array', maxItems: 100, items: { $ref: '#/components/schemas/Fault' } },
    allowed: {
      type: 'array',
      maxItems: 200,
      items: text(200, 'approved'),
      description: 'What would be accepted instead.',
    },
  },
};

const faultSchema = {
  type: 'object',
  required: ['pointer', 'code', 'detail'],
  properties: {
    pointer: {
      ...text(400, '/customerName'),
      description: 'JSON pointer into the body; the name of a query parameter after a slash.',
    },
    code: { ...code, example: 'REQUIRED' },
    detail: text(2000, 'The field is missing.'),
  },
};

/** The problem schema, and an example of each code of the catalogue. */
export function problemComponents(catalog: ErrorCatalog) {
  return {
    schemas: { Problem: problemSchema, Fault: faultSchema },
    examples: Object.fromEntries(
      Object.entries(catalog).map(([name, entry]) => [name, { summary: entry.title, value: sample(name, catalog) }]),
    ),
  };
}

function sample(name: string, catalog: ErrorCatalog): Problem {
  const { title = name, status = 422, remedy = '' } = catalog[name] ?? {};
  return {
    type: problemType(name),
    title,
    status,
    detail: `${title}. ${remedy}`,
    instance: '/v1/...',
    code: name,
    traceId: '4bf92f3577b34da6a3ce929d0e0e4736',
    ...(status === 400
      ? { errors: [{ pointer: '/customerName', code: 'REQUIRED', detail: 'The field is missing.' }] }
      : {}),
    ...(name === 'INVALID_TRANSITION' ? { allowed: ['approved', 'rejected'] } : {}),
  };
}
