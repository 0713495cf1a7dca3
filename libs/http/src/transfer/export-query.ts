import type { Type } from '@nestjs/common';
import { Walk, type PageAsk } from '@tributary/persistence';
import { OneOf } from '../fields/choice.js';
import { leaveOut } from '../fields/field.js';
import type { ListQuery } from '../lists/list-query.js';

const formats = ['csv', 'ndjson'] as const;
export type ExportFormat = (typeof formats)[number];

const format = { optional: true, example: 'csv', description: 'Instead of the Accept header' } as const;

/** What an export takes that has no filters. */
export class ExportQuery {
  @OneOf(formats, format)
  readonly format?: ExportFormat;
}

/** What an export takes: the filters and the order of its list, and the format. */
export interface ExportedList extends ExportQuery {
  readonly walk: Walk;
}

const queries = new WeakMap<Type, Type>();

/** The query class of the export of a list. To the list it is its own query, that asks for everything in turn. */
export function exportQueryOf<Query extends ListQuery>(list: Type<Query>): Type<Query & ExportedList> {
  let query = queries.get(list) as Type<Query & ExportedList> | undefined;
  if (query === undefined) {
    query = madeFrom(list) as Type<Query & ExportedList>;
    queries.set(list, query);
  }
  return query;
}

function madeFrom(list: Type<ListQuery>): Type<ListQuery & ExportedList> {
  class ListExportQuery extends list {
    readonly walk = new Walk();

    @OneOf(formats, format)
    readonly format?: ExportFormat;

    override page(): PageAsk {
      return { ...(this.sort === undefined ? {} : { sort: this.sort }), walk: this.walk };
    }
  }
  leaveOut(ListExportQuery, ['limit', 'cursor']);
  return ListExportQuery;
}
