import type { LeadRoutingRuleState } from '../lead-routing-rule/lead-routing-rule.js';
import type { DeskReason } from '../lead/lead-state.js';
import type { OfferStrategy } from '../lead/offers.js';
import type { Candidate, Ineligible } from './candidate.js';
import { hindrances, overShare, ruleFor, type RoutedLead } from './eligibility.js';
import { standingOf, type Standing } from './match.js';

type Rule = LeadRoutingRuleState & { readonly version: number };

/** What a decision is made from. */
export interface RoutingFacts {
  readonly rules: readonly Rule[];
  /** The territories that cover the lead's country, and all above them. */
  readonly territories: readonly string[];
  /** What the lead's product families ask for. */
  readonly certifications: readonly string[];
  readonly candidates: readonly Candidate[];
}

export interface JudgedCandidate {
  readonly partnerId: string;
  readonly name: string;
  readonly eligible: boolean;
  readonly reasons: readonly Ineligible[];
  readonly standing: Standing | null;
}

/** Who gets an offer, by what, and why nobody else. `chosen` is empty when it goes to the vendor. */
export interface RoutingDecision {
  readonly rule: Pick<Rule, 'id' | 'name' | 'version' | 'weights'> | null;
  readonly strategy: OfferStrategy | null;
  readonly hop: number;
  readonly chosen: readonly string[];
  readonly deskReason: DeskReason | null;
  readonly candidates: readonly JudgedCandidate[];
}

/** A decision with when it was made. */
export interface KeptDecision extends RoutingDecision {
  readonly at: Date;
}

const usualHops = 3;
const largestPool = 20;

/** The next partner for a lead, or several of whom the first to accept gets it, or none: then it is the vendor's. */
export function route(lead: RoutedLead, facts: RoutingFacts, now: Date): RoutingDecision {
  const rule = ruleFor(facts.rules, lead, facts.territories);
  const judged =
    lead.contributedBy === null ? judge(lead, rule, facts) : judgeContributor(lead, lead.contributedBy, facts);
  const decision = {
    rule: rule === null ? null : { id: rule.id, name: rule.name, version: rule.version, weights: rule.weights },
    hop: lead.hop + 1,
    candidates: judged,
  };
  const nobody = (deskReason: DeskReason): RoutingDecision => ({ ...decision, strategy: null, chosen: [], deskReason });
  if (lead.daysEndAt !== null && lead.daysEndAt <= now) return nobody('days_used');
  if (lead.hop >= (rule?.hops ?? usualHops)) return nobody('hops_used');
  if (rule === null && lead.contributedBy === null) return nobody('no_rule');
  const eligible = facts.candidates.filter(({ partnerId }) =>
    judged.some((one) => one.partnerId === partnerId && one.eligible),
  );
  if (eligible.length === 0) return nobody('no_partner');
  const strategy = strategyOf(lead, rule);
  return { ...decision, strategy, chosen: choose(strategy, eligible, judged), deskReason: null };
}

function judge(lead: RoutedLead, rule: Rule | null, { candidates, certifications }: RoutingFacts): JudgedCandidate[] {
  if (rule === null) return [];
  const found = candidates.map((each) => ({ each, reasons: hindrances(each, rule, lead, certifications) }));
  const fit = found.filter(({ reasons }) => reasons.length === 0).map(({ each }) => each);
  const capped = rule.pinnedPartnerId === null ? overShare(fit) : [];
  return found.map(({ each, reasons }) => {
    const all = capped.includes(each.partnerId) ? [...reasons, 'SHARE_CAP' as const] : reasons;
    const standing = all.length === 0 ? standingOf(each, fit, rule) : null;
    return { partnerId: each.partnerId, name: each.name, eligible: all.length === 0, reasons: all, standing };
  });
}

function judgeContributor(lead: RoutedLead, contributor: string, { candidates }: RoutingFacts): JudgedCandidate[] {
  return candidates.map(({ partnerId, name, status }) => {
    const before = lead.offers.filter((offer) => offer.partnerId === partnerId);
    const reasons: Ineligible[] = [
      ...(partnerId === contributor ? [] : (['CONTRIBUTED_BY_ANOTHER'] as const)),
      ...(status === 'active' ? [] : (['NOT_ACTIVE'] as const)),
      ...(before.some((offer) => offer.status === 'declined')
        ? (['DECLINED_BEFORE'] as const)
        : before.length > 0
          ? (['OFFERED_BEFORE'] as const)
          : []),
    ];
    return { partnerId, name, eligible: reasons.length === 0, reasons, standing: null };
  });
}

function strategyOf(lead: RoutedLead, rule: Rule | null): OfferStrategy {
  if (lead.contributedBy !== null) return 'contributed';
  return rule!.pinnedPartnerId === null ? rule!.strategy : 'pinned';
}

function choose(strategy: OfferStrategy, eligible: readonly Candidate[], judged: readonly JudgedCandidate[]): string[] {
  const scoreOf = ({ partnerId }: Candidate): number =>
    judged.find((one) => one.partnerId === partnerId)?.standing?.score ?? 0;
  const longestAgo = ({ lastOfferedAt }: Candidate): number => lastOfferedAt?.getTime() ?? 0;
  const byId = (a: Candidate, b: Candidate): number => (a.partnerId < b.partnerId ? -1 : 1);
  const byScore = [...eligible].sort((a, b) => scoreOf(b) - scoreOf(a) || longestAgo(a) - longestAgo(b) || byId(a, b));
  if (strategy === 'pool') return byScore.slice(0, largestPool).map(({ partnerId }) => partnerId);
  const byTurn = [...eligible].sort((a, b) => longestAgo(a) - longestAgo(b) || byId(a, b));
  const [first] = strategy === 'round_robin' ? byTurn : byScore;
  return [first!.partnerId];
}
