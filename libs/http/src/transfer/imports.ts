import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Logger, StreamableFile } from '@nestjs/common';
import { DomainError, Stale, Unavailable, type Actor, type Fault } from '@tributary/kernel';
import { CommandContext, type CommandFacts, type Transaction, type UnitOfWork } from '@tributary/persistence';
import { readRows, type ReadRow, type RowShape } from './read-rows.js';
import { ResultSpool } from './result-spool.js';
import type { Upload } from './upload.js';

/** What became of a row; `mended` names what was corrected on the way in. */
export interface RowOutcome {
  readonly status: 'created' | 'updated' | 'unchanged' | 'mended' | 'refused';
  readonly id?: string;
  readonly mended?: readonly string[];
  readonly errors?: readonly Fault[];
}

export interface ImportSpec<Row extends object> extends RowShape<Row> {
  /** Takes up to 100 rows in one transaction and answers an outcome for each, in order. If it throws, it is called again row by row. */
  apply(tx: Transaction, rows: readonly Row[]): Promise<readonly RowOutcome[]>;
}

type RowResult = RowOutcome & { readonly line: number };

class NothingStays extends Error {
  constructor(readonly outcomes: readonly RowOutcome[]) {
    super('A dry run is rolled back.');
  }
}

const rowsPerTransaction = 100;
const outagesInARow = 3;
const attemptsPerRow = 3;
const pauseMs = 50;
const none = { created: 0, updated: 0, unchanged: 0, mended: 0, refused: 0 };

/** Streams a file into the database: 100 rows a transaction, one by one where that fails, memory flat. A row's result is told after its commit. */
export class Imports {
  readonly #logger = new Logger('import');

  constructor(private readonly unitOfWork: UnitOfWork) {}

  async run<Row extends object>(actor: Actor, upload: Upload, spec: ImportSpec<Row>): Promise<StreamableFile> {
    const rows = await readRows(upload, spec);
    const spool = new ResultSpool();
    void CommandContext.run(withoutKey(), () => this.#carry(actor, upload, spec, rows, spool)).catch(
      (error: unknown) => {
        this.#logger.warn(`An import was broken off: ${String(error)}`);
        upload.stream.destroy();
        return spool.fail(error);
      },
    );
    return new StreamableFile(spool.answer, { type: 'application/x-ndjson' });
  }

  async #carry<Row extends object>(
    actor: Actor,
    upload: Upload,
    spec: ImportSpec<Row>,
    rows: AsyncGenerator<ReadRow<Row>>,
    spool: ResultSpool,
  ): Promise<void> {
    const batch = new Batch(this.unitOfWork, actor, upload.dryRun, spec, this.#logger);
    const totals = { ...none };
    let complete = true;
    const tell = async (results: readonly RowResult[]): Promise<void> => {
      for (const result of results) totals[result.status] += 1;
      await spool.write(results.map((result) => `${JSON.stringify(result)}\n`).join(''));
    };
    try {
      for await (const row of rows) if (batch.add(row)) await tell(await batch.carryOut());
      await tell(await batch.carryOut());
    } catch (error) {
      if (!(error instanceof Unavailable)) throw error;
      complete = false;
      upload.stream.resume(); // the client learns why only after it has sent the rest
    }
    await spool.write(
      `${JSON.stringify({ summary: { ...totals, dryRun: upload.dryRun, complete, ...(complete ? {} : { code: 'UNAVAILABLE' }) } })}\n`,
    );
    await spool.end();
  }
}

class Batch<Row extends object> {
  #rows: ReadRow<Row>[] = [];
  #outages = 0;

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly actor: Actor,
    private readonly dryRun: boolean,
    private readonly spec: ImportSpec<Row>,
    private readonly logger: Logger,
  ) {}

  /** True when it is full. */
  add(row: ReadRow<Row>): boolean {
    this.#rows.push(row);
    return this.#rows.length >= rowsPerTransaction;
  }

  async carryOut(): Promise<RowResult[]> {
    const rows = this.#rows;
    this.#rows = [];
    const good = rows.flatMap((read) => ('row' in read ? [read.row] : []));
    const outcomes = (await this.#together(good))[Symbol.iterator]();
    return rows.map(({ line, ...read }) => ({
      line,
      ...('row' in read ? (outcomes.next().value as RowOutcome) : { status: 'refused' as const, errors: read.errors }),
    }));
  }

  async #together(rows: readonly Row[]): Promise<readonly RowOutcome[]> {
    if (rows.length === 0) return [];
    try {
      return await this.#transaction(rows);
    } catch {
      const outcomes: RowOutcome[] = [];
      for (const row of rows) outcomes.push(await this.#alone(row));
      return outcomes;
    }
  }

  async #alone(row: Row): Promise<RowOutcome> {
    try {
      const [outcome] = await this.#inAttempts(row);
      this.#outages = 0;
      if (outcome !== undefined) return outcome;
      throw new Error('The import gave no outcome for a row.');
    } catch (error) {
      if (error instanceof Unavailable && (this.#outages += 1) >= outagesInARow) throw error;
      if (error instanceof DomainError)
        return {
          status: 'refused',
          errors: error.facts.errors ?? [{ pointer: '', code: error.code, detail: error.message }],
        };
      this.logger.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
      return {
        status: 'refused',
        errors: [{ pointer: '', code: 'INTERNAL', detail: 'Something went wrong here with this row.' }],
      };
    }
  }

  /** A row that met somebody else at work on the same thing has done nothing wrong. */
  async #inAttempts(row: Row): Promise<readonly RowOutcome[]> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.#transaction([row]);
      } catch (error) {
        const passes = error instanceof Unavailable || error instanceof Stale;
        if (!passes || attempt === attemptsPerRow) throw error;
        await sleep(attempt * pauseMs * (0.5 + Math.random()));
      }
    }
  }

  async #transaction(rows: readonly Row[]): Promise<readonly RowOutcome[]> {
    try {
      return await this.unitOfWork.run(this.actor, async (tx) => {
        const outcomes = await this.spec.apply(tx, rows);
        if (outcomes.length !== rows.length)
          throw new Error(`The import gave ${outcomes.length} outcomes for ${rows.length} rows.`);
        if (!this.dryRun) return outcomes;
        await tx.read('select 1'); // sends what is staged, so that the database has its say too
        throw new NothingStays(outcomes);
      });
    } catch (error) {
      if (error instanceof NothingStays) return error.outcomes;
      throw error;
    }
  }
}

// Rows are told apart by their external ids, not by a key, and no ETag stands for a file.
function withoutKey(): CommandFacts {
  const { correlationId = randomUUID(), traceparent } = CommandContext.current() ?? {};
  return { correlationId, replayed: false, ...(traceparent === undefined ? {} : { traceparent }) };
}
