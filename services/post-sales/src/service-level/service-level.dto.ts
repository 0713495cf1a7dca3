import { Instant, ListOf, Nested, OneOf, Text, Whole } from '@tributary/http';
import {
  grades,
  priorities,
  type Priority,
  type ServiceLevelTerms,
  type ServiceLevelVersion,
} from './service-level.js';

export { grades, priorities };

const tiers = ['registered', 'silver', 'gold', 'platinum'];
const minutes = 'Business minutes of the territory';

class UrgenciesDto {
  @OneOf(priorities, { example: 'high' })
  readonly high: Priority;

  @OneOf(priorities, { example: 'normal' })
  readonly medium: Priority;

  @OneOf(priorities, { example: 'low' })
  readonly low: Priority;
}

class PriorityMatrixDto {
  @Nested(() => UrgenciesDto, { description: 'High impact, by urgency' })
  readonly high: UrgenciesDto;

  @Nested(() => UrgenciesDto, { description: 'Medium impact, by urgency' })
  readonly medium: UrgenciesDto;

  @Nested(() => UrgenciesDto, { description: 'Low impact, by urgency' })
  readonly low: UrgenciesDto;
}

class ServiceTargetDto {
  @OneOf(priorities)
  readonly priority: Priority;

  @OneOf(tiers, { nullable: true, example: null, description: 'Null for every tier without a target of its own' })
  readonly tier: string | null;

  @Whole({ min: 1, max: 100_000, example: 60, description: minutes })
  readonly firstResponseMinutes: number;

  @Whole({ min: 1, max: 1_000_000, example: 480, description: minutes })
  readonly resolutionMinutes: number;
}

const everyPriority = priorities.map((priority) => ({
  ...{ priority, tier: null, firstResponseMinutes: 60, resolutionMinutes: 480 },
}));

export class NewServiceLevelDto {
  @Nested(() => PriorityMatrixDto)
  readonly matrix: PriorityMatrixDto;

  @ListOf(() => ServiceTargetDto, { min: 4, max: 100, example: everyPriority })
  readonly targets: ServiceTargetDto[];

  @Whole({ min: 0, max: 365, example: 14, description: 'A request may be reopened for so long after its resolution' })
  readonly reopenDays: number;

  @Whole({ min: 1, max: 365, example: 7, description: 'After so many days a resolved request closes by itself' })
  readonly autoCloseDays: number;

  @Instant({ optional: true, description: 'From now on unless told' })
  readonly effectiveFrom?: Date;
}

export class ServiceLevelDto {
  @Whole({ min: 1, example: 1 })
  readonly version: number;

  @Instant()
  readonly effectiveFrom: Date;

  @Nested(() => PriorityMatrixDto)
  readonly matrix: PriorityMatrixDto;

  @ListOf(() => ServiceTargetDto, { max: 100 })
  readonly targets: readonly ServiceTargetDto[];

  @Whole({ example: 14 })
  readonly reopenDays: number;

  @Whole({ example: 7 })
  readonly autoCloseDays: number;

  @Text({ max: 200, example: 'vendor-admin' })
  readonly createdBy: string;

  @Instant()
  readonly createdAt: Date;
}

export class ServiceLevelsDto {
  @ListOf(() => ServiceLevelDto, { max: 1000 })
  readonly items: readonly ServiceLevelVersion[];
}

export class ServiceLevelQuery {
  @Instant({ optional: true, description: 'As it was in force then; now unless told' })
  readonly asOf?: Date;
}

export function termsFrom({ effectiveFrom: _, ...terms }: NewServiceLevelDto): ServiceLevelTerms {
  return terms;
}
