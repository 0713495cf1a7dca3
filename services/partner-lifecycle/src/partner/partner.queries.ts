import { Injectable } from '@nestjs/common';
import { addDays, Clock, dayOf, territoriesOf, type Actor } from '@tributary/kernel';
import { Reads, savedColumns, type Branch, type Page, type Saved } from '@tributary/persistence';
import type { CertifiedPeopleDto } from './certified-people.dto.js';
import type { PartnerListQuery } from './partner-input.dto.js';
import type { PartnerState } from './partner-state.js';
import { partnerSchema } from './partner.schema.js';

const columns = savedColumns(partnerSchema, 'p');

@Injectable()
export class PartnerQueries {
  constructor(
    private readonly reads: Reads,
    private readonly clock: Clock,
  ) {}

  one(actor: Actor, id: string): Promise<Saved<PartnerState>> {
    return this.reads.one(
      actor,
      'partner',
      `SELECT ${columns} FROM partner p
        WHERE p.id = $1 AND ($2::text[] IS NULL OR in_territories($2::text[], p.territories))`,
      [id, territoriesOf(actor)],
    );
  }

  /** Heads that count today, by certification. Not for a distributor: whom a partner employs is its own affair. */
  async certifiedPeople(actor: Actor, id: string): Promise<{ certifications?: CertifiedPeopleDto[] }> {
    if (actor.kind === 'partner' && actor.partnerId !== id) return {};
    const today = dayOf(this.clock.now());
    const certifications = await this.reads.query<CertifiedPeopleDto>(
      actor,
      `SELECT c.definition_code AS definition, max(c.definition_name) AS name, max(c.kind) AS kind, count(DISTINCT c.user_id)::integer AS people,
          count(DISTINCT c.user_id) FILTER (WHERE c.valid_until <= $3)::integer AS expiring, min(c.valid_until) AS "firstEndsOn"
        FROM certification c WHERE c.partner_id = $1 AND c.status IN ('active', 'expiring') AND (c.valid_until IS NULL OR c.valid_until >= $2)
        GROUP BY c.definition_code ORDER BY c.definition_code`,
      [id, today, addDays(today, 90)],
    );
    return { certifications };
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
