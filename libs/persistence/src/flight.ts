import type pg from 'pg';
import type { Statement } from './statement.js';

export type Rows = Record<string, unknown>[];
export type Answer = { readonly rows: Rows; readonly tag: string } | { readonly error: unknown };

interface Column {
  readonly name: string;
  readonly parse: (text: string) => unknown;
}

/** What pg keeps of a connection beside what its types tell. */
type Wire = pg.Connection & { readonly parsedStatements: Readonly<Record<string, string>> };

// The columns that a prepared statement answers, by connection: asked for once, as they stay what they are. An empty list answers no rows.
const knownColumns = new WeakMap<pg.Connection, Map<string, readonly Column[]>>();

/**
 * Statements that leave together, with one Sync behind them all: the server answers in one go, and after an error runs none of the rest.
 * pg's client takes it for a query and hands it every message that comes back.
 */
export class Flight implements pg.Submittable {
  readonly landed: Promise<Answer[]>;
  readonly #answers: Answer[] = [];
  #rows: Rows = [];
  #columns: readonly Column[] = [];
  #known: Map<string, readonly Column[]> = new Map();
  #unreadable: unknown = undefined;
  #land: (answers: Answer[]) => void = () => undefined;

  constructor(
    readonly statements: readonly Statement[],
    private readonly parserOf: (type: number) => (text: string) => unknown,
  ) {
    this.landed = new Promise((resolve) => (this.#land = resolve));
  }

  /** pg's client remembers by name and text what was parsed on its connection. */
  get name(): string | undefined {
    return this.statements[this.#answers.length]?.name;
  }

  get text(): string | undefined {
    return this.statements[this.#answers.length]?.text;
  }

  submit(connection: pg.Connection): void {
    const { stream, parsedStatements } = connection as Wire;
    this.#known = columnsKnownOn(connection);
    const parsed = new Set<string>();
    stream.cork(); // a flight is one write: a system call for each statement was 45% of a command's time
    for (const { name = '', text, values = [] } of this.statements) {
      if (name === '' || (parsedStatements[name] === undefined && !parsed.has(name))) {
        connection.parse({ name, text, types: [] }, true);
        parsed.add(name);
      }
      connection.bind({ statement: name, values: [...values] }, true);
      if (!this.#known.has(name)) connection.describe({ type: 'P' }, true);
      connection.execute(null, true);
    }
    connection.sync();
    stream.uncork();
    this.#prepareNext();
  }

  handleRowDescription({
    fields,
  }: {
    readonly fields: readonly { readonly name: string; readonly dataTypeID: number }[];
  }): void {
    this.#columns = fields.map(({ name, dataTypeID }) => ({ name, parse: this.parserOf(dataTypeID) }));
  }

  handleDataRow({ fields }: { readonly fields: readonly (string | null)[] }): void {
    const row: Record<string, unknown> = {};
    try {
      this.#columns.forEach(({ name, parse }, at) => {
        const value = fields[at] ?? null;
        row[name] = value === null ? null : parse(value);
      });
    } catch (error) {
      this.#unreadable ??= error;
    }
    this.#rows.push(row);
  }

  handleCommandComplete({ text }: { readonly text: string }): void {
    if (this.name !== undefined) this.#known.set(this.name, this.#columns);
    const [tag = ''] = text.split(' ', 1);
    this.#answers.push(this.#unreadable === undefined ? { rows: this.#rows, tag } : { error: this.#unreadable });
    this.#prepareNext();
  }

  handleError(error: unknown): void {
    while (this.#answers.length < this.statements.length) this.#answers.push({ error });
    this.#land(this.#answers);
  }

  handleReadyForQuery(): void {
    this.#land(this.#answers);
  }

  #prepareNext(): void {
    this.#rows = [];
    this.#unreadable = undefined;
    this.#columns = (this.name === undefined ? undefined : this.#known.get(this.name)) ?? [];
  }
}

function columnsKnownOn(connection: pg.Connection): Map<string, readonly Column[]> {
  let known = knownColumns.get(connection);
  if (known === undefined) knownColumns.set(connection, (known = new Map()));
  return known;
}
