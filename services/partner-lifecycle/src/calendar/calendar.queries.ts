import { Injectable } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { Reads, savedColumns, type Page, type Saved } from '@tributary/persistence';
import type { CalendarListQuery } from './calendar.dto.js';
import type { CalendarState } from './calendar.js';
import { calendarSchema } from './calendar.schema.js';

const columns = savedColumns(calendarSchema, 'c');

@Injectable()
export class CalendarQueries {
  constructor(private readonly reads: Reads) {}

  one(actor: Actor, id: string): Promise<Saved<CalendarState>> {
    return this.reads.one(actor, 'calendar', `SELECT ${columns} FROM calendar c WHERE c.id = $1`, [id]);
  }

  list(actor: Actor, query: CalendarListQuery): Promise<Page<Saved<CalendarState>>> {
    const conditions: [string, unknown][] = [];
    if (query.updatedSince !== undefined) conditions.push(['c.updated_at >= ?', query.updatedSince]);
    return this.reads.page(
      actor,
      {
        select: `SELECT ${columns} FROM calendar c`,
        id: 'c.id',
        sorts: { createdAt: 'c.created_at', updatedAt: 'c.updated_at', name: 'c.name' },
        branches: [{ where: conditions.map(([where]) => where), params: conditions.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(conditions),
      },
      query.page(),
    );
  }
}
