import { Injectable } from '@nestjs/common';
import { Ids, type Actor } from '@tributary/kernel';
import { UnitOfWork, type Saved, type Transaction } from '@tributary/persistence';
import { LeadRoutingRule, type LeadRoutingRuleState, type RoutingTerms } from './lead-routing-rule.js';
import { leadRoutingRules } from './lead-routing-rule.schema.js';

/** A rule in force, with the version that a decision keeps. */
export type RuleInForce = LeadRoutingRuleState & { readonly version: number };

const inForce = `
  SELECT id, name, place, active, territories, families, segments, domains, pinned_partner_id AS "pinnedPartnerId", tiers,
         required_certification AS "requiredCertification", strategy, weights, most_open_leads AS "mostOpenLeads",
         accept_hours AS "acceptHours", hot_accept_hours AS "hotAcceptHours", hops, version
    FROM lead_routing_rule WHERE active ORDER BY place LIMIT 1000`;

@Injectable()
export class LeadRoutingRuleService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly ids: Ids,
  ) {}

  /** In the order in which they are asked. */
  inForce(tx: Transaction): Promise<RuleInForce[]> {
    return tx.read<RuleInForce>(inForce);
  }

  define(
    actor: Actor,
    terms: Partial<RoutingTerms> & Pick<RoutingTerms, 'name' | 'place'>,
  ): Promise<Saved<LeadRoutingRuleState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      await tx.number(leadRoutingRules);
      return tx.save(leadRoutingRules, LeadRoutingRule.define(this.ids.next(), terms));
    });
  }

  change(actor: Actor, id: string, change: Partial<RoutingTerms>): Promise<Saved<LeadRoutingRuleState>> {
    return this.act(actor, id, (rule) => rule.change(change));
  }

  retire(actor: Actor, id: string, reason: string | null): Promise<Saved<LeadRoutingRuleState>> {
    return this.act(actor, id, (rule) => rule.retire(reason));
  }

  private act(actor: Actor, id: string, verb: (rule: LeadRoutingRule) => void): Promise<Saved<LeadRoutingRuleState>> {
    return this.unitOfWork.run(actor, async (tx) => {
      const rule = await tx.load(leadRoutingRules, id);
      verb(rule);
      return tx.save(leadRoutingRules, rule);
    });
  }
}
