import { Injectable } from '@nestjs/common';
import { NotFound, territoriesOf, type Actor } from '@tributary/kernel';
import { Reads, type Branch, type ListSpec, type Page, type Saved } from '@tributary/persistence';
import type { ServiceRequestsQuery } from './service-request-input.dto.js';
import { serviceRequests } from './service-request.schema.js';
import type { ServiceRequestState } from './service-request-state.js';

type Row = Saved<ServiceRequestState>;

const select = `
  SELECT r.id, r.number, r.version, r.created_at AS "createdAt", r.updated_at AS "updatedAt", r.partner_id AS "partnerId", r.opened_by AS "openedBy",
         r.status, r.kind, r.title, r.description, r.impact, r.urgency, r.priority, r.tier, r.level_version AS "levelVersion", r.family, r.territory,
         r.asset_id AS "assetId", r.deal_id AS "dealId", r.assigned_to AS "assignedTo", r.assignment, r.opened_at AS "openedAt",
         r.resolved_at AS "resolvedAt", r.answer, r.reopen_until AS "reopenUntil", r.close_at AS "closeAt", r.first_response AS "firstResponse",
         r.resolution, r.satisfaction, r.satisfaction_note AS "satisfactionNote"
    FROM service_request r`;

@Injectable()
export class ServiceRequestQueries {
  constructor(readonly reads: Reads) {}

  async one(actor: Actor, id: string): Promise<Row> {
    const [own, parameters] =
      actor.kind === 'partner' ? (['AND r.partner_id = $2', [id, actor.partnerId]] as const) : (['', [id]] as const);
    const row = await this.reads.one<Row>(actor, serviceRequests.noun, `${select} WHERE r.id = $1 ${own}`, parameters);
    const territories = territoriesOf(actor);
    if (territories !== null && !territories.includes(row.territory ?? '')) throw new NotFound(serviceRequests.noun);
    return row;
  }

  page(actor: Actor, query: ServiceRequestsQuery): Promise<Page<Row>> {
    return this.reads.page<Row>(actor, serviceRequestList(actor, query), query.page());
  }
}

export function serviceRequestList(
  actor: Actor,
  query: Pick<
    ServiceRequestsQuery,
    'status' | 'kind' | 'priority' | 'partnerId' | 'assignedTo' | 'assetId' | 'breached' | 'updatedSince'
  >,
): ListSpec {
  const filters: readonly (readonly [string, unknown])[] = [
    ['r.status = ?', query.status],
    ['r.kind = ?', query.kind],
    ['r.priority = ?', query.priority],
    ['r.partner_id = ?', query.partnerId],
    ['r.assigned_to = ?', query.assignedTo],
    ['r.asset_id = ?', query.assetId],
    [`((r.first_response ->> 'breached')::boolean OR (r.resolution ->> 'breached')::boolean) = ?`, query.breached],
    ['r.updated_at >= ?', query.updatedSince],
  ];
  const given = filters.filter(([, value]) => value !== undefined);
  const branch = (where: string[], params: unknown[]): Branch => ({
    where: [...where, ...given.map(([condition]) => condition)],
    params: [...params, ...given.map(([, value]) => value)],
  });
  return {
    select,
    id: 'r.id',
    sorts: { createdAt: 'r.created_at', updatedAt: 'r.updated_at' },
    sort: query.updatedSince === undefined ? '-createdAt' : 'updatedAt',
    branches: branchesFor(actor, branch),
    cursorSalt: JSON.stringify(given),
  };
}

function branchesFor(actor: Actor, branch: (where: string[], params: unknown[]) => Branch): Branch[] {
  if (actor.kind === 'partner') return [branch(['r.partner_id = ?'], [actor.partnerId])];
  const territories = territoriesOf(actor);
  if (territories === null) return [branch([], [])];
  if (territories.length === 0) return [branch(['false'], [])];
  return [...new Set(territories)].map((territory) => branch(['r.territory = ?'], [territory]));
}
