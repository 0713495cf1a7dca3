import { Decimals, Flag, Instant, ListOf, Nested, OneOf, Text, Uuid, Whole } from '@tributary/http';
import { MatchWeightsDto } from '../lead-routing-rule/lead-routing-rule.dto.js';
import type { JudgedCandidate, KeptDecision, RoutingDecision } from './routing.js';

const reasons = [
  ...[
    'NOT_ACTIVE',
    'OUTSIDE_TERRITORY',
    'SEGMENT_NOT_SERVED',
    'TIER_NOT_NAMED',
    'CERTIFICATION_MISSING',
    'DECLINED_BEFORE',
  ],
  ...['OFFERED_BEFORE', 'AT_CAPACITY', 'SHARE_CAP', 'CONTRIBUTED_BY_ANOTHER', 'PINNED_TO_ANOTHER'],
];
const strategies = ['best_match', 'round_robin', 'pool', 'pinned', 'contributed', 'chosen'];
const deskReasons = ['no_rule', 'no_partner', 'hops_used', 'days_used', 'no_contact', 'recalled'];
const factors = ['acceptance', 'conversion', 'speed', 'capacity'] as const;
const share = { places: 2, negative: false } as const;

export class MatchContributionDto {
  @OneOf(factors)
  readonly factor: (typeof factors)[number];

  @Decimals({ ...share, example: '0.62', description: '0 to 1' })
  readonly value: string;

  @Whole({ max: 100, example: 35 })
  readonly weight: number;

  @Decimals({ ...share, example: '21.70', description: 'Of 100' })
  readonly points: string;

  @Text({ max: 200, example: '8 of 12 offers accepted' })
  readonly because: string;
}

export class MatchStandingDto {
  @Decimals({ ...share, example: '58.40', description: '0 to 100' })
  readonly score: string;

  @ListOf(() => MatchContributionDto, { max: 4 })
  readonly contributions: readonly MatchContributionDto[];
}

export class LeadCandidateDto {
  @Uuid()
  readonly partnerId: string;

  @Text({ max: 400, example: 'Northwind Networks GmbH' })
  readonly name: string;

  @Flag()
  readonly eligible: boolean;

  @ListOf(reasons, { max: 11, example: [], description: 'Why it is not eligible' })
  readonly reasons: readonly string[];

  @Nested(() => MatchStandingDto, { nullable: true, example: null })
  readonly standing: MatchStandingDto | null;
}

export class AppliedRuleDto {
  @Uuid()
  readonly id: string;

  @Text({ max: 200, example: 'Switching in DACH' })
  readonly name: string;

  @Whole({ min: 1, example: 1 })
  readonly version: number;

  @Nested(() => MatchWeightsDto, { example: { acceptance: 35, conversion: 30, speed: 15, capacity: 20 } })
  readonly weights: MatchWeightsDto;
}

export class RoutingDecisionDto {
  @Instant({ nullable: true, description: 'Null: it was never routed' })
  readonly at: Date | null;

  @Whole({ example: 1, description: 'The how manieth offer' })
  readonly hop: number;

  @Nested(() => AppliedRuleDto, { nullable: true, example: null })
  readonly rule: AppliedRuleDto | null;

  @OneOf(strategies, { nullable: true })
  readonly strategy: RoutingDecision['strategy'];

  @ListOf('uuid', { max: 100, description: 'Who got the offer; nobody: it went to the vendor' })
  readonly chosen: readonly string[];

  @OneOf(deskReasons, { nullable: true, example: null, description: 'Why it went to the vendor' })
  readonly deskReason: RoutingDecision['deskReason'];

  @ListOf(() => LeadCandidateDto, { max: 200 })
  readonly candidates: readonly LeadCandidateDto[];
}

/** The latest decision, and those before. */
export class LeadRoutingDto extends RoutingDecisionDto {
  @Uuid()
  readonly leadId: string;

  @ListOf(() => RoutingDecisionDto, { max: 100, example: [], description: 'The newest first' })
  readonly earlier: readonly RoutingDecisionDto[];
}

const undecided = { at: null, hop: 0, rule: null, strategy: null, chosen: [], deskReason: null, candidates: [] };

export function routingOf(leadId: string, decisions: readonly KeptDecision[]): LeadRoutingDto {
  const [latest, ...earlier] = decisions.map(decisionOf);
  return { leadId, ...(latest ?? undecided), earlier };
}

function decisionOf({ at, hop, rule, strategy, chosen, deskReason, candidates }: KeptDecision): RoutingDecisionDto {
  return { at, hop, rule, strategy, chosen, deskReason, candidates: candidates.map(candidateOf) };
}

function candidateOf({ standing, ...candidate }: JudgedCandidate): LeadCandidateDto {
  if (standing === null) return { ...candidate, standing };
  const contributions = standing.contributions.map(({ factor, value, weight, points, because }) => ({
    ...{ factor, weight, because, value: value.toFixed(2), points: points.toFixed(2) },
  }));
  return { ...candidate, standing: { score: standing.score.toFixed(2), contributions } };
}
