import { Injectable } from '@nestjs/common';
import { BusinessCalendar, Clock, defaultCalendar, type BusinessCalendarSpec } from '@tributary/kernel';
import type { Transaction } from '@tributary/persistence';
import { LeadRoutingRuleService } from '../lead-routing-rule/lead-routing-rule.service.js';
import type { Candidate } from './candidate.js';
import type { RoutingFacts } from './routing.js';

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

@Injectable()
export class RoutingGroundService {
  constructor(
    private readonly rules: LeadRoutingRuleService,
    private readonly clock: Clock,
  ) {}

  /** Call it in the tick that loads the lead, before the load: it waits for its turn first. */
  async of(tx: Transaction, leadId: string): Promise<RoutingGround> {
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
      calendar: BusinessCalendar.of(calendar ?? defaultCalendar),
    };
  }

  /** The working time in which a lead is to be answered. */
  async calendarOf(tx: Transaction, leadId: string): Promise<BusinessCalendar> {
    const [row] = await tx.read<{ calendar: BusinessCalendarSpec }>(calendarOf, [leadId]);
    return BusinessCalendar.of(row?.calendar ?? defaultCalendar);
  }
}
