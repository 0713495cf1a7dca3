import { Day, Flag, ListOf, ListQuery, OneOf, Representation, Text, Whole } from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import { costClasses, type CostClass, type CoverageOnDay } from './coverage.js';
import { warrantyServices, warrantyStarts, type WarrantyTermState } from './warranty-term.js';

const codeForm = /^[A-Z0-9][A-Z0-9-]{0,39}$/;
const starts = 'What begins the warranty';
const latest = 'Begins at the latest so many days after shipment';

export class CoverageDto {
  @OneOf(costClasses)
  readonly costClass: CostClass;

  @Whole({ min: 1, max: 600, example: 24 })
  readonly months: number;

  @Whole({ min: 1, max: 100, example: 100 })
  readonly coveredPercent: number;
}

export class NewWarrantyTermDto {
  @Text({ max: 40, pattern: codeForm, example: 'STD-24', description: 'Never changes; products and assets name it' })
  readonly code: string;

  @Text({ max: 200, example: 'Standard, 24 months parts and 12 months labor' })
  readonly name: string;

  @ListOf(() => CoverageDto, { min: 1, max: 3 })
  readonly coverages: CoverageDto[];

  @OneOf(warrantyStarts, { description: starts, example: 'installation' })
  readonly startsAt: WarrantyTermState['startsAt'];

  @Whole({ min: 0, max: 3650, optional: true, nullable: true, example: 90, description: latest })
  readonly latestStartDays?: number | null;

  @OneOf(warrantyServices)
  readonly service: WarrantyTermState['service'];

  @ListOf('string', { max: 50, optional: true, example: ['lightning'] })
  readonly exclusions?: string[];

  @Flag({ optional: true, example: true, description: 'Goes with the unit to its next owner; false unless told' })
  readonly transferable?: boolean;

  @ListOf('string', {
    max: 100,
    maxLength: 40,
    optional: true,
    example: ['DACH'],
    description: 'Everywhere unless told',
  })
  readonly territories?: string[];

  @ListOf('string', { max: 50, maxLength: 64, optional: true, example: ['EXT-12'] })
  readonly extensionSkus?: string[];

  @Whole({ min: 1, max: 600, optional: true, nullable: true, example: 12, description: "The supplier's own warranty" })
  readonly supplierMonths?: number | null;
}

export class ChangedWarrantyTermDto {
  @Text({ max: 200, optional: true, example: 'Standard' })
  readonly name?: string;

  @ListOf(() => CoverageDto, { min: 1, max: 3, optional: true })
  readonly coverages?: CoverageDto[];

  @OneOf(warrantyStarts, { optional: true, description: starts, example: 'installation' })
  readonly startsAt?: WarrantyTermState['startsAt'];

  @Whole({ min: 0, max: 3650, optional: true, nullable: true, example: 90, description: latest })
  readonly latestStartDays?: number | null;

  @OneOf(warrantyServices, { optional: true })
  readonly service?: WarrantyTermState['service'];

  @ListOf('string', { max: 50, optional: true, example: ['lightning'] })
  readonly exclusions?: string[];

  @Flag({ optional: true, example: true })
  readonly transferable?: boolean;

  @ListOf('string', { max: 100, maxLength: 40, optional: true, example: ['DACH'] })
  readonly territories?: string[];

  @ListOf('string', { max: 50, maxLength: 64, optional: true, example: ['EXT-12'] })
  readonly extensionSkus?: string[];

  @Whole({ min: 1, max: 600, optional: true, nullable: true, example: 12 })
  readonly supplierMonths?: number | null;
}

export class WithdrawalDto {
  @Text({ max: 1000, example: 'Replaced by STD-36' })
  readonly reason: string;
}

export class WarrantyTermDto extends Representation {
  @Text({ max: 40, example: 'STD-24' })
  readonly code: string;

  @Text({ max: 200, example: 'Standard, 24 months parts and 12 months labor' })
  readonly name: string;

  @OneOf(['offered', 'withdrawn'])
  readonly status: WarrantyTermState['status'];

  @ListOf(() => CoverageDto, { max: 3 })
  readonly coverages: readonly CoverageDto[];

  @OneOf(warrantyStarts)
  readonly startsAt: WarrantyTermState['startsAt'];

  @Whole({ min: 0, nullable: true, example: 90 })
  readonly latestStartDays: number | null;

  @OneOf(warrantyServices)
  readonly service: WarrantyTermState['service'];

  @ListOf('string', { max: 50, example: ['lightning'] })
  readonly exclusions: readonly string[];

  @Flag({ example: true })
  readonly transferable: boolean;

  @ListOf('string', { max: 100, example: ['DACH'] })
  readonly territories: readonly string[];

  @ListOf('string', { max: 50, example: ['EXT-12'] })
  readonly extensionSkus: readonly string[];

  @Whole({ min: 1, nullable: true, example: 12, description: 'Null for partners' })
  readonly supplierMonths: number | null;
}

export class WarrantyTermsQuery extends ListQuery {
  @Text({ max: 40, optional: true, example: 'STD-24' })
  readonly code?: string;

  @OneOf(['offered', 'withdrawn'], { optional: true })
  readonly status?: string;
}

export class CoverageQuery {
  @Day({ example: '2025-03-15', description: 'The day of what begins the warranty' })
  readonly startedOn: string;

  @Day({ optional: true, example: '2025-01-10' })
  readonly shippedOn?: string;

  @Day({ example: '2026-11-15', description: 'The day to look at' })
  readonly on: string;
}

export class CoverageOnDayDto {
  @OneOf(costClasses)
  readonly costClass: CostClass;

  @Flag({ example: true })
  readonly covered: boolean;

  @Whole({ min: 0, max: 100, example: 100 })
  readonly coveredPercent: number;

  @Day({ example: '2027-03-14', description: 'The last covered day' })
  readonly until: string;
}

export class WarrantyCoverageDto {
  @Day({ example: '2025-03-15' })
  readonly startsOn: string;

  @ListOf(() => CoverageOnDayDto, { max: 3 })
  readonly coverages: readonly CoverageOnDay[];
}

export function termOf(row: Saved<WarrantyTermState>): WarrantyTermDto {
  const { number: _, ...shown } = row;
  return shown;
}
