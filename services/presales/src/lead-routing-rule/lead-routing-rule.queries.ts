import { Injectable } from '@nestjs/common';
import type { Actor } from '@tributary/kernel';
import { Reads, type Page, type Saved } from '@tributary/persistence';
import type { LeadRoutingRulesQuery } from './lead-routing-rule.dto.js';
import type { LeadRoutingRuleState } from './lead-routing-rule.js';

type Row = Saved<LeadRoutingRuleState>;

const select = `
  SELECT r.id, r.number, r.version, r.created_at AS "createdAt", r.updated_at AS "updatedAt", r.name, r.place, r.active, r.territories,
         r.families, r.segments, r.domains, r.pinned_partner_id AS "pinnedPartnerId", r.tiers, r.required_certification AS "requiredCertification",
         r.strategy, r.weights, r.most_open_leads AS "mostOpenLeads", r.accept_hours AS "acceptHours",
         r.hot_accept_hours AS "hotAcceptHours", r.hops
    FROM lead_routing_rule r`;

@Injectable()
export class LeadRoutingRuleQueries {
  constructor(readonly reads: Reads) {}

  one(actor: Actor, id: string): Promise<Row> {
    return this.reads.one<Row>(actor, 'lead routing rule', `${select} WHERE r.id = $1`, [id]);
  }

  page(actor: Actor, query: LeadRoutingRulesQuery): Promise<Page<Row>> {
    const filters: readonly (readonly [string, unknown])[] = [
      ['r.active = ?', query.active],
      ['r.updated_at >= ?', query.updatedSince],
    ];
    const given = filters.filter(([, value]) => value !== undefined);
    return this.reads.page<Row>(
      actor,
      {
        select,
        id: 'r.id',
        sorts: { place: 'r.place', createdAt: 'r.created_at', updatedAt: 'r.updated_at' },
        sort: 'place',
        branches: [{ where: given.map(([condition]) => condition), params: given.map(([, value]) => value) }],
        cursorSalt: JSON.stringify(given),
      },
      query.page(),
    );
  }
}
