import type { FaultCode } from '../fields/field.js';

/** A record of a CSV file, or why there is none; `line` is where it begins. */
export type CsvRecord =
  | { readonly line: number; readonly cells: readonly string[] }
  | {
      readonly line: number;
      readonly fault: Extract<FaultCode, 'BROKEN_LINE' | 'LINE_TOO_LONG' | 'UNSTORABLE_CHARACTER'>;
    };

type Scanned =
  { readonly cells: string[]; readonly end: number } | { readonly broken: 'BROKEN_LINE' | 'LINE_TOO_LONG' } | 'more';

export const longestRecord = 65_536;
const mostColumns = 500;

/**
 * Reads CSV (RFC 4180, UTF-8 with or without BOM, any newline but a lone CR) in flat memory. A broken record costs its first line only:
 * reading goes on at the next one, where csv-parse would lose the rest of the file to a quote that nobody closes.
 */
export async function* csvRecords(source: AsyncIterable<Uint8Array | string>): AsyncGenerator<CsvRecord> {
  const reader = new CsvReader();
  const decoder = new TextDecoder();
  for await (const chunk of source) {
    yield* reader.take(typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true }), false);
  }
  yield* reader.take(decoder.decode(), true);
}

class CsvReader {
  #text = '';
  #line = 1;
  #isSkipping = false;

  *take(more: string, isEnd: boolean): Generator<CsvRecord> {
    const text = this.#text + more;
    let at = 0;
    while (at < text.length) {
      if (this.#isSkipping) {
        const newline = text.indexOf('\n', at);
        at = newline === -1 ? text.length : newline + 1;
        if (newline === -1) break;
        this.#line += 1;
        this.#isSkipping = false;
        continue;
      }
      const scanned = scan(text, at, isEnd);
      if (scanned === 'more') break;
      const line = this.#line;
      if ('broken' in scanned) {
        yield { line, fault: scanned.broken };
        this.#isSkipping = true;
        continue;
      }
      this.#line += newlines(text, at, scanned.end);
      at = scanned.end;
      if (scanned.cells.length === 1 && scanned.cells[0] === '') continue;
      // The decoder puts the replacement character where the bytes are no UTF-8.
      yield scanned.cells.some((cell) => cell.includes('\uFFFD'))
        ? { line, fault: 'UNSTORABLE_CHARACTER' }
        : { line, cells: scanned.cells };
    }
    this.#text = text.slice(at);
  }
}

function scan(text: string, start: number, isEnd: boolean): Scanned {
  const cells: string[] = [];
  let at = start;
  for (;;) {
    const isQuoted = text[at] === '"';
    const cell = isQuoted ? quoted(text, at) : bare(text, at);
    if (cell === null || (cell.end >= text.length && !isEnd)) {
      if (text.length - start > longestRecord) return { broken: 'LINE_TOO_LONG' };
      return isEnd ? { broken: 'BROKEN_LINE' } : 'more';
    }
    if (cell.end - start > longestRecord) return { broken: 'LINE_TOO_LONG' };
    cells.push(cell.value);
    if (cells.length > mostColumns) return { broken: 'BROKEN_LINE' };
    if (cell.end >= text.length) return { cells, end: text.length };
    if (text[cell.end] === ',') {
      at = cell.end + 1;
      continue;
    }
    if (text[cell.end] === '\n') return { cells, end: cell.end + 1 };
    if (text.startsWith('\r\n', cell.end)) return { cells, end: cell.end + 2 };
    if (text[cell.end] === '\r' && cell.end + 1 === text.length) return isEnd ? { cells, end: text.length } : 'more';
    return { broken: 'BROKEN_LINE' };
  }
}

interface Cell {
  readonly value: string;
  /** Where the separator behind it stands. */
  readonly end: number;
}

function bare(text: string, at: number): Cell {
  let end = at;
  while (end < text.length && text[end] !== ',' && text[end] !== '\n') end += 1;
  const isLast = text[end] !== ',';
  return { value: text.slice(at, isLast && text[end - 1] === '\r' && end > at ? end - 1 : end), end };
}

function quoted(text: string, at: number): Cell | null {
  let from = at + 1;
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote === -1) return null;
    if (text[quote + 1] !== '"') return { value: text.slice(at + 1, quote).replaceAll('""', '"'), end: quote + 1 };
    from = quote + 2;
  }
}

function newlines(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) count += 1;
  return count;
}
