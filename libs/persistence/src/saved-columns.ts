import type { EntitySchema } from 'typeorm';
import { quoted, SnakeCaseNames } from './naming.js';

const names = new SnakeCaseNames();
const rowFacts = ['version', 'number', 'createdAt', 'updatedAt'];

/** A store's whole row as `Saved<State>`, for the SELECT of a query: `p.legal_name AS "legalName", ...`. Transformers are not applied. */
export function savedColumns<State extends object>(schema: EntitySchema<State>, alias: string): string {
  return [...Object.keys(schema.options.columns), ...rowFacts]
    .map((property) => `${alias}.${quoted(names.columnName(property, undefined, []))} AS ${quoted(property)}`)
    .join(', ');
}
