import { statement, type Statement } from './statement.js';

const fewRows = 4;

/**
 * Inserts any number of rows, in their order, with a handful of statement texts: few rows as VALUES, which is the fastest,
 * more as one array per column, which is one text for any number.
 */
export function bulkInsert(
  table: string,
  types: Readonly<Record<string, string>>,
): (rows: readonly (readonly unknown[])[]) => Statement {
  const names = Object.keys(types);
  const insert = `insert into ${table}(${names.join(', ')})`;
  const byCount = Array.from({ length: fewRows }, (_, index) => `${insert} values ${values(index + 1, names.length)}`);
  const arrays = Object.values(types).map((type, index) => `$${index + 1}::${type}[]`);
  const ofMany = `${insert} select ${names.join(', ')}
    from unnest(${arrays.join(', ')}) with ordinality as row(${names.join(', ')}, place) order by place`;
  return (rows) => {
    const text = byCount[rows.length - 1];
    if (text !== undefined) return statement(text, rows.flat());
    return statement(
      ofMany,
      names.map((_, column) => rows.map((row) => row[column])),
    );
  };
}

function values(rows: number, columns: number): string {
  const row = (first: number) => `(${Array.from({ length: columns }, (_, column) => `$${first + column}`).join(', ')})`;
  return Array.from({ length: rows }, (_, index) => row(index * columns + 1)).join(', ');
}
