import { Injectable } from '@nestjs/common';
import { territoriesOf, type Actor } from '@tributary/kernel';
import { Reads, savedColumns, type Branch, type Page, type Saved } from '@tributary/persistence';
import type { PartnerListQuery } from './partner-input.dto.js';
import type { PartnerState } from './partner-state.js';
import { partnerSchema } from './partner.schema.js';

const columns = savedColumns(partnerSchema, 'p');

@Injectable()
export class PartnerQueries {
  constructor(private readonly reads: Reads) {}

  one(actor: Actor, id: string): Promise<Saved<PartnerState>> {
    return this.reads.one(
      actor,
      'partner',
      `SELECT ${columns} FROM partner p
        WHERE p.id = $1 AND ($2::text[] IS NULL OR in_territories($2::text[], p.territories))`,
      [id, territoriesOf(actor)],
    );
  }

  list(actor: Actor, query: PartnerListQuery): Promise<Page<Saved<PartnerState>>> {
    const codes = territoriesOf(actor);
    const conditions: [string, unknown][] = [];
    if (codes !== null) conditions.push(['in_territories(?::text[], p.territories)', codes]);
    if (query.status !== undefined) conditions.push(['p.status = ?', query.status]);
    if (query.type !== undefined) conditions.push(['p.type = ?', query.type]);
    if (query.tier !== undefined) conditions.push(['p.tier = ?', query.tier]);
    if (query.partnershipType !== undefined) {
      // What the vendor thinks of a partner is told to no partner, and a filter would tell it.
      const isTold = actor.kind === 'partner' ? 'FALSE AND ' : '';
      conditions.push([`${isTold}p.partnership_type = ?`, query.partnershipType]);
    }
    if (query.distributorId !== undefined) conditions.push(['p.parent_distributor_id = ?', query.distributorId]);
    if (query.q !== undefined) conditions.push(['p.legal_name ILIKE ?', `%${query.q.replace(/[\\%_]/g, '\\$&')}%`]);
    if (query.updatedSince !== undefined) conditions.push(['p.updated_at >= ?', query.updatedSince]);
    return this.reads.page(
      actor,
      {
        select: `SELECT ${columns} FROM partner p`,
        id: 'p.id',
        sorts: { createdAt: 'p.created_at', updatedAt: 'p.updated_at', legalName: 'p.legal_name' },
        branches: scopes(actor).map(({ where, params }) => ({
          where: [...where, ...conditions.map(([condition]) => condition)],
          params: [...params, ...conditions.map(([, value]) => value)],
        })),
        cursorSalt: JSON.stringify(conditions),
      },
      query.page(),
    );
  }
}

// A partner lists itself and, as a distributor, the partners below it.
function scopes(actor: Actor): readonly Branch[] {
  if (actor.kind !== 'partner') return [{ where: [], params: [] }];
  return [
    { where: ['p.id = ?'], params: [actor.partnerId] },
    { where: ['p.parent_distributor_id = ?'], params: [actor.partnerId] },
  ];
}
