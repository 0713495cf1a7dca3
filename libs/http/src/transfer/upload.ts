import { Readable } from 'node:stream';
import { applyDecorators, createParamDecorator, type ExecutionContext, Post, type Type } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiExtension, ApiQuery } from '@nestjs/swagger';
import { Malformed, type Role } from '@tributary/kernel';
import { bodyExamples, Operation } from '../operations/operation.js';
import { HttpRefusal } from '../problems/problem.js';
import type { TributaryRequest } from '../requests/request.js';
import { streamedTypes } from '../server/body-parsers.js';
import { columnsOf } from './columns.js';
import { sampleFile } from './export.js';

/** A file on its way in. */
export interface Upload {
  readonly format: 'csv' | 'ndjson';
  readonly stream: Readable;
  /** Everything is tried and told, nothing stays. */
  readonly dryRun: boolean;
}

/** The body of an import: `text/csv` or `application/x-ndjson`, not read yet. */
export const UploadedFile = createParamDecorator((_: unknown, context: ExecutionContext): Upload => {
  const { body, headers, query } = context.switchToHttp().getRequest<TributaryRequest>();
  if (!(body instanceof Readable)) {
    throw new HttpRefusal('UNSUPPORTED_MEDIA_TYPE', `An import takes ${streamedTypes.join(' or ')}.`, {
      allowed: streamedTypes,
    });
  }
  const { dryRun = 'false', ...rest } = query as Record<string, unknown>;
  if (Object.keys(rest).length > 0)
    throw new Malformed('An import takes no other parameter than dryRun.', { allowed: ['dryRun'] });
  if (dryRun !== 'true' && dryRun !== 'false')
    throw new Malformed('"dryRun" is true or false.', { allowed: ['true', 'false'] });
  return {
    format: String(headers['content-type']).startsWith('text/csv') ? 'csv' : 'ndjson',
    stream: body,
    dryRun: dryRun === 'true',
  };
});

export interface ImportAccess {
  readonly summary: string;
  readonly roles: readonly Role[];
  readonly scope: string;
  /** The DTO of a row; its fields are the columns. */
  readonly row: Type;
  readonly errors?: readonly string[];
}

const resultExample =
  '{"line":2,"status":"created","id":"01970d3e-5f1a-7c3b-9d2e-4a6b8c0d1e2f"}\n{"summary":{"created":1,"updated":0,"unchanged":0,"mended":0,"refused":0,"dryRun":false,"complete":true}}\n';

/** `POST import`; the handler hands its upload to `Imports.run`. */
export function ImportOperation({ summary, roles, scope, row, errors = [] }: ImportAccess): MethodDecorator {
  const columns = columnsOf(row);
  return applyDecorators(
    Post('import'),
    Operation({
      summary,
      description: `Streams any number of rows and answers one line of NDJSON for each, in order: \`created\`, \`updated\`, \`unchanged\`, \`mended\` or \`refused\` with its faults. Columns: ${columns.join(', ')}.`,
      roles,
      scope,
      errors,
      produces: { 'application/x-ndjson': resultExample },
    }),
    ApiQuery({
      name: 'dryRun',
      required: false,
      schema: { type: 'boolean' },
      example: true,
      description: 'Try everything, keep nothing',
    }),
    ApiConsumes(...streamedTypes),
    ApiBody({ required: true, schema: { type: 'string' } }),
    ApiExtension(bodyExamples, sampleFile(row)),
  );
}
