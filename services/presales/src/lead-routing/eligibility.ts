import type { LeadRoutingRuleState } from '../lead-routing-rule/lead-routing-rule.js';
import type { LeadState } from '../lead/lead-state.js';
import type { Candidate, Ineligible } from './candidate.js';

export type RoutedLead = Pick<
  LeadState,
  'segment' | 'families' | 'company' | 'offers' | 'contributedBy' | 'hop' | 'hot' | 'daysEndAt'
>;
type Rule = LeadRoutingRuleState;

/** The first rule that fits: every list that is not empty names the lead. `territories` are those that cover it, and all above them. */
export function ruleFor<R extends Rule>(
  rules: readonly R[],
  lead: RoutedLead,
  territories: readonly string[],
): R | null {
  const domain = lead.company.domain?.toLowerCase();
  const fits = (rule: Rule): boolean =>
    meets(rule.territories, territories) &&
    meets(rule.families, lead.families) &&
    meets(rule.segments, [lead.segment]) &&
    meets(
      rule.domains.map((each) => each.toLowerCase()),
      domain === undefined ? [] : [domain],
    );
  // Named accounts belong to their partner whatever else fits them.
  return rules.find((rule) => rule.pinnedPartnerId !== null && fits(rule)) ?? rules.find(fits) ?? null;
}

function meets(asked: readonly string[], given: readonly string[]): boolean {
  return asked.length === 0 || asked.some((each) => given.includes(each));
}

/** Why a rule does not choose this partner for this lead; the share cap, which looks at all partners together, comes later. */
export function hindrances(
  candidate: Candidate,
  rule: Rule,
  lead: RoutedLead,
  certifications: readonly string[],
): Ineligible[] {
  const { partnerId, segments } = candidate;
  const asked = [...certifications, ...(rule.requiredCertification === null ? [] : [rule.requiredCertification])];
  const isPinned = rule.pinnedPartnerId === partnerId;
  const before = lead.offers.filter((offer) => offer.partnerId === partnerId);
  const declined = before.some(({ status }) => status === 'declined');
  const checks: readonly (readonly [boolean, Ineligible])[] = [
    [candidate.status !== 'active', 'NOT_ACTIVE'],
    [rule.pinnedPartnerId !== null && !isPinned, 'PINNED_TO_ANOTHER'],
    [!isPinned && !candidate.servesTerritory, 'OUTSIDE_TERRITORY'],
    [!isPinned && segments.length > 0 && !segments.includes(lead.segment), 'SEGMENT_NOT_SERVED'],
    [!meets(rule.tiers, [candidate.tier]), 'TIER_NOT_NAMED'],
    [asked.some((code) => !candidate.certifications.includes(code)), 'CERTIFICATION_MISSING'],
    [declined, 'DECLINED_BEFORE'],
    [before.length > 0 && !declined, 'OFFERED_BEFORE'],
    [!isPinned && candidate.openLeads >= rule.mostOpenLeads, 'AT_CAPACITY'],
  ];
  return checks.flatMap(([hinders, reason]) => (hinders ? [reason] : []));
}

const leadsUntilCapped = 20;
const leastCap = 0.2;

/** The partners who would get more than the larger of 20% and twice a fair share of what these partners got in 90 days. */
export function overShare(eligible: readonly Candidate[]): string[] {
  const received = eligible.reduce((sum, candidate) => sum + candidate.received, 0);
  if (received < leadsUntilCapped) return [];
  const cap = Math.max(leastCap, 2 / eligible.length);
  return eligible
    .filter((candidate) => (candidate.received + 1) / (received + 1) > cap)
    .map(({ partnerId }) => partnerId);
}
