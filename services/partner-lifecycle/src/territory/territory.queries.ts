import { Injectable } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { Reads, savedColumns, type Page, type Saved } from '@tributary/persistence';
import type { TerritoryListQuery } from './territory.dto.js';
import type { TerritoryState } from './territory.js';
import { territorySchema } from './territory.schema.js';

const columns = savedColumns(territorySchema, 't');

@Injectable()
export class TerritoryQueries {
  constructor(private readonly reads: Reads) {}

  one(actor: Actor, id: string): Promise<Saved<TerritoryState>> {
    return this.reads.one(actor, 'territory', `SELECT ${columns} FROM territory t WHERE t.id = $1`, [id]);
  }

  list(actor: Actor, query: TerritoryListQuery): Promise<Page<Saved<TerritoryState>>> {
    const conditions: [string, unknown][] = [];
    if (query.code !== undefined) conditions.push(['t.code = ?', query.code]);
    if (query.kind !== undefined) conditions.push(['t.kind = ?', query.kind]);
    if (query.parentId !== undefined) conditions.push(['t.parent_id = ?', query.parentId]);
    if (query.updatedSince !== undefined) conditions.push(['t.updated_at >= ?', query.updatedSince]);
    return this.reads.page(
      actor,
      {
        select: `SELECT ${columns} FROM territory t`,
        id: 't.id',
        sorts: { createdAt: 't.created_at', updatedAt: 't.updated_at', code: 't.code' },
        branches: [{ where: conditions.map(([where]) => where), params: conditions.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(conditions),
      },
      query.page(),
    );
  }
}
