import { Readable } from 'node:stream';
import {
  applyDecorators,
  createParamDecorator,
  type ExecutionContext,
  Get,
  StreamableFile,
  type Type,
} from '@nestjs/common';
import type { Role } from '@tributary/kernel';
import { Operation } from '../operations/operation.js';
import { HttpRefusal } from '../problems/problem.js';
import type { TributaryRequest } from '../requests/request.js';
import { streamedTypes } from '../server/body-parsers.js';
import { cellsOf, columnsOf, exampleRow } from './columns.js';
import type { ExportFormat } from './export-query.js';

/** What the caller wants: `?format=` or `Accept`; CSV unless told. The query string is the `ExportQuery`'s to check. */
export const AskedFormat = createParamDecorator((_: unknown, context: ExecutionContext): ExportFormat => {
  const { query, headers } = context.switchToHttp().getRequest<TributaryRequest>();
  const { format } = query as Record<string, unknown>;
  if (format === 'csv' || format === 'ndjson') return format;
  const accept = headers.accept ?? '*/*';
  if (accept.includes('application/x-ndjson')) return 'ndjson';
  if (/text\/(csv|\*)|\*\/\*/.test(accept)) return 'csv';
  throw new HttpRefusal('NOT_ACCEPTABLE', 'An export is CSV or NDJSON.', { allowed: streamedTypes });
});

/** Streams rows; the fields of their DTO are the columns. */
export async function exportOf<Row extends object>(
  format: ExportFormat,
  type: Type,
  rows: AsyncIterable<Row>,
): Promise<StreamableFile> {
  const lines = format === 'csv' ? csvLines(columnsOf(type), rows) : ndjsonLines(rows);
  // The first line is awaited: what goes wrong before it is still a problem document.
  const first = await lines.next();
  const stream = Readable.from(chunks(first, lines), { objectMode: false });
  // A caller that is gone before the first chunk was asked for would leave the cursor open.
  stream.once('close', () => void lines.return(undefined));
  return new StreamableFile(stream, { type: format === 'csv' ? 'text/csv; charset=utf-8' : 'application/x-ndjson' });
}

async function* csvLines<Row extends object>(
  columns: readonly string[],
  rows: AsyncIterable<Row>,
): AsyncGenerator<string> {
  let head = csvLine(columns);
  for await (const row of rows) {
    yield head + csvLine(cellsOf(columns, row));
    head = '';
  }
  if (head !== '') yield head;
}

async function* ndjsonLines<Row extends object>(rows: AsyncIterable<Row>): AsyncGenerator<string> {
  for await (const row of rows) yield `${JSON.stringify(row)}\n`;
}

export function csvLine(cells: readonly string[]): string {
  return `${cells.map(quotedCell).join(',')}\r\n`;
}

function quotedCell(text: string): string {
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

const chunkSize = 16_384;

async function* chunks(first: IteratorResult<string>, rest: AsyncGenerator<string>): AsyncGenerator<string> {
  if (first.done === true) return;
  let text = first.value;
  for await (const line of rest) {
    text += line;
    if (text.length < chunkSize) continue;
    yield text;
    text = '';
  }
  if (text !== '') yield text;
}

export interface ExportAccess {
  readonly summary: string;
  readonly roles: readonly Role[];
  readonly scope?: string;
  /** The DTO of a row; that of the import, where there is one, so that an export can be imported again. */
  readonly row: Type;
  readonly errors?: readonly string[];
}

/** What a file of one row looks like in each format. */
export function sampleFile(row: Type): Record<(typeof streamedTypes)[number], string> {
  const example = exampleRow(row);
  const columns = columnsOf(row);
  return {
    'text/csv': csvLine(columns) + csvLine(cellsOf(columns, example)),
    'application/x-ndjson': `${JSON.stringify(example)}\n`,
  };
}

/** `GET export`; the handler takes an `ExportQuery` and answers with `exportOf(...)`. `ListOperation` brings one along. */
export function ExportOperation({ row, errors = [], ...access }: ExportAccess): MethodDecorator {
  return applyDecorators(
    Get('export'),
    Operation({ ...access, produces: sampleFile(row), errors: ['NOT_ACCEPTABLE', ...errors] }),
  );
}
