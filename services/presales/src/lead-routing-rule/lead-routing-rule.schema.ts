import { Conflict } from '@tributary/kernel';
import { defineStore } from '@tributary/persistence';
import { EntitySchema } from 'typeorm';
import { LeadRoutingRule, type LeadRoutingRuleState } from './lead-routing-rule.js';

export const leadRoutingRuleSchema = new EntitySchema<LeadRoutingRuleState>({
  name: 'lead_routing_rule',
  columns: {
    id: { type: 'uuid', primary: true },
    name: { type: 'text' },
    place: { type: 'integer' },
    active: { type: 'boolean' },
    territories: { type: 'jsonb' },
    families: { type: 'jsonb' },
    segments: { type: 'jsonb' },
    domains: { type: 'jsonb' },
    pinnedPartnerId: { type: 'uuid', nullable: true },
    tiers: { type: 'jsonb' },
    requiredCertification: { type: 'text', nullable: true },
    strategy: { type: 'text' },
    weights: { type: 'jsonb' },
    mostOpenLeads: { type: 'integer' },
    acceptHours: { type: 'integer' },
    hotAcceptHours: { type: 'integer' },
    hops: { type: 'integer' },
  },
});

export const leadRoutingRules = defineStore({
  noun: 'lead routing rule',
  aggregate: LeadRoutingRule,
  schema: leadRoutingRuleSchema,
  // The vendor's own: what a rule did is told with the lead.
  publish: () => [],
  numbered: 'LR',
  conflicts: {
    lead_routing_rule_place: () => new Conflict('PLACE_TAKEN', 'Another rule stands at this place.'),
  },
});
