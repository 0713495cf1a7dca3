import type { Type } from '@nestjs/common';
import { Malformed, type Fault } from '@tributary/kernel';
import { faultCodes, type FaultCode } from '../fields/field.js';
import { readInput } from '../fields/read-input.js';
import { columnPaths, objectOf } from './columns.js';
import { csvRecords, longestRecord } from './csv-records.js';
import type { Upload } from './upload.js';

/** A line of a file: a row that keeps its DTO's rules, or what is wrong with it. */
export type ReadRow<Row> =
  { readonly line: number; readonly row: Row } | { readonly line: number; readonly errors: readonly Fault[] };

export interface RowShape<Row extends object> {
  readonly row: Type<Row>;
  /** A source's own column names: `{ 'Product Name': 'name' }`. */
  readonly aliases?: Readonly<Record<string, string>>;
}

/** Reads the header at once, so that a wrong one is a problem and not a hundred thousand refusals; then the rows as they are asked for. */
export async function readRows<Row extends object>(
  upload: Upload,
  shape: RowShape<Row>,
): Promise<AsyncGenerator<ReadRow<Row>>> {
  if (upload.format === 'ndjson') return ndjsonRows(upload, shape.row);
  const records = csvRecords(upload.stream as AsyncIterable<Uint8Array>);
  const first = await records.next();
  if (first.done === true) throw new Malformed('The file is empty: its first line must name the columns.');
  if ('fault' in first.value) throw new Malformed('The first line must name the columns; it cannot be read.');
  return csvRows(records, columnPaths(shape.row, first.value.cells, shape.aliases), shape.row);
}

async function* csvRows<Row extends object>(
  records: ReturnType<typeof csvRecords>,
  paths: readonly (readonly string[])[],
  type: Type<Row>,
): AsyncGenerator<ReadRow<Row>> {
  for await (const record of records) {
    if ('fault' in record) yield refused(record.line, record.fault);
    else if (record.cells.length !== paths.length) {
      yield refused(record.line, 'COLUMN_COUNT', `${record.cells.length} cells, ${paths.length} columns.`);
    } else yield checked(record.line, type, objectOf(paths, record.cells), 'csv');
  }
}

async function* ndjsonRows<Row extends object>({ stream }: Upload, type: Type<Row>): AsyncGenerator<ReadRow<Row>> {
  let number = 0;
  for await (const line of lines(stream as AsyncIterable<Uint8Array>)) {
    number += 1;
    if (line === null) yield refused(number, 'LINE_TOO_LONG');
    else if (line.trim() !== '') yield parsedRow(number, line, type);
  }
}

function parsedRow<Row extends object>(number: number, line: string, type: Type<Row>): ReadRow<Row> {
  if (line.includes('\uFFFD')) return refused(number, 'UNSTORABLE_CHARACTER');
  try {
    return checked(number, type, JSON.parse(line), 'json');
  } catch {
    return refused(number, 'BROKEN_LINE');
  }
}

/** The lines of a text; null for one that is too long. */
async function* lines(source: AsyncIterable<Uint8Array>): AsyncGenerator<string | null> {
  const decoder = new TextDecoder();
  let rest = '';
  let isSkipping = false;
  for await (const chunk of source) {
    const parts = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = parts.pop() ?? '';
    for (const part of parts) {
      if (!isSkipping) yield part.length > longestRecord ? null : part;
      isSkipping = false;
    }
    if (rest.length > longestRecord) {
      if (!isSkipping) yield null;
      isSkipping = true;
      rest = '';
    }
  }
  if (!isSkipping && rest !== '') yield rest;
}

function checked<Row extends object>(
  line: number,
  type: Type<Row>,
  input: unknown,
  source: 'csv' | 'json',
): ReadRow<Row> {
  const read = readInput(type, input, source);
  return read.faults === null ? { line, row: read.value } : { line, errors: read.faults };
}

function refused(
  line: number,
  code: FaultCode,
  detail: string = faultCodes[code],
): { line: number; errors: readonly Fault[] } {
  return { line, errors: [{ pointer: '', code, detail }] };
}
