import { Injectable } from '@nestjs/common';
import { territoriesOf, type Actor } from '@tributary/kernel';
import { Reads, savedColumns, type Page, type Saved } from '@tributary/persistence';
import type { ApplicationListQuery } from './application-input.dto.js';
import type { PartnerApplicationState } from './partner-application.js';
import { partnerApplicationSchema } from './partner-application.schema.js';

const columns = savedColumns(partnerApplicationSchema, 'a');

@Injectable()
export class PartnerApplicationQueries {
  constructor(private readonly reads: Reads) {}

  one(actor: Actor, id: string): Promise<Saved<PartnerApplicationState>> {
    return this.reads.one(
      actor,
      'partner application',
      `SELECT ${columns} FROM partner_application a
        WHERE a.id = $1 AND ($2::text[] IS NULL OR in_territories($2::text[], a.territories))`,
      [id, territoriesOf(actor)],
    );
  }

  list(actor: Actor, query: ApplicationListQuery): Promise<Page<Saved<PartnerApplicationState>>> {
    const codes = territoriesOf(actor);
    const conditions: [string, unknown][] = [];
    if (codes !== null) conditions.push(['in_territories(?::text[], a.territories)', codes]);
    if (query.status !== undefined) conditions.push(['a.status = ?', query.status]);
    if (query.partnerType !== undefined) conditions.push(['a.partner_type = ?', query.partnerType]);
    if (query.held !== undefined) conditions.push(['a.is_held_as_duplicate = ?', query.held]);
    if (query.unassigned !== undefined) conditions.push(['(a.assigned_to IS NULL) = ?', query.unassigned]);
    if (query.q !== undefined) conditions.push(['a.legal_name ILIKE ?', `%${query.q.replace(/[\\%_]/g, '\\$&')}%`]);
    if (query.updatedSince !== undefined) conditions.push(['a.updated_at >= ?', query.updatedSince]);
    return this.reads.page(
      actor,
      {
        select: `SELECT ${columns} FROM partner_application a`,
        id: 'a.id',
        sorts: { createdAt: 'a.created_at', updatedAt: 'a.updated_at', legalName: 'a.legal_name' },
        branches: [{ where: conditions.map(([where]) => where), params: conditions.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(conditions),
      },
      query.page(),
    );
  }
}
