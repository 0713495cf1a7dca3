import { Injectable } from '@nestjs/common';
import { NotFound, territoriesOf, type Actor } from '@tributary/kernel';
import { Reads, type Branch, type ListSpec, type Page, type Saved } from '@tributary/persistence';
import type { OpportunitiesQuery } from './opportunity-input.dto.js';
import type { OpportunityState } from './opportunity-state.js';
import { opportunities } from './opportunity.schema.js';

type Row = Saved<OpportunityState>;

const select = `
  SELECT o.id, o.number, o.version, o.created_at AS "createdAt", o.updated_at AS "updatedAt", o.name, o.source, o.status,
         o.partner_id AS "partnerId", o.distributor_id AS "distributorId", o.hidden_from_distributor AS "hiddenFromDistributor", o.territory,
         o.deal_registration_id AS "dealRegistrationId", o.lead_id AS "leadId", o.customer, o.parties, o.lines, o.value, o.expected_close_on AS "expectedCloseOn",
         o.pipeline, o.stage, o.forecast_category AS "forecastCategory", o.stages, o.next_step AS "nextStep", o.competitors,
         o.owned_by AS "ownedBy", o.loss_reason AS "lossReason", o.opened_at AS "openedAt", o.closed_at AS "closedAt",
         o.external_ids AS "externalIds"
    FROM opportunity o`;

@Injectable()
export class OpportunityQueries {
  constructor(readonly reads: Reads) {}

  async one(actor: Actor, id: string): Promise<Row> {
    const row = await this.reads.one<Row>(actor, opportunities.noun, `${select} WHERE o.id = $1`, [id]);
    const territories = territoriesOf(actor);
    if (territories !== null && !territories.includes(row.territory ?? '')) throw new NotFound(opportunities.noun);
    return row;
  }

  page(actor: Actor, query: OpportunitiesQuery): Promise<Page<Row>> {
    return this.reads.page<Row>(actor, opportunityList(actor, query), query.page());
  }
}

export function opportunityList(
  actor: Actor,
  query: Pick<OpportunitiesQuery, 'status' | 'source' | 'partnerId' | 'dealRegistrationId' | 'leadId' | 'updatedSince'>,
): ListSpec {
  const filters: readonly (readonly [string, unknown])[] = [
    ['o.status = ?', query.status],
    ['o.source = ?', query.source],
    ['o.partner_id = ?', query.partnerId],
    ['o.deal_registration_id = ?', query.dealRegistrationId],
    ['o.lead_id = ?', query.leadId],
    ['o.updated_at >= ?', query.updatedSince],
  ];
  const given = filters.filter(([, value]) => value !== undefined);
  return {
    select,
    id: 'o.id',
    sorts: { createdAt: 'o.created_at', updatedAt: 'o.updated_at' },
    sort: query.updatedSince === undefined ? '-createdAt' : 'updatedAt',
    branches: scopesOf(actor).map(({ where, params }) => ({
      where: [...where, ...given.map(([condition]) => condition)],
      params: [...params, ...given.map(([, value]) => value)],
    })),
    cursorSalt: JSON.stringify(given),
  };
}

function scopesOf(actor: Actor): Branch[] {
  if (actor.kind === 'partner') {
    const naming = ['o.distributor_id = ?', 'NOT o.hidden_from_distributor', 'o.partner_id IS DISTINCT FROM ?'];
    return [
      { where: ['o.partner_id = ?'], params: [actor.partnerId] },
      { where: naming, params: [actor.partnerId, actor.partnerId] },
    ];
  }
  const territories = territoriesOf(actor);
  if (territories === null) return [{ where: [], params: [] }];
  if (territories.length === 0) return [{ where: ['false'], params: [] }];
  return [...new Set(territories)].map((territory) => ({ where: ['o.territory = ?'], params: [territory] }));
}
