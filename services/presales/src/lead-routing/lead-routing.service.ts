import { Injectable } from '@nestjs/common';
import { Clock, Ids, RuleViolation } from '@tributary/kernel';
import type { Transaction } from '@tributary/persistence';
import type { Lead } from '../lead/lead.js';
import type { OfferTerms } from '../lead/offers.js';
import type { RoutingGround } from './routing-ground.service.js';
import { route, type JudgedCandidate, type RoutingDecision } from './routing.js';

const businessDays = 3;
const mostCandidatesKept = 200;
const usualHours = { any: 8, hot: 2 };

@Injectable()
export class LeadRoutingService {
  constructor(
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Offers a qualified lead to whom the rules choose, or leaves it to the vendor, and keeps why. */
  carryOut(tx: Transaction, lead: Lead, ground: RoutingGround): void {
    const now = this.clock.now();
    const decision = route(lead.state, ground, now);
    if (decision.strategy === null) lead.leaveToVendor(decision.deskReason ?? 'no_partner');
    else {
      const rule = ground.rules.find(({ id }) => id === decision.rule?.id);
      const hours = lead.state.hot ? (rule?.hotAcceptHours ?? usualHours.hot) : (rule?.acceptHours ?? usualHours.any);
      const ruleId = decision.rule?.id ?? null;
      lead.offer({ to: decision.chosen, strategy: decision.strategy, ruleId, ...windowOf(ground, hours, now) }, now);
    }
    this.keep(tx, lead.state.id, decision, now);
  }

  /** Offers it to whom a person chose instead of the rules; a named account stays with its partner all the same. */
  offerByChoice(tx: Transaction, lead: Lead, partnerId: string, ground: RoutingGround): void {
    const now = this.clock.now();
    const { rule, candidates } = route(lead.state, ground, now);
    const pinnedTo = ground.rules.find(({ id }) => id === rule?.id)?.pinnedPartnerId ?? null;
    if (pinnedTo !== null && pinnedTo !== partnerId)
      throw new RuleViolation('NAMED_ACCOUNT', 'The company is a named account of another partner.');
    const hours = lead.state.hot ? usualHours.hot : usualHours.any;
    lead.offer({ to: [partnerId], strategy: 'chosen', ruleId: null, ...windowOf(ground, hours, now) }, now);
    const { hop } = lead.state;
    this.keep(
      tx,
      lead.state.id,
      { rule, candidates, strategy: 'chosen', hop, chosen: [partnerId], deskReason: null },
      now,
    );
  }

  private keep(tx: Transaction, leadId: string, decision: RoutingDecision, now: Date): void {
    const kept = { ...decision, candidates: mostTelling(decision.candidates) };
    tx.execute('INSERT INTO lead_routing (id, lead_id, at, hop, decision) VALUES ($1, $2, $3, $4, $5)', [
      ...[this.ids.next(), leadId, now, decision.hop, JSON.stringify(kept)],
    ]);
  }
}

/** Those who could have got it, the best first, and then the others: of very many not all are kept. */
function mostTelling(candidates: RoutingDecision['candidates']): RoutingDecision['candidates'] {
  const rank = ({ eligible, standing }: JudgedCandidate): number => (eligible ? 1 + (standing?.score ?? 0) : 0);
  return [...candidates].sort((one, other) => rank(other) - rank(one)).slice(0, mostCandidatesKept);
}

function windowOf(
  { calendar }: RoutingGround,
  hours: number,
  now: Date,
): Pick<OfferTerms, 'dueAt' | 'remindAt' | 'daysEndAt'> {
  return {
    dueAt: calendar.addBusinessMinutes(now, hours * 60),
    remindAt: calendar.addBusinessMinutes(now, hours * 30),
    daysEndAt: calendar.addBusinessDays(now, businessDays),
  };
}
