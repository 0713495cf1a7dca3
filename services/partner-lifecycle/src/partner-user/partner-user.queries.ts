import { Injectable } from '@nestjs/common';
import { territoriesOf, type Actor } from '@tributary/kernel';
import { Reads, savedColumns, type Page, type Saved } from '@tributary/persistence';
import type { PartnerUserListQuery } from './partner-user.dto.js';
import type { PartnerUserState } from './partner-user.js';
import { partnerUserSchema } from './partner-user.schema.js';

const columns = savedColumns(partnerUserSchema, 'u');
const managed = (codes: string): string =>
  `EXISTS (SELECT FROM partner p WHERE p.id = u.partner_id AND in_territories(${codes}::text[], p.territories))`;

@Injectable()
export class PartnerUserQueries {
  constructor(private readonly reads: Reads) {}

  one(actor: Actor, id: string): Promise<Saved<PartnerUserState>> {
    return this.reads.one(
      actor,
      'partner user',
      `SELECT ${columns} FROM partner_user u WHERE u.id = $1
          AND ($2::uuid IS NULL OR u.partner_id = $2) AND ($3::text[] IS NULL OR ${managed('$3')})`,
      [id, actor.partnerId, territoriesOf(actor)],
    );
  }

  list(actor: Actor, query: PartnerUserListQuery): Promise<Page<Saved<PartnerUserState>>> {
    const codes = territoriesOf(actor);
    const conditions: [string, unknown][] = [];
    if (actor.kind === 'partner') conditions.push(['u.partner_id = ?', actor.partnerId]);
    if (codes !== null) conditions.push([managed('?'), codes]);
    if (query.partnerId !== undefined) conditions.push(['u.partner_id = ?', query.partnerId]);
    if (query.status !== undefined) conditions.push(['u.status = ?', query.status]);
    if (query.updatedSince !== undefined) conditions.push(['u.updated_at >= ?', query.updatedSince]);
    return this.reads.page(
      actor,
      {
        select: `SELECT ${columns} FROM partner_user u`,
        id: 'u.id',
        sorts: { createdAt: 'u.created_at', updatedAt: 'u.updated_at' },
        branches: [{ where: conditions.map(([where]) => where), params: conditions.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(conditions),
      },
      query.page(),
    );
  }
}
