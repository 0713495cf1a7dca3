import { Day, Flag, ListOf, Nested, OneOf, Text, Uuid, Whole } from '@tributary/http';
import type { Actor } from '@tributary/kernel';
import { chainFor, OtherUnitDto, SaleLinkDto } from '../asset/asset.dto.js';
import type { CostClass } from '../warranty-term/coverage.js';
import {
  classReasons,
  obstacles,
  verdicts,
  type ClassVerdict,
  type Entitlement,
  type Obstacle,
} from './entitlement.js';

const costClasses: readonly CostClass[] = ['parts', 'labor', 'expenses'];
const starts = ['shipment', 'installation', 'activation', 'purchase', 'latest_start'];
const statuses = ['shipped', 'installed', 'active', 'replaced', 'retired'];

export class EntitlementQuery {
  @Text({ max: 64, example: 'GTX1-000481' })
  readonly serial: string;

  @Text({ max: 64, optional: true, example: 'GTX-PRO', description: 'Needed if several products have the serial' })
  readonly sku?: string;

  @Day({ optional: true, example: '2026-03-31', description: 'The day to look at; today (UTC) unless told' })
  readonly on?: string;
}

class ClassVerdictDto {
  @OneOf(costClasses)
  readonly costClass: CostClass;

  @Flag({ example: true })
  readonly covered: boolean;

  @Whole({ min: 0, max: 100, example: 100 })
  readonly coveredPercent: number;

  @Day({ nullable: true, example: '2028-01-14', description: 'The last covered day; null if none is promised' })
  readonly until: string | null;

  @OneOf(classReasons)
  readonly reason: ClassVerdict['reason'];
}

class ObstacleDto {
  @OneOf(obstacles)
  readonly code: Obstacle['code'];

  @Text({ max: 1000, example: 'Serial GTX1-000900 took its place on 2026-05-04.' })
  readonly detail: string;
}

class EarlierUnitDto extends OtherUnitDto {
  @Text({ max: 64, example: 'GTX-PRO' })
  readonly sku: string;
}

class PromisedTermDto {
  @Text({ max: 40, example: 'STD-24' })
  readonly code: string;

  @Whole({ min: 1, example: 1, description: 'The version that held at shipment' })
  readonly version: number;

  @Text({ max: 200, example: 'Standard, 24 months parts and 12 months labor' })
  readonly name: string;

  @Text({ max: 40, example: 'depot' })
  readonly service: string;

  @ListOf('string', { max: 50, example: ['lightning'] })
  readonly exclusions: readonly string[];

  @Flag({ example: true, description: 'Goes with the unit to its next owner' })
  readonly transferable: boolean;
}

export class EntitlementDto {
  @OneOf(verdicts)
  readonly status: Entitlement['status'];

  @Text({ max: 64, example: 'GTX1-000481' })
  readonly serial: string;

  @Text({ max: 64, nullable: true, example: 'GTX-PRO' })
  readonly sku: string | null;

  @Day({ example: '2026-03-31' })
  readonly on: string;

  @Uuid({ nullable: true })
  readonly assetId: string | null;

  @OneOf(statuses, { nullable: true })
  readonly assetStatus: string | null;

  @ListOf(() => ClassVerdictDto, { max: 3 })
  readonly classes: readonly ClassVerdictDto[];

  @ListOf(() => ObstacleDto, { max: 10, description: 'Why nothing is covered although something was promised' })
  readonly obstacles: readonly ObstacleDto[];

  @Day({ nullable: true, example: '2026-01-15', description: 'When the warranty begins or began' })
  readonly startsOn: string | null;

  @OneOf(starts, { nullable: true, description: 'Null for a replacement: it carries the rest of another unit' })
  readonly startedBy: string | null;

  @Nested(() => PromisedTermDto, { nullable: true })
  readonly term: PromisedTermDto | null;

  @Flag({ nullable: true, example: true })
  readonly transferable: boolean | null;

  @ListOf(() => SaleLinkDto, { max: 11 })
  readonly chain: readonly SaleLinkDto[];

  @ListOf(() => EarlierUnitDto, { max: 50, description: 'Whose places it took, the last one first' })
  readonly earlierReplacements: readonly EarlierUnitDto[];

  @Nested(() => OtherUnitDto, { nullable: true })
  readonly replacedBy: OtherUnitDto | null;
}

export function entitlementOf(entitlement: Entitlement, actor: Actor): EntitlementDto {
  const { status, asked, unit, on, classes, start, term, earlier } = entitlement;
  return {
    status,
    serial: asked.serial,
    sku: unit?.sku ?? asked.sku,
    on,
    assetId: unit?.id ?? null,
    assetStatus: unit?.status ?? null,
    classes,
    obstacles: entitlement.obstacles,
    startsOn: start?.on ?? unit?.replaces?.on ?? null,
    startedBy: start?.by ?? null,
    term,
    transferable: term?.transferable ?? null,
    chain: chainFor(actor, unit?.chain ?? []),
    earlierReplacements: earlier,
    replacedBy: unit?.replacedBy ?? null,
  };
}
