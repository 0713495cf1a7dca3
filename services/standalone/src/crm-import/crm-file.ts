import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { csvRecords } from '@tributary/http';
import { UsageFault } from './options.js';

/** A line of a file of the CRM; `cells` by the name of their column, without the blanks around them. */
export interface CrmLine<Column extends string> {
  readonly line: number;
  readonly cells: Readonly<Record<Column, string>>;
}

/** A line that cannot be read. */
export interface BrokenLine {
  readonly line: number;
  readonly why: string;
}

export function isBroken(line: CrmLine<string> | BrokenLine): line is BrokenLine {
  return 'why' in line;
}

const reasons = {
  BROKEN_LINE: 'a quote is not closed, or stands where none may stand',
  LINE_TOO_LONG: 'the line is too long',
  UNSTORABLE_CHARACTER: 'it is not UTF-8',
} as const;

/** Reads a CSV file of the CRM line by line, in whatever order its columns stand. */
export async function* crmLines<Column extends string>(
  folder: string,
  file: string,
  columns: readonly Column[],
): AsyncGenerator<CrmLine<Column> | BrokenLine> {
  let places: readonly number[] | null = null;
  let width = 0;
  for await (const record of csvRecords(createReadStream(join(folder, file)))) {
    const { line } = record;
    if (places === null) {
      if ('fault' in record) throw new UsageFault(`The first line of ${file} cannot be read.`);
      places = placesOf(file, columns, record.cells);
      width = record.cells.length;
    } else if ('fault' in record) yield { line, why: reasons[record.fault] };
    else if (record.cells.length !== width)
      yield { line, why: `it has ${record.cells.length} cells where ${width} columns are named` };
    else {
      const { cells } = record;
      const named = columns.map((column, index) => [column, (cells[places![index]!] ?? '').trim()] as const);
      yield { line, cells: Object.fromEntries(named) as Record<Column, string> };
    }
  }
  if (places === null) throw new UsageFault(`${file} is empty.`);
}

function placesOf(file: string, columns: readonly string[], header: readonly string[]): number[] {
  const names = header.map((name) => name.trim());
  const missing = columns.filter((column) => !names.includes(column));
  if (missing.length > 0) throw new UsageFault(`${file} lacks the column ${missing.join(', ')}.`);
  return columns.map((column) => names.indexOf(column));
}
