import type { DataSource, EntityMetadata } from 'typeorm';
import { quoted } from './naming.js';
import { statement, type Statement } from './statement.js';
import type { RowFacts, Saved } from './store.js';

/** Only for a transaction that just reserved this key: a loser finds no row and does not queue behind its lock. */
export interface KeyHeld {
  readonly subject: string;
  readonly key: string;
}

const keyHeld = `exists (select from idempotency where subject = $2 and key = $3 and xmin = pg_current_xact_id_if_assigned()::xid)`;

/** The SQL of one aggregate's table, made once from the metadata of its EntitySchema. */
export class RowMapping<State extends { readonly id: string }> {
  readonly table: string;
  readonly #columns: EntityMetadata['columns'];
  readonly #select: string;
  readonly #insert: string;
  readonly #update: string;

  constructor(
    private readonly source: DataSource,
    metadata: EntityMetadata,
  ) {
    this.table = metadata.tableName;
    this.#columns = metadata.columns;
    const names = this.#columns.map((column) => quoted(column.databaseName));
    const aliased = this.#columns.map((column) => `${quoted(column.databaseName)} as ${quoted(column.propertyName)}`);
    const changing = this.#columns.filter((column) => column.propertyName !== 'id');
    this.#select = `select ${aliased.join(', ')}, version as "~version", number as "~number", created_at as "~createdAt", updated_at as "~updatedAt"
      from ${quoted(this.table)}`;
    const inserted = [...names, 'version', 'number', 'created_at', 'updated_at'];
    this.#insert = `insert into ${quoted(this.table)} (${inserted.join(', ')}) values (${inserted.map((_, index) => `$${index + 1}`).join(', ')})`;
    this.#update = `with changed as (update ${quoted(this.table)} set ${changing.map((column, index) => `${quoted(column.databaseName)} = $${index + 5}, `).join('')}
      version = $3, updated_at = $4 where id = $1 and version = $2 returning 1) select expect_one((select count(*) from changed))`;
  }

  read(id: string): Statement {
    return statement(`${this.#select} where id = $1`, [id]);
  }

  lock(id: string, held: KeyHeld | null): Statement {
    return held === null
      ? statement(`${this.#select} where id = $1 for no key update`, [id])
      : statement(`${this.#select} where id = $1 and ${keyHeld} for no key update`, [id, held.subject, held.key]);
  }

  lockUnlessLocked(id: string): Statement {
    return statement(`${this.#select} where id = $1 for no key update skip locked`, [id]);
  }

  isUuid(property: keyof State & string): boolean {
    return this.#columns.find(({ propertyName }) => propertyName === property)?.type === 'uuid';
  }

  lockBy(property: keyof State & string, id: string): Statement {
    const column = this.#columns.find(({ propertyName }) => propertyName === property);
    if (column === undefined) throw new Error(`Table ${this.table} has no column for ${property}.`);
    return statement(`${this.#select} where ${quoted(column.databaseName)} = $1 for no key update`, [id]);
  }

  insert(row: Saved<State>): Statement {
    return statement(this.#insert, [
      ...this.#columns.map((column) => this.#stored(row, column)),
      row.version,
      row.number,
      row.createdAt,
      row.updatedAt,
    ]);
  }

  /** Changes nothing and raises TB412 unless the row still has the version that was read. */
  update(row: Saved<State>, readVersion: number): Statement {
    const changing = this.#columns.filter((column) => column.propertyName !== 'id');
    return statement(this.#update, [
      row.id,
      readVersion,
      row.version,
      row.updatedAt,
      ...changing.map((column) => this.#stored(row, column)),
    ]);
  }

  restore(row: Record<string, unknown>): { state: State; facts: RowFacts } {
    const state = Object.fromEntries(
      this.#columns.map((column) => [
        column.propertyName,
        this.source.driver.prepareHydratedValue(row[column.propertyName], column) as unknown,
      ]),
    );
    return {
      state: state as unknown as State,
      facts: {
        version: Number(row['~version']),
        number: row['~number'] as string | null,
        createdAt: row['~createdAt'] as Date,
        updatedAt: row['~updatedAt'] as Date,
      },
    };
  }

  #stored(row: Saved<State>, column: EntityMetadata['columns'][number]): unknown {
    return this.source.driver.preparePersistentValue(
      (row as unknown as Record<string, unknown>)[column.propertyName],
      column,
    ) as unknown;
  }
}
