import type { Type } from '@nestjs/common';
import { Malformed } from '@tributary/kernel';
import { fieldsOf } from '../fields/field.js';

/** The columns of a DTO in CSV: its fields, and with a dot those of objects in it: `listPrice.amount`. */
export function columnsOf(type: Type, prefix = ''): string[] {
  return [...fieldsOf(type).values()].flatMap((field) => {
    const name = prefix + field.name;
    if (field.nested !== undefined && !field.list) return columnsOf(field.nested(), `${name}.`);
    return field.parts.length > 0 ? field.parts.map((part) => `${name}.${part}`) : [name];
  });
}

/** An object with the example of each field. */
export function exampleRow(type: Type): Record<string, unknown> {
  return Object.fromEntries(
    [...fieldsOf(type).values()].map(({ name, nested, list, example }) => {
      if (example !== undefined || nested === undefined) return [name, example];
      return [name, list ? [exampleRow(nested())] : exampleRow(nested())];
    }),
  );
}

/** The path in the DTO that each column of a header fills. `aliases` are a source's own names: `{ 'Product Name': 'name' }`. */
export function columnPaths(
  type: Type,
  header: readonly string[],
  aliases: Readonly<Record<string, string>> = {},
): string[][] {
  const known = columnsOf(type);
  const paths = header.map((cell) => {
    const name = cell.trim();
    const path = Object.hasOwn(aliases, name) ? aliases[name] : name;
    if (path !== undefined && known.includes(path)) return path;
    const allowed = [...known, ...Object.keys(aliases)];
    throw new Malformed(`There is no column "${name.slice(0, 60)}". Known: ${allowed.join(', ')}.`, { allowed });
  });
  const repeated = paths.find((path, index) => paths.indexOf(path) !== index);
  if (repeated !== undefined) throw new Malformed(`The column "${repeated}" stands twice in the header.`);
  return paths.map((path) => path.split('.'));
}

/** The object that a line of cells stands for; an empty cell is an absent field. */
export function objectOf(paths: readonly (readonly string[])[], cells: readonly string[]): Record<string, unknown> {
  const whole: Record<string, unknown> = {};
  paths.forEach((path, index) => {
    const text = unguarded(cells[index] ?? '');
    if (text === '') return;
    let target = whole;
    for (const step of path.slice(0, -1)) target = (target[step] ??= {}) as Record<string, unknown>;
    target[path.at(-1) ?? ''] = text;
  });
  return whole;
}

/** The cells of an object, in the order of the columns. */
export function cellsOf(columns: readonly string[], row: object): string[] {
  return columns.map((column) => {
    let value: unknown = row;
    for (const step of column.split('.'))
      value = (value as Readonly<Record<string, unknown>> | null | undefined)?.[step];
    return guarded(cellText(value));
  });
}

function cellText(value: unknown): string {
  if (value === null || value === undefined) return '';
  if (value instanceof Date) return value.toISOString();
  if (Array.isArray(value) && value.every((item) => typeof item === 'string')) return value.join(';');
  return typeof value === 'string' ? value : JSON.stringify(value);
}

const number = /^[+-]?\d+(\.\d+)?$/;

// A spreadsheet takes a cell that begins so for a formula. An apostrophe in front stops it, and an import takes it off again.
export function guarded(text: string): string {
  return /^'*[=+\-@\t\r]/.test(text) && !number.test(text) ? `'${text}` : text;
}

export function unguarded(text: string): string {
  return /^'+[=+\-@\t\r]/.test(text) ? text.slice(1) : text;
}
