import {
  Decimals,
  Flag,
  Instant,
  ListOf,
  ListQuery,
  MoneyField,
  Nested,
  OneOf,
  Text,
  Uuid,
  Whole,
} from '@tributary/http';
import type { TierBenefits, TierLevel, TierRequirements } from './partner-program.js';

const tiers = ['registered', 'silver', 'gold', 'platinum'] as const;

export class PartnerProgramListQuery extends ListQuery {}

export class TierRequirementsDto {
  @MoneyField({ nullable: true, description: 'Verified revenue of the last twelve months' })
  readonly revenue: TierRequirements['revenue'];

  @Whole({ max: 10_000, example: 4 })
  readonly certifiedPeople: number;

  @Whole({ max: 100_000, example: 12 })
  readonly dealsRegistered: number;

  @Flag()
  readonly planAgreed: boolean;
}

export class TierBenefitsDto {
  @Decimals({ places: 2, example: '15', description: 'Percent off the list' })
  readonly discount: string;

  @Decimals({ places: 2, example: '2', description: 'Percent of revenue for joint marketing' })
  readonly fundsRate: string;

  @Whole({ max: 100, example: 2, description: '1 is first' })
  readonly leadPriority: number;

  @Whole({ max: 1000, example: 8, description: 'Hours to the first answer' })
  readonly supportHours: number;
}

export class TierLevelDto {
  @OneOf(tiers, { example: 'gold' })
  readonly tier: string;

  @Nested(() => TierRequirementsDto)
  readonly requirements: TierRequirements;

  @Nested(() => TierBenefitsDto)
  readonly benefits: TierBenefits;
}

export class PartnerProgramDto {
  @Uuid()
  readonly id: string;

  @Text({ max: 200, example: 'Partner program' })
  readonly name: string;

  @Whole({ min: 1, example: 1 })
  readonly version: number;

  @Instant({ example: '2026-11-01T00:00:00.000Z', description: 'When this version was shipped' })
  readonly updatedAt: Date;

  @ListOf(() => TierLevelDto, { max: 20, description: 'From the first to the top' })
  readonly levels: readonly TierLevel[];
}
