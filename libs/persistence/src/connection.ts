import { Unavailable } from '@tributary/kernel';
import type pg from 'pg';
import { sqlState } from './database-errors.js';
import { Flight, type Answer } from './flight.js';
import { statement, type Statement } from './statement.js';

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
    const answers = await this.#send(new Flight(statements, (type) => this.client.getTypeParser(type, 'text')));
    for (const answer of answers) {
      if ('error' in answer && sqlState(answer.error) === null) this.#lost ??= answer.error;
    }
    return answers;
  }

  #send(flight: Flight): Promise<Answer[]> {
    try {
      return this.client.query(flight).landed;
    } catch (error) {
      this.#lost ??= error; // half a flight may be on its way
      throw error;
    }
  }

  /** Gives the connection back; one whose state is unknown is closed instead. */
  release(): void {
    if (this.#lost === null) this.client.release();
    else this.client.release(this.#lost instanceof Error ? this.#lost : true);
  }

  async rollBack(): Promise<void> {
    if (this.#lost === null) await this.flight([statement('ROLLBACK')]);
  }
}

/** The error that made a flight fail; undefined if none did. What came after it was not run. */
export function causeOfFailure(answers: readonly Answer[]): unknown {
  return answers.find((answer) => 'error' in answer)?.error;
}
