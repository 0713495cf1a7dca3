import { Unavailable } from '@tributary/kernel';
import type pg from 'pg';
import { isAftermath, sqlState } from './database-errors.js';
import type { Statement } from './statement.js';

export type Rows = Record<string, unknown>[];
export type Answer = { readonly rows: Rows; readonly tag: string } | { readonly error: unknown };

/** A pooled connection that speaks in flights: all statements of a flight are sent before any answer is awaited. */
export class Connection {
  flights = 0;
  #lost: unknown = null;

  private constructor(private readonly client: pg.PoolClient) {}

  static async from(pool: pg.Pool): Promise<Connection> {
    try {
      return new Connection(await pool.connect());
    } catch (error) {
      throw new Unavailable(1, { cause: error });
    }
  }

  async flight(statements: readonly Statement[]): Promise<Answer[]> {
    this.flights += 1;
    const { stream } = this.client.connection;
    stream.cork(); // a flight is one write: a system call for each statement was 45% of a command's time
    const sent = statements.map((each) => this.client.query({ ...each }));
    stream.uncork();
    const settled = await Promise.allSettled(sent);
    return settled.map((each) => {
      if (each.status === 'fulfilled') return { rows: each.value.rows as Rows, tag: each.value.command };
      if (sqlState(each.reason) === null) this.#lost ??= each.reason;
      return { error: each.reason };
    });
  }

  /** Gives the connection back; one whose state is unknown is closed instead. */
  release(): void {
    if (this.#lost === null) this.client.release();
    else this.client.release(this.#lost instanceof Error ? this.#lost : true);
  }

  async rollBack(): Promise<void> {
    if (this.#lost === null) await this.flight([{ text: 'ROLLBACK' }]);
  }
}

/** The error that made a flight fail, not those of the statements skipped after it; undefined if none failed. */
export function causeOfFailure(answers: readonly Answer[]): unknown {
  const errors = answers.flatMap((answer) => ('error' in answer ? [answer.error] : []));
  return errors.find((error) => !isAftermath(error)) ?? errors[0];
}
