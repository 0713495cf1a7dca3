import type { Api, RowResult } from './api.js';
import { mendedBy } from './mending.js';
import type { Progress } from './progress.js';
import type { Report } from './report.js';
import type { Tally } from './tally.js';

/** What a run works with. */
export interface Tools {
  readonly api: Api;
  readonly report: Report;
  readonly progress: Progress;
  /** Nothing is sent: the lines are only read. */
  readonly isReadingOnly: boolean;
}

export type AcceptedResult = RowResult & { readonly status: Exclude<RowResult['status'], 'refused'> };

interface Waiting {
  readonly line: number;
  readonly row: object;
  readonly accepted: (result: AcceptedResult) => void;
  readonly refused: () => void;
}

const rowsPerCall = 1_000;
const patienceMilliseconds = 60_000;

/** Brings the lines of a file to an import of the API, a thousand a call, and waits for what travels between services meanwhile. */
export class Delivery {
  readonly tally: Tally;
  #waiting: Waiting[] = [];

  constructor(
    private readonly tools: Tools,
    file: string,
    what: string,
    private readonly path: string,
  ) {
    this.tally = { file, what, rows: 0, created: 0, updated: 0, unchanged: 0, refused: 0 };
    tools.progress.begin(what);
  }

  async add(line: number, row: object, accepted: Waiting['accepted'] = () => {}, refused = () => {}): Promise<void> {
    this.tally.rows += 1;
    this.#waiting.push({ line, row, accepted, refused });
    if (this.#waiting.length >= rowsPerCall) await this.#send();
  }

  /** A line that is not even sent. */
  refuse(line: number, code: string, why: string): void {
    this.tally.rows += 1;
    this.tally.refused += 1;
    this.tools.report.refused(this.tally.file, line, { code, why });
  }

  async end(): Promise<Tally> {
    await this.#send();
    this.tools.progress.end(this.tally);
    return this.tally;
  }

  async #send(): Promise<void> {
    let waiting = this.#waiting;
    this.#waiting = [];
    const until = Date.now() + patienceMilliseconds;
    while (waiting.length > 0) {
      const early = await this.#try(waiting, Date.now() < until);
      this.tools.progress.at(this.tally, early.length);
      if (early.length > 0) await new Promise((wake) => setTimeout(wake, 250));
      waiting = early;
    }
  }

  /** Answers the rows that name something which has not arrived yet. */
  async #try(waiting: readonly Waiting[], mayWait: boolean): Promise<Waiting[]> {
    const results: readonly RowResult[] = this.tools.isReadingOnly
      ? waiting.map(() => ({ status: 'unchanged' }))
      : await this.tools.api.bring(
          this.path,
          waiting.map(({ row }) => row),
        );
    return waiting.filter((one, index) => {
      const result = results[index] ?? { status: 'refused' };
      if (result.status === 'refused') {
        if (mayWait && result.errors?.every(({ code }) => code === 'NOT_YET_KNOWN') === true) return true;
        this.#refused(one, result);
      } else this.#accepted(one, result as AcceptedResult);
      return false;
    });
  }

  #refused({ line, refused }: Waiting, { errors = [] }: RowResult): void {
    this.tally.refused += 1;
    const why = errors.map(({ pointer, detail }) => (pointer === '' ? detail : `${pointer.slice(1)}: ${detail}`));
    this.tools.report.refused(this.tally.file, line, { code: errors[0]?.code ?? 'REFUSED', why: why.join(' ') });
    refused();
  }

  #accepted({ line, accepted }: Waiting, result: AcceptedResult): void {
    for (const sentence of result.mended ?? []) this.tools.report.mended(this.tally.file, line, mendedBy(sentence));
    // The API says "mended" of what it has created or changed.
    this.tally[result.status === 'mended' ? 'created' : result.status] += 1;
    accepted(result);
  }
}
