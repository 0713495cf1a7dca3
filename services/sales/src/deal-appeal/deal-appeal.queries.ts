import { Injectable } from '@nestjs/common';
import { NotFound, territoriesOf, type Actor } from '@tributary/kernel';
import { Reads, savedColumns, type Branch, type Page, type Saved } from '@tributary/persistence';
import type { DealAppealsQuery } from './deal-appeal.dto.js';
import type { DealAppealState } from './deal-appeal.js';
import { dealAppeals, dealAppealSchema } from './deal-appeal.schema.js';

type Row = Saved<DealAppealState>;

const select = `SELECT ${savedColumns(dealAppealSchema, 'a')} FROM deal_appeal a`;

@Injectable()
export class DealAppealQueries {
  constructor(readonly reads: Reads) {}

  async one(actor: Actor, id: string): Promise<Row> {
    const row = await this.reads.one<Row>(actor, dealAppeals.noun, `${select} WHERE a.id = $1`, [id]);
    const territories = territoriesOf(actor);
    const isOwn = actor.kind !== 'partner' || actor.partnerId === row.partnerId;
    if (!isOwn || (territories !== null && !territories.includes(row.territory ?? '')))
      throw new NotFound(dealAppeals.noun);
    return row;
  }

  page(actor: Actor, query: DealAppealsQuery): Promise<Page<Row>> {
    const { status, overdue, dealId, partnerId, updatedSince } = query;
    const filters: readonly (readonly [string, unknown])[] = [
      ['a.status = ?', status],
      ['a.overdue = ?', overdue],
      ['a.deal_id = ?', dealId],
      ['a.partner_id = ?', partnerId],
      ['a.updated_at >= ?', updatedSince],
    ];
    const given = filters.filter(([, value]) => value !== undefined);
    const branch = (where: string[], params: unknown[]): Branch => ({
      where: [...where, ...given.map(([condition]) => condition)],
      params: [...params, ...given.map(([, value]) => value)],
    });
    return this.reads.page<Row>(
      actor,
      {
        select,
        id: 'a.id',
        sorts: { createdAt: 'a.created_at', updatedAt: 'a.updated_at' },
        sort: updatedSince === undefined ? '-createdAt' : 'updatedAt',
        branches: branchesFor(actor, branch),
        cursorSalt: JSON.stringify(given),
      },
      query.page(),
    );
  }
}

function branchesFor(actor: Actor, branch: (where: string[], params: unknown[]) => Branch): Branch[] {
  if (actor.kind === 'partner') return [branch(['a.partner_id = ?'], [actor.partnerId])];
  const territories = territoriesOf(actor);
  if (territories === null) return [branch([], [])];
  if (territories.length === 0) return [branch(['false'], [])];
  return [...new Set(territories)].map((territory) => branch(['a.territory = ?'], [territory]));
}
