import { type Actor, NotFound } from '@tributary/kernel';
import { causeOfFailure, Connection, type Rows } from './connection.js';
import { unreadableCursor } from './cursor.js';
import type { Database } from './database.js';
import { sqlState, translated } from './database-errors.js';
import { pageQuery, type ListSpec, type Page, type PageAsk } from './page.js';
import { scopeOf } from './scope.js';
import { statement, type Statement } from './statement.js';

const begin: Statement = { text: 'BEGIN READ ONLY' };
const commit: Statement = { text: 'COMMIT' };
const rowsPerFetch = 500;

/** Answers queries in the actor's scope: each in a read-only transaction of its own, in one flight. */
export class Reads {
  constructor(private readonly database: Database) {}

  /** `bigint` and `numeric` come as strings, a date as `YYYY-MM-DD`. */
  async query<Row>(actor: Actor, sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.#rows(actor, statement(sql, parameters))) as Row[];
  }

  /** The first row; NotFound if there is none. */
  async one<Row>(actor: Actor, noun: string, sql: string, parameters: readonly unknown[] = []): Promise<Row> {
    const [row] = await this.query<Row>(actor, sql, parameters);
    if (row === undefined) throw new NotFound(noun);
    return row;
  }

  async page<Row>(actor: Actor, list: ListSpec, ask: PageAsk): Promise<Page<Row>> {
    const query = pageQuery<Row>(list, ask);
    try {
      return query.page(await this.#rows(actor, query.statement));
    } catch (error) {
      if (ask.cursor !== undefined && sqlState(error)?.startsWith('22') === true) throw unreadableCursor();
      throw error;
    }
  }

  /** Any number of rows in flat memory, from one snapshot; stop iterating to close it. */
  async *stream<Row>(actor: Actor, sql: string, parameters: readonly unknown[] = []): AsyncIterable<Row> {
    const connection = await this.#connect(actor);
    try {
      const opened = await connection.flight([begin, scopeOf(actor), declared(sql, parameters)]);
      raise(causeOfFailure(opened));
      for (;;) {
        const [answer] = await connection.flight([{ text: `FETCH ${rowsPerFetch} FROM export` }]);
        if (answer === undefined || 'error' in answer) throw translated(answer?.error);
        yield* answer.rows as Row[];
        if (answer.rows.length < rowsPerFetch) return;
      }
    } finally {
      await connection.rollBack();
      connection.release();
    }
  }

  async #rows(actor: Actor, query: Statement): Promise<Rows> {
    const connection = await this.#connect(actor);
    try {
      const answers = await connection.flight([begin, scopeOf(actor), query, commit]);
      raise(causeOfFailure(answers));
      const answer = answers[2];
      return answer !== undefined && 'rows' in answer ? answer.rows : [];
    } finally {
      connection.release();
    }
  }

  #connect(actor: Actor): Promise<Connection> {
    return Connection.from(this.database.pool(actor.kind === 'partner' ? 'partner' : 'vendor'));
  }
}

// A cursor, not pg-query-stream: that keeps a portal open, which a pipelined connection refuses.
function declared(sql: string, parameters: readonly unknown[]): Statement {
  const { text, values } = statement(`DECLARE export NO SCROLL CURSOR FOR ${sql}`, parameters);
  return { text, ...(values === undefined ? {} : { values }) };
}

function raise(failure: unknown): void {
  if (failure !== undefined) throw translated(failure);
}
