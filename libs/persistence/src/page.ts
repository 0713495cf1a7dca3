import { Malformed } from '@tributary/kernel';
import { decodeCursor, encodeCursor, type Place } from './cursor.js';
import { statement, type Statement } from './statement.js';
import type { Walk } from './walk.js';

/** Conditions joined by AND, with `?` for each parameter. Branches of one list must not overlap. */
export interface Branch {
  readonly where: readonly string[];
  readonly params: readonly unknown[];
}

/** A list that is read page by page along an index. */
export interface ListSpec {
  /** `SELECT ... FROM ...` without WHERE. */
  readonly select: string;
  /** The unique expression that breaks ties, a uuid: `d.id`. */
  readonly id: string;
  /** Public name of an order -> expression that is never null: `{ createdAt: 'd.created_at' }`. */
  readonly sorts: Readonly<Record<string, string>>;
  /** `-createdAt` unless told; a leading minus is descending. */
  readonly sort?: string;
  /** More than one becomes a UNION ALL in which each branch walks its own index. */
  readonly branches: readonly Branch[];
  /** Whatever else the cursor must belong to, such as the filters. */
  readonly cursorSalt: string;
}

export interface PageAsk {
  readonly limit?: number;
  readonly cursor?: string;
  readonly sort?: string;
  /** Instead of limit and cursor: the next part of everything. */
  readonly walk?: Walk;
}

export interface Page<Row> {
  readonly items: Row[];
  readonly nextCursor: string | null;
}

export const defaultLimit = 50;
export const largestLimit = 200;

/** The statement for a page, and how to make the page of its rows. */
export interface PageQuery<Row> {
  readonly statement: Statement;
  page(rows: readonly Record<string, unknown>[]): Page<Row>;
}

export function pageQuery<Row>(list: ListSpec, ask: PageAsk): PageQuery<Row> {
  const limit = checkedLimit(ask.limit);
  const { name, expression, descending } = checkedSort(list, ask.sort);
  const salt = JSON.stringify([list.select, name, descending, list.cursorSalt]);
  const after = ask.cursor === undefined ? null : decodeCursor(ask.cursor, salt);
  const parameters: unknown[] = [];
  const text = union(list, { expression, descending, after, limit }, parameters);
  return {
    statement: statement(text, parameters),
    page: (rows) => {
      const items = rows.slice(0, limit);
      const last = items.at(-1);
      const nextCursor =
        rows.length > limit && last !== undefined
          ? encodeCursor({ value: String(last['page_place']), id: String(last['page_id']) }, salt)
          : null;
      return { items: items.map((row) => withoutPlace<Row>(row)), nextCursor };
    },
  };
}

/** The statement for everything that a list holds, in its order. */
export function wholeQuery(list: ListSpec, ask: PageAsk): { readonly text: string; readonly parameters: unknown[] } {
  const { expression, descending } = checkedSort(list, ask.sort);
  const parameters: unknown[] = [];
  return { text: union(list, { expression, descending, after: null, limit: null }, parameters), parameters };
}

interface Reach {
  readonly expression: string;
  readonly descending: boolean;
  readonly after: Place | null;
  /** Null for all. */
  readonly limit: number | null;
}

function union(list: ListSpec, reach: Reach, parameters: unknown[]): string {
  const branches = list.branches.map((branch) => `(${branchQuery(list, branch, reach, parameters)})`);
  return `SELECT page.*, page_sort::text AS page_place FROM (${branches.join(' UNION ALL ')}) AS page
    ${ordered(reach, 'page_sort', 'page_id')}`;
}

function ordered({ descending, limit }: Reach, sort: string, id: string): string {
  const direction = descending ? 'DESC' : 'ASC';
  return `ORDER BY ${sort} ${direction}, ${id} ${direction}${limit === null ? '' : ` LIMIT ${limit + 1}`}`;
}

function branchQuery(list: ListSpec, branch: Branch, reach: Reach, parameters: unknown[]): string {
  const given = branch.where.join(' AND ').split('?').length - 1;
  if (given !== branch.params.length)
    throw new Error(`${given} placeholders, ${branch.params.length} parameters: ${branch.where.join(' AND ')}`);
  let place = parameters.push(...branch.params) - branch.params.length;
  const conditions = branch.where.map((condition) => `(${condition.replace(/\?/g, () => `$${(place += 1)}`)})`);
  if (reach.after !== null) {
    const end = parameters.push(reach.after.value, reach.after.id);
    conditions.push(`(${reach.expression}, ${list.id}) ${reach.descending ? '<' : '>'} ($${end - 1}, $${end})`);
  }
  const select = list.select.replace(
    /^\s*select\s/i,
    () => `SELECT ${reach.expression} AS page_sort, ${list.id} AS page_id, `,
  );
  const where = conditions.length === 0 ? '' : ` WHERE ${conditions.join(' AND ')}`;
  return `${select}${where} ${ordered(reach, reach.expression, list.id)}`;
}

function checkedLimit(limit: number = defaultLimit): number {
  if (!Number.isInteger(limit) || limit < 1 || limit > largestLimit)
    throw new Malformed(`"limit" is a whole number from 1 to ${largestLimit}.`);
  return limit;
}

function checkedSort(
  list: ListSpec,
  asked: string = list.sort ?? '-createdAt',
): { name: string; expression: string; descending: boolean } {
  const descending = asked.startsWith('-');
  const name = descending ? asked.slice(1) : asked;
  const expression = Object.hasOwn(list.sorts, name) ? list.sorts[name] : undefined;
  if (expression === undefined) {
    const allowed = Object.keys(list.sorts).flatMap((sort) => [sort, `-${sort}`]);
    throw new Malformed(`This list cannot be sorted by "${name}". Allowed: ${allowed.join(', ')}.`, { allowed });
  }
  return { name, expression, descending };
}

export function withoutPlace<Row>(row: Record<string, unknown>): Row {
  const { page_sort: _sort, page_id: _id, page_place: _place, ...rest } = row;
  return rest as Row;
}
