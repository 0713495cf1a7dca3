import { Injectable } from '@nestjs/common';
import { NotFound, territoriesOf, type Actor } from '@tributary/kernel';
import { Reads, type Branch, type ListSpec, type Page, type Saved } from '@tributary/persistence';
import type { LeadsQuery } from './lead-input.dto.js';
import type { LeadState } from './lead-state.js';
import { leads } from './lead.schema.js';

type Row = Saved<LeadState>;

const columns = `
  l.id, l.number, l.version, l.created_at AS "createdAt", l.updated_at AS "updatedAt", l.status, l.source, l.company, l.segment, l.families,
  l.contact, l.note, l.consent, l.touches, l.external_system AS "externalSystem", l.external_id AS "externalId", l.score, l.hot, l.scoring,
  l.contributed_by AS "contributedBy", l.territory, l.partner_id AS "partnerId", l.offers, l.offered_at AS "offeredAt",
  l.offer_due_at AS "offerDueAt", l.remind_due_at AS "remindDueAt", l.contact_due_at AS "contactDueAt", l.desk_reason AS "deskReason",
  l.accepted_at AS "acceptedAt", l.protected_until AS "protectedUntil", l.next_step AS "nextStep", l.expected_value AS "expectedValue",
  l.account_id AS "accountId"`;

@Injectable()
export class LeadQueries {
  constructor(readonly reads: Reads) {}

  async one(actor: Actor, id: string): Promise<Row> {
    const [where, params] =
      actor.kind === 'partner'
        ? [
            'l.id = $1 AND EXISTS (SELECT FROM lead_reader r WHERE r.lead_id = l.id AND r.partner_id = $2)',
            [id, actor.partnerId],
          ]
        : ['l.id = $1', [id]];
    const row = await this.reads.one<Row>(actor, leads.noun, `SELECT ${columns} FROM lead l WHERE ${where}`, params);
    const territories = territoriesOf(actor);
    if (territories !== null && !territories.includes(row.territory ?? '')) throw new NotFound(leads.noun);
    return row;
  }

  page(actor: Actor, query: LeadsQuery): Promise<Page<Row>> {
    return this.reads.page<Row>(actor, leadList(actor, query), query.page());
  }
}

/** A partner's list walks the leads that it may read, a channel manager's those of each of its territories. */
export function leadList(
  actor: Actor,
  query: Pick<LeadsQuery, 'status' | 'partnerId' | 'territory' | 'source' | 'hot' | 'atDesk' | 'updatedSince'>,
): ListSpec {
  const { status, partnerId, territory, source, hot, atDesk, updatedSince } = query;
  const filters: readonly (readonly [string, unknown])[] = [
    ['l.status = ?', status],
    ['l.partner_id = ?', partnerId],
    ['l.territory = ?', territory],
    ['l.source = ?', source],
    ['l.hot = ?', hot],
    ['l.updated_at >= ?', updatedSince],
  ];
  const given = filters.filter(([, value]) => value !== undefined);
  // Written out, or the index of those that wait could not serve it.
  const desk = actor.kind === 'partner' || atDesk === undefined ? [] : [`l.desk_reason IS ${atDesk ? 'NOT ' : ''}NULL`];
  const branch = (where: string[], params: unknown[]): Branch => ({
    where: [...where, ...desk, ...given.map(([condition]) => condition)],
    params: [...params, ...given.map(([, value]) => value)],
  });
  const sort = updatedSince === undefined ? '-createdAt' : 'updatedAt';
  const cursorSalt = JSON.stringify([given, desk]);
  if (actor.kind === 'partner') {
    const select = `SELECT ${columns} FROM lead_reader r JOIN lead l ON l.id = r.lead_id`;
    const sorts = { createdAt: 'r.created_at', updatedAt: 'l.updated_at' };
    return {
      select,
      id: 'r.lead_id',
      sorts,
      sort,
      branches: [branch(['r.partner_id = ?'], [actor.partnerId])],
      cursorSalt,
    };
  }
  const territories = territoriesOf(actor);
  const branches =
    territories === null
      ? [branch([], [])]
      : territories.length === 0
        ? [branch(['false'], [])]
        : [...new Set(territories)].map((each) => branch(['l.territory = ?'], [each]));
  const sorts = { createdAt: 'l.created_at', updatedAt: 'l.updated_at', score: 'l.score' };
  return { select: `SELECT ${columns} FROM lead l`, id: 'l.id', sorts, sort, branches, cursorSalt };
}
