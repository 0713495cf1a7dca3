import { Aggregate, changedFields, RuleViolation } from '@tributary/kernel';
import type { LeadState } from '../lead/lead-state.js';

export const routingStrategies = ['best_match', 'round_robin', 'pool'] as const;
export const partnerTiers = ['registered', 'silver', 'gold', 'platinum'] as const;

/** How much each standing of a partner counts in `best_match`, in parts of their sum. */
export interface MatchWeights {
  readonly acceptance: number;
  readonly conversion: number;
  readonly speed: number;
  readonly capacity: number;
}

/** Empty lists ask for nothing. */
export interface RoutingTerms {
  readonly name: string;
  /** Rules are asked in this order; the first that fits a lead decides. */
  readonly place: number;
  readonly territories: readonly string[];
  readonly families: readonly string[];
  readonly segments: readonly LeadState['segment'][];
  /** Named accounts, by their domains. */
  readonly domains: readonly string[];
  /** Named accounts belong to this partner and go to nobody else. */
  readonly pinnedPartnerId: string | null;
  readonly tiers: readonly (typeof partnerTiers)[number][];
  readonly requiredCertification: string | null;
  readonly strategy: (typeof routingStrategies)[number];
  readonly weights: MatchWeights;
  /** A partner with so many open leads gets no more. */
  readonly mostOpenLeads: number;
  /** Business hours to answer an offer, of any lead and of a hot one. */
  readonly acceptHours: number;
  readonly hotAcceptHours: number;
  /** Offers until it goes back to the vendor. */
  readonly hops: number;
}

export interface LeadRoutingRuleState extends RoutingTerms {
  readonly id: string;
  readonly active: boolean;
}

export type LeadRoutingRuleEvent =
  | { readonly type: 'LeadRoutingRuleDefined' }
  | { readonly type: 'LeadRoutingRuleChanged' }
  | { readonly type: 'LeadRoutingRuleRetired'; readonly reason: string | null };

export const usualTerms: Omit<RoutingTerms, 'name' | 'place'> = {
  ...{ territories: [], families: [], segments: [], domains: [], pinnedPartnerId: null, tiers: [] },
  ...{ requiredCertification: null, strategy: 'best_match' },
  weights: { acceptance: 35, conversion: 30, speed: 15, capacity: 20 },
  ...{ mostOpenLeads: 20, acceptHours: 8, hotAcceptHours: 2, hops: 3 },
};

/** Which leads go to which partners and how one of them is chosen. What it decided stays with the lead, whatever becomes of the rule. */
export class LeadRoutingRule extends Aggregate<LeadRoutingRuleState, LeadRoutingRuleEvent> {
  static define(id: string, terms: Partial<RoutingTerms> & Pick<RoutingTerms, 'name' | 'place'>): LeadRoutingRule {
    const state = { ...usualTerms, ...terms, id, active: true };
    refuseUnfit(state);
    const rule = new LeadRoutingRule(state);
    rule.apply({}, { type: 'LeadRoutingRuleDefined' });
    return rule;
  }

  change(change: Partial<RoutingTerms>): void {
    this.refuseRetired();
    const changed = changedFields<RoutingTerms>(this.state, change);
    if (changed.length === 0) return;
    refuseUnfit({ ...this.state, ...change });
    this.apply(change, { type: 'LeadRoutingRuleChanged' });
  }

  retire(reason: string | null): void {
    this.refuseRetired();
    this.apply({ active: false }, { type: 'LeadRoutingRuleRetired', reason });
  }

  private refuseRetired(): void {
    if (!this.state.active) throw new RuleViolation('RULE_RETIRED', 'The rule is retired: define another one.');
  }
}

function refuseUnfit({ domains, pinnedPartnerId, weights, acceptHours, hotAcceptHours }: RoutingTerms): void {
  if (pinnedPartnerId !== null && domains.length === 0)
    throw new RuleViolation(
      'NAMED_ACCOUNTS_MISSING',
      'A rule that pins a partner names the accounts by their domains.',
    );
  if (Object.values(weights).reduce((sum, weight) => sum + weight, 0) === 0)
    throw new RuleViolation('WEIGHTS_EMPTY', 'At least one weight is above zero.');
  if (hotAcceptHours > acceptHours)
    throw new RuleViolation('HOT_IS_SLOWER', 'A hot lead is not answered later than another one.');
}
