import { createWriteStream } from 'node:fs';
import { once } from 'node:events';

/** What was read otherwise than it was written. */
export interface Mended {
  readonly field: string;
  readonly from: string;
  readonly to: string;
  readonly why: string;
}

/** Why a line was not taken. */
export interface Refusal {
  readonly code: string;
  readonly why: string;
}

/** Tells every line that was mended or refused, one JSON object each, in a file that is written anew by each run. */
export class Report {
  readonly #file;
  readonly #counts = new Map<string, { mended: Set<number>; refused: Set<number> }>();

  constructor(readonly path: string) {
    this.#file = createWriteStream(path);
  }

  mended(file: string, line: number, mended: Mended): void {
    this.#of(file).mended.add(line);
    this.#tell({ file, line, outcome: 'mended', ...mended });
  }

  refused(file: string, line: number, refusal: Refusal): void {
    this.#of(file).refused.add(line);
    this.#tell({ file, line, outcome: 'refused', ...refusal });
  }

  sum(sum: object): void {
    this.#tell({ outcome: 'sum', ...sum });
  }

  /** Lines of the file that were mended, and that were refused. */
  counts(file: string): { readonly mended: number; readonly refused: number } {
    const { mended, refused } = this.#of(file);
    return { mended: mended.size, refused: refused.size };
  }

  async close(): Promise<void> {
    this.#file.end();
    await once(this.#file, 'close');
  }

  #of(file: string) {
    const known = this.#counts.get(file) ?? { mended: new Set<number>(), refused: new Set<number>() };
    this.#counts.set(file, known);
    return known;
  }

  #tell(entry: object): void {
    this.#file.write(`${JSON.stringify(entry)}\n`);
  }
}
