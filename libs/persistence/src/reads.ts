import { type Actor, NotFound } from '@tributary/kernel';
import { causeOfFailure, Connection } from './connection.js';
import { unreadableCursor } from './cursor.js';
import type { Database } from './database.js';
import { sqlState, translated } from './database-errors.js';
import type { Rows } from './flight.js';
import { pageQuery, wholeQuery, withoutPlace, type ListSpec, type Page, type PageAsk } from './page.js';
import { scopeOf } from './scope.js';
import { Slots } from './slots.js';
import { statement, type Statement } from './statement.js';

const begin = statement('BEGIN READ ONLY');
const beginSnapshot = statement('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
const commit = statement('COMMIT');
const rowsPerFetch = 500;
const patienceMs = 10_000;

/** Answers queries in the actor's scope: each in a read-only transaction of its own, in one flight. */
export class Reads {
  // Each stream holds a connection for as long as its reader takes; the other half of a pool is for those who are quick.
  readonly #streams: Readonly<Record<'vendor' | 'partner', Slots>>;

  constructor(private readonly database: Database) {
    const half = (kind: 'vendor' | 'partner'): Slots => new Slots(Math.ceil(database.pool(kind).options.max / 2));
    this.#streams = { vendor: half('vendor'), partner: half('partner') };
  }

  /** `bigint` and `numeric` come as strings, a date as `YYYY-MM-DD`. */
  async query<Row>(actor: Actor, sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    const [rows] = await this.#answers(actor, begin, [statement(sql, parameters)]);
    return rows as Row[];
  }

  /** The first row; NotFound if there is none. */
  async one<Row>(actor: Actor, noun: string, sql: string, parameters: readonly unknown[] = []): Promise<Row> {
    const [row] = await this.query<Row>(actor, sql, parameters);
    if (row === undefined) throw new NotFound(noun);
    return row;
  }

  async page<Row>(actor: Actor, list: ListSpec, ask: PageAsk): Promise<Page<Row>> {
    if (ask.walk !== undefined) return ask.walk.page<Row>(() => this.#listed<Row>(actor, list, ask));
    const query = pageQuery<Row>(list, ask);
    const [rows = []] = await this.#answers(actor, begin, [query.statement]).catch(unlessOfCursor(ask));
    return query.page(rows);
  }

  /** A page, and the rows of a query beside it that speak of the same instant, whatever is committed meanwhile. */
  async pageBeside<Row, Other>(
    actor: Actor,
    list: ListSpec,
    ask: PageAsk,
    beside: { readonly sql: string; readonly parameters: readonly unknown[] },
  ): Promise<{ readonly page: Page<Row>; readonly beside: Other[] }> {
    const query = pageQuery<Row>(list, ask);
    const queries = [query.statement, statement(beside.sql, beside.parameters)];
    const [rows = [], others = []] = await this.#answers(actor, beginSnapshot, queries).catch(unlessOfCursor(ask));
    return { page: query.page(rows), beside: others as Other[] };
  }

  /** Any number of rows in flat memory, from one snapshot; stop iterating to close it. */
  async *stream<Row>(actor: Actor, sql: string, parameters: readonly unknown[] = []): AsyncIterable<Row> {
    for await (const rows of this.#batches(actor, sql, parameters)) yield* rows as Row[];
  }

  /** Everything that a list holds: its filters, its scope and its order, with no page. */
  async *all<Row>(actor: Actor, list: ListSpec, ask: PageAsk = {}): AsyncIterable<Row> {
    for await (const rows of this.#listed<Row>(actor, list, ask)) yield* rows;
  }

  async *#listed<Row>(actor: Actor, list: ListSpec, ask: PageAsk): AsyncIterable<Row[]> {
    const { text, parameters } = wholeQuery(list, ask);
    for await (const rows of this.#batches(actor, text, parameters)) yield rows.map((row) => withoutPlace<Row>(row));
  }

  async *#batches(actor: Actor, sql: string, parameters: readonly unknown[]): AsyncGenerator<Rows> {
    const kind = poolOf(actor);
    await this.#streams[kind].take(patienceMs);
    try {
      yield* this.#fetched(await this.#connect(actor), actor, declared(sql, parameters));
    } finally {
      this.#streams[kind].give();
    }
  }

  async *#fetched(connection: Connection, actor: Actor, cursor: Statement): AsyncGenerator<Rows> {
    try {
      const opened = await connection.flight([begin, scopeOf(actor), cursor]);
      raise(causeOfFailure(opened));
      for (;;) {
        const [answer] = await connection.flight([{ text: `FETCH ${rowsPerFetch} FROM export` }]);
        if (answer === undefined || 'error' in answer) throw translated(answer?.error);
        if (answer.rows.length > 0) yield answer.rows;
        if (answer.rows.length < rowsPerFetch) return;
      }
    } finally {
      await connection.rollBack();
      connection.release();
    }
  }

  async #answers(actor: Actor, opening: Statement, queries: readonly Statement[]): Promise<Rows[]> {
    const connection = await this.#connect(actor);
    try {
      const answers = await connection.flight([opening, scopeOf(actor), ...queries, commit]);
      const failure = causeOfFailure(answers);
      if (failure !== undefined) await connection.rollBack();
      raise(failure);
      return answers.slice(2, -1).map((answer) => ('rows' in answer ? answer.rows : []));
    } finally {
      connection.release();
    }
  }

  #connect(actor: Actor): Promise<Connection> {
    return Connection.from(this.database.pool(poolOf(actor)));
  }
}

/** A cursor that was not made by us may be of the right form and still no value of its column. */
function unlessOfCursor({ cursor }: PageAsk): (error: unknown) => never {
  return (error) => {
    throw cursor !== undefined && sqlState(error)?.startsWith('22') === true ? unreadableCursor() : error;
  };
}

function poolOf(actor: Actor): 'vendor' | 'partner' {
  return actor.kind === 'partner' ? 'partner' : 'vendor';
}

// Without a name, as is its FETCH: what it answers is another thing each time.
function declared(sql: string, parameters: readonly unknown[]): Statement {
  const { text, values } = statement(`DECLARE export NO SCROLL CURSOR FOR ${sql}`, parameters);
  return { text, ...(values === undefined ? {} : { values }) };
}

function raise(failure: unknown): void {
  if (failure !== undefined) throw translated(failure);
}
