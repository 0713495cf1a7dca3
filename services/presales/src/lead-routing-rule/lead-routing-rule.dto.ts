import { Flag, ListOf, ListQuery, Nested, NumberedRepresentation, OneOf, Text, Uuid, Whole } from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import {
  partnerTiers,
  routingStrategies,
  type LeadRoutingRuleState,
  type MatchWeights,
  type RoutingTerms,
} from './lead-routing-rule.js';

const segments = ['enterprise', 'consumer', 'b2b2x'] as const satisfies RoutingTerms['segments'];
const left = { optional: true } as const;
const name = { max: 200, example: 'Switching in DACH' };
const codes = { max: 100, maxLength: 64 };
const territories = { ...codes, example: ['DACH'], description: 'Any of them, or one below it; empty: everywhere' };
const families = { ...codes, example: ['GTX'], description: 'Any of them; empty: all' };
const domains = { max: 1000, maxLength: 253, example: [] as string[], description: 'Named accounts; empty: all' };
const pinned = { nullable: true, example: null, description: 'Whose the named accounts are' };
const certification = { max: 64, nullable: true, example: null, description: 'Code of a certification definition' };
const place = { min: 1, max: 1_000_000, example: 10, description: 'Rules are asked in this order' };
const hours = { min: 1, max: 200, description: 'Business hours to answer' };

export class MatchWeightsDto {
  @Whole({ max: 100, example: 35, description: 'Share of offers that were accepted' })
  readonly acceptance: number;

  @Whole({ max: 100, example: 30, description: 'Share of accepted leads that were converted' })
  readonly conversion: number;

  @Whole({ max: 100, example: 15, description: 'How soon offers were answered' })
  readonly speed: number;

  @Whole({ max: 100, example: 20, description: 'How few leads are open' })
  readonly capacity: number;
}

const weights: MatchWeights = { acceptance: 35, conversion: 30, speed: 15, capacity: 20 };

export class ChangedLeadRoutingRuleDto {
  @Text({ ...name, ...left })
  readonly name?: string;

  @Whole({ ...place, ...left })
  readonly place?: number;

  @ListOf('string', { ...territories, ...left })
  readonly territories?: readonly string[];

  @ListOf('string', { ...families, ...left })
  readonly families?: readonly string[];

  @ListOf(segments, { max: 3, ...left })
  readonly segments?: RoutingTerms['segments'];

  @ListOf('string', { ...domains, ...left })
  readonly domains?: readonly string[];

  @Uuid({ ...pinned, ...left })
  readonly pinnedPartnerId?: string | null;

  @ListOf(partnerTiers, { max: 4, ...left, example: ['gold', 'platinum'] })
  readonly tiers?: RoutingTerms['tiers'];

  @Text({ ...certification, ...left })
  readonly requiredCertification?: string | null;

  @OneOf(routingStrategies, left)
  readonly strategy?: RoutingTerms['strategy'];

  @Nested(() => MatchWeightsDto, { ...left, example: weights })
  readonly weights?: MatchWeightsDto;

  @Whole({ min: 1, max: 10_000, ...left, example: 20 })
  readonly mostOpenLeads?: number;

  @Whole({ ...hours, ...left, example: 8 })
  readonly acceptHours?: number;

  @Whole({ ...hours, ...left, example: 2 })
  readonly hotAcceptHours?: number;

  @Whole({ min: 1, max: 10, ...left, example: 3 })
  readonly hops?: number;
}

export class NewLeadRoutingRuleDto extends ChangedLeadRoutingRuleDto {
  @Text(name)
  declare readonly name: string;

  @Whole(place)
  declare readonly place: number;
}

export class LeadRoutingRuleDto extends NumberedRepresentation {
  @Text(name)
  readonly name: string;

  @Whole(place)
  readonly place: number;

  @Flag()
  readonly active: boolean;

  @ListOf('string', territories)
  readonly territories: readonly string[];

  @ListOf('string', families)
  readonly families: readonly string[];

  @ListOf(segments, { max: 3 })
  readonly segments: RoutingTerms['segments'];

  @ListOf('string', domains)
  readonly domains: readonly string[];

  @Uuid(pinned)
  readonly pinnedPartnerId: string | null;

  @ListOf(partnerTiers, { max: 4 })
  readonly tiers: RoutingTerms['tiers'];

  @Text(certification)
  readonly requiredCertification: string | null;

  @OneOf(routingStrategies)
  readonly strategy: RoutingTerms['strategy'];

  @Nested(() => MatchWeightsDto, { example: weights })
  readonly weights: MatchWeightsDto;

  @Whole({ example: 20 })
  readonly mostOpenLeads: number;

  @Whole({ ...hours, example: 8 })
  readonly acceptHours: number;

  @Whole({ ...hours, example: 2 })
  readonly hotAcceptHours: number;

  @Whole({ min: 1, example: 3 })
  readonly hops: number;
}

export class LeadRoutingRulesQuery extends ListQuery {
  @Flag({ ...left })
  readonly active?: boolean;
}

export class RetireLeadRoutingRuleDto {
  @Text({ max: 400, ...left, nullable: true, example: 'Replaced' })
  readonly reason?: string | null;
}

export function ruleOf(row: Saved<LeadRoutingRuleState>): LeadRoutingRuleDto {
  return { ...row, weights: { ...row.weights } };
}
