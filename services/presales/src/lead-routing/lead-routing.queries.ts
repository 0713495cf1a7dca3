import { Injectable } from '@nestjs/common';
import { NotFound, territoriesOf, type Actor } from '@tributary/kernel';
import { Reads } from '@tributary/persistence';
import type { KeptDecision, RoutingDecision } from './routing.js';

const decisions = `
  SELECT l.territory, r.at, r.decision FROM lead l
    LEFT JOIN LATERAL (SELECT at, decision FROM lead_routing WHERE lead_id = l.id ORDER BY at DESC, id DESC LIMIT 100) r ON true
   WHERE l.id = $1`;

@Injectable()
export class LeadRoutingQueries {
  constructor(private readonly reads: Reads) {}

  /** The newest first; none if the lead was never routed. */
  async decisions(actor: Actor, leadId: string): Promise<KeptDecision[]> {
    const rows = await this.reads.query<{
      territory: string | null;
      at: Date | null;
      decision: RoutingDecision | null;
    }>(actor, decisions, [leadId]);
    const territories = territoriesOf(actor);
    const isForeign = territories !== null && !territories.includes(rows[0]?.territory ?? '');
    if (rows.length === 0 || isForeign) throw new NotFound('lead');
    return rows.flatMap(({ at, decision }) => (at === null || decision === null ? [] : [{ ...decision, at }]));
  }
}
