import { Decimals, Flag, Instant, ListOf, ListQuery, Nested, OneOf, Text, Uuid, Whole } from '@tributary/http';
import { distributorPolicies, overduePolicies, type DealProgramVersion, type DealTerms } from './deal-program.js';

const amount = { places: 3, optional: true } as const;
const percent = { places: 2, max: 100, optional: true, example: '5' } as const;
const limit = { max: 100_000, optional: true, example: 50 } as const;

export class CeilingsDto {
  @Decimals({ ...amount, example: '0' })
  readonly registered?: string;

  @Decimals({ ...amount, example: '25000' })
  readonly silver?: string;

  @Decimals({ ...amount, example: '50000' })
  readonly gold?: string;

  @Decimals({ ...amount, example: '100000' })
  readonly platinum?: string;
}

export class UpliftsDto {
  @Decimals(percent)
  readonly registered?: string;

  @Decimals(percent)
  readonly silver?: string;

  @Decimals(percent)
  readonly gold?: string;

  @Decimals(percent)
  readonly platinum?: string;
}

export class OpenLimitsDto {
  @Whole(limit)
  readonly registered?: number;

  @Whole(limit)
  readonly silver?: number;

  @Whole(limit)
  readonly gold?: number;

  @Whole(limit)
  readonly platinum?: number;
}

class DealTermsDto {
  @Text({ min: 3, max: 3, pattern: /^[A-Z]{3}$/, example: 'USD', description: 'ISO 4217; all amounts are in it' })
  readonly currency: string;

  @Whole({ min: 1, max: 1095, example: 90 })
  readonly protectionDays: number;

  @Whole({ max: 60, example: 2, description: 'Business days within which the vendor decides' })
  readonly decisionDays: number;

  @Decimals({ places: 3, example: '1000' })
  readonly minimumValue: string;

  @Whole({ max: 365, example: 7, description: 'Days between registration and expected close, at least' })
  readonly minimumLeadDays: number;

  @Whole({ max: 20, example: 3, description: 'How often a returned registration may be submitted again' })
  readonly resubmissions: number;

  @ListOf('string', { max: 20, example: ['value_added_reseller'], description: 'Empty for all' })
  readonly partnerTypes: string[];

  @ListOf('string', { max: 20, example: ['gold'], description: 'Empty for all' })
  readonly tiers: string[];

  @ListOf('string', { max: 260, maxLength: 2, example: ['US'], description: 'Empty for all' })
  readonly countries: string[];

  @ListOf('string', { max: 100, maxLength: 64, example: ['GTX'], description: 'Product families; empty for all' })
  readonly families: string[];

  @ListOf('string', {
    max: 20,
    maxLength: 64,
    example: ['deal_registration_terms'],
    description: 'One of them must be signed; empty for none',
  })
  readonly agreements: string[];

  @OneOf(distributorPolicies, {
    example: 'optional',
    description: '`hidden`: a distributor that is named does not see the deal',
  })
  readonly distributor: (typeof distributorPolicies)[number];

  @Flag({ description: 'Public tenders are never approved automatically' })
  readonly tendersAreReviewed: boolean;

  @Nested(() => CeilingsDto, { description: 'Up to which value a deal is approved at once' })
  readonly autoApprovalCeilings: CeilingsDto;

  @Nested(() => UpliftsDto, { description: "Percent on top of the tier's discount" })
  readonly uplifts: UpliftsDto;

  @Nested(() => OpenLimitsDto, { description: 'How many registrations may be open; no limit unless told' })
  readonly openLimits: OpenLimitsDto;
}

export class NewDealProgramDto extends DealTermsDto {
  @ListOf('string', {
    max: 20,
    maxLength: 64,
    optional: true,
    example: ['GTX-SALES'],
    description: 'Codes of certifications; somebody of the partner must hold each. None unless told',
  })
  readonly certifications?: string[];

  @Whole({ max: 12, optional: true, example: 2, description: 'How often a protection may be extended; 2 unless told' })
  readonly extensions?: number;

  @Whole({ min: 1, max: 365, optional: true, example: 30, description: '30 unless told' })
  readonly extensionDays?: number;

  @OneOf(overduePolicies, { optional: true, example: 'escalate', description: '`escalate` unless told' })
  readonly overdueDecision?: (typeof overduePolicies)[number];

  @Whole({
    max: 365,
    optional: true,
    example: 14,
    description: 'Within which an expired deal may be reopened; 14 unless told',
  })
  readonly reopenGraceDays?: number;

  @Text({ max: 200, example: 'Standard' })
  readonly name: string;

  @Flag({ optional: true, example: false, description: 'Used where a deal names no program' })
  readonly isDefault?: boolean;

  @Instant({ optional: true, description: 'Now unless told; never in the past' })
  readonly effectiveFrom?: Date;
}

export class DealProgramDto extends DealTermsDto {
  @ListOf('string', { max: 20, maxLength: 64, example: ['GTX-SALES'], description: 'Somebody must hold each' })
  readonly certifications: string[];

  @Whole({ example: 2, description: 'How often a protection may be extended' })
  readonly extensions: number;

  @Whole({ example: 30, description: 'Days that each extension adds' })
  readonly extensionDays: number;

  @OneOf(overduePolicies, {
    description: '`approve`: what nobody decides in time is approved, unless somebody has a claim',
  })
  readonly overdueDecision: string;

  @Whole({ example: 14, description: 'Days within which an expired deal may be reopened' })
  readonly reopenGraceDays: number;

  @Uuid()
  readonly id: string;

  @Whole({ min: 1, example: 3 })
  readonly version: number;

  @Text({ max: 200, example: 'Standard' })
  readonly name: string;

  @Flag({ example: true })
  readonly isDefault: boolean;

  @Instant()
  readonly effectiveFrom: Date;

  @Text({ max: 200, example: 'vendor-admin' })
  readonly createdBy: string;

  @Instant()
  readonly createdAt: Date;
}

export class DealProgramListQuery extends ListQuery {}

export class AsOfQuery {
  @Instant({ optional: true, description: 'The version that was in force then; now unless told' })
  readonly asOf?: Date;
}

const tiers = ['registered', 'silver', 'gold', 'platinum'] as const;

function byTier<Value>(given: { readonly [tier in (typeof tiers)[number]]?: Value }): Record<string, Value> {
  return Object.fromEntries(tiers.flatMap((tier) => (given[tier] === undefined ? [] : [[tier, given[tier]]])));
}

export function statedVersion(
  input: NewDealProgramDto,
): DealTerms & { name: string; isDefault: boolean; effectiveFrom: Date | null } {
  return {
    ...input,
    isDefault: input.isDefault ?? false,
    certifications: input.certifications ?? [],
    effectiveFrom: input.effectiveFrom ?? null,
    overdueDecision: input.overdueDecision ?? 'escalate',
    extensions: input.extensions ?? 2,
    extensionDays: input.extensionDays ?? 30,
    reopenGraceDays: input.reopenGraceDays ?? 14,
    autoApprovalCeilings: byTier(input.autoApprovalCeilings),
    uplifts: byTier(input.uplifts),
    openLimits: byTier(input.openLimits),
  };
}

export function shownProgram(program: DealProgramVersion): DealProgramDto {
  return {
    id: program.id,
    version: program.version,
    name: program.name,
    isDefault: program.isDefault,
    effectiveFrom: program.effectiveFrom,
    createdBy: program.createdBy,
    createdAt: program.createdAt,
    currency: program.currency,
    protectionDays: program.protectionDays,
    overdueDecision: program.overdueDecision,
    extensions: program.extensions,
    extensionDays: program.extensionDays,
    reopenGraceDays: program.reopenGraceDays,
    decisionDays: program.decisionDays,
    minimumValue: program.minimumValue,
    minimumLeadDays: program.minimumLeadDays,
    resubmissions: program.resubmissions,
    partnerTypes: [...program.partnerTypes],
    tiers: [...program.tiers],
    countries: [...program.countries],
    families: [...program.families],
    agreements: [...program.agreements],
    certifications: [...program.certifications],
    distributor: program.distributor,
    tendersAreReviewed: program.tendersAreReviewed,
    autoApprovalCeilings: program.autoApprovalCeilings,
    uplifts: program.uplifts,
    openLimits: program.openLimits,
  };
}
