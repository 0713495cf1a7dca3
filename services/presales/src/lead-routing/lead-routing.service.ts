import { Injectable } from '@nestjs/common';
import {
  BusinessCalendar,
  Clock,
  defaultCalendar,
  Ids,
  RuleViolation,
  type BusinessCalendarSpec,
} from '@tributary/kernel';
import type { Transaction } from '@tributary/persistence';
import { LeadRoutingRuleService } from '../lead-routing-rule/lead-routing-rule.service.js';
import type { Lead } from '../lead/lead.js';
import type { OfferTerms } from '../lead/offers.js';
import type { Candidate } from './candidate.js';
import { route, type JudgedCandidate, type RoutingDecision, type RoutingFacts } from './routing.js';

/** Everything that routing a lead needs beside the lead: known by its id alone, so that it is read in the flight that loads the lead. */
export interface RoutingGround extends RoutingFacts {
  readonly calendar: BusinessCalendar;
}

/** Routings come one after the other: else two leads at the same time would both go to whoever is next, beyond its share. */
const oneAtATime = `SELECT pg_advisory_xact_lock(hashtext('lead routing'))`;

const placeOf = `
  WITH RECURSIVE covering AS (
    SELECT t.id, t.code, t.parent_id, t.calendar, cardinality(t.countries) AS breadth, 0 AS above
      FROM territory_replica t, lead l WHERE l.id = $1 AND t.countries @> ARRAY[l.company ->> 'country']
    UNION ALL SELECT t.id, t.code, t.parent_id, t.calendar, 0, c.above + 1
      FROM territory_replica t JOIN covering c ON t.id = c.parent_id WHERE c.above < 20
  ) SELECT array(SELECT DISTINCT code FROM covering) AS territories,
           (SELECT calendar FROM covering WHERE above = 0 ORDER BY breadth, code LIMIT 1) AS calendar,
           array(SELECT DISTINCT f.required_certification FROM product_family f, lead l
                  WHERE l.id = $1 AND l.families ? f.code AND f.required_certification IS NOT NULL) AS certifications`;

const candidatesFor = `
  WITH RECURSIVE covering AS (
    SELECT t.code, t.parent_id FROM territory_replica t, lead l WHERE l.id = $1 AND t.countries @> ARRAY[l.company ->> 'country']
    UNION SELECT t.code, t.parent_id FROM territory_replica t JOIN covering c ON t.id = c.parent_id
  ), considered AS (
    SELECT p.*, p.territories && array(SELECT code FROM covering) AS serves FROM partner_replica p
     WHERE p.status <> 'terminated'
     ORDER BY p.id IN (SELECT contributed_by FROM lead WHERE id = $1 UNION SELECT pinned_partner_id FROM lead_routing_rule WHERE active) DESC NULLS LAST,
              serves DESC, p.id
     LIMIT (SELECT greatest(200, count(*)) FROM partner_replica WHERE status <> 'terminated' AND territories && array(SELECT code FROM covering))
  )
  SELECT p.id AS "partnerId", p.legal_name AS name, p.status, p.tier, p.serves AS "servesTerritory", p.segments,
         array(SELECT c.code FROM certification_replica c WHERE c.partner_id = p.id AND c.status IN ('active', 'expiring')
                 AND (c.valid_until IS NULL OR c.valid_until >= ($2::timestamptz AT TIME ZONE 'UTC')::date)) AS certifications,
         told.offers, told.accepted, told.converted, told.hours AS "answerHours", told.open AS "openLeads", told.received,
         told.last AS "lastOfferedAt"
    FROM considered p CROSS JOIN LATERAL (
      SELECT (count(*) FILTER (WHERE o.status IN ('accepted', 'declined', 'lapsed')))::int AS offers,
             (count(*) FILTER (WHERE o.status = 'accepted'))::int AS accepted,
             (count(*) FILTER (WHERE o.status = 'accepted' AND o.lead_status = 'converted'))::int AS converted,
             (avg(extract(epoch FROM o.answered_at - o.offered_at) / 3600) FILTER (WHERE o.status IN ('accepted', 'declined', 'lapsed')))::float8 AS hours,
             (count(*) FILTER (WHERE has.it AND o.lead_status IN ('offered', 'accepted', 'working')))::int AS open,
             (count(*) FILTER (WHERE has.it AND o.strategy IN ('best_match', 'round_robin', 'pool')
                AND o.offered_at >= $2::timestamptz - interval '90 days'))::int AS received,
             max(o.offered_at) AS last
        FROM lead_offer o CROSS JOIN LATERAL (SELECT o.status = 'accepted' OR (o.status = 'open' AND o.strategy <> 'pool') AS it) has
       WHERE o.partner_id = p.id AND o.offered_at >= $2::timestamptz - interval '365 days') told
   ORDER BY p.serves DESC, p.id`;

interface Place extends Pick<RoutingFacts, 'territories' | 'certifications'> {
  readonly calendar: BusinessCalendarSpec | null;
}

const calendarOf = `
  SELECT t.calendar FROM territory_replica t JOIN lead l ON t.countries @> ARRAY[l.company ->> 'country'] WHERE l.id = $1
   ORDER BY cardinality(t.countries), t.code LIMIT 1`;

const businessDays = 3;
const mostCandidatesKept = 200;
const usualHours = { any: 8, hot: 2 };

@Injectable()
export class LeadRoutingService {
  constructor(
    private readonly rules: LeadRoutingRuleService,
    private readonly ids: Ids,
    private readonly clock: Clock,
  ) {}

  /** Call it in the tick that loads the lead, before the load: it waits for its turn first. */
  async ground(tx: Transaction, leadId: string): Promise<RoutingGround> {
    const [, [place], rules, candidates] = await Promise.all([
      tx.read(oneAtATime),
      tx.read<Place>(placeOf, [leadId]),
      this.rules.inForce(tx),
      tx.read<Candidate>(candidatesFor, [leadId, this.clock.now()]),
    ]);
    const { territories = [], certifications = [], calendar = null } = place ?? {};
    return {
      rules,
      territories,
      certifications,
      candidates,
      calendar: new BusinessCalendar(calendar ?? defaultCalendar),
    };
  }

  /** The working time in which a lead is to be answered. */
  async calendar(tx: Transaction, leadId: string): Promise<BusinessCalendar> {
    const [row] = await tx.read<{ calendar: BusinessCalendarSpec }>(calendarOf, [leadId]);
    return new BusinessCalendar(row?.calendar ?? defaultCalendar);
  }

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
