import {
  Day,
  Decimals,
  Instant,
  ListOf,
  ListQuery,
  Nested,
  OneOf,
  Representation,
  Text,
  Uuid,
  Whole,
} from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import type { RewardAccountState } from './reward-account.js';

const points = { min: -9_007_199_254_740_991, max: 9_007_199_254_740_991 } as const;

export class RewardAccountListQuery extends ListQuery {
  @Uuid({ optional: true })
  readonly partnerId?: string;
}

export class StatementQuery {
  @Instant({ optional: true, description: 'The balance and the movements up to this instant; now unless told' })
  readonly asOf?: Date;

  @Instant({ optional: true, description: 'Only movements from this instant on' })
  readonly from?: Date;

  @Whole({ min: 1, max: 200, optional: true, example: 50 })
  readonly limit?: number;

  @Text({ max: 1000, optional: true, pattern: /^[\w-]+$/, example: 'WyIyMDI2LTAzLTMxIl0' })
  readonly cursor?: string;

  page(): { limit?: number; cursor?: string } {
    return {
      ...(this.limit === undefined ? {} : { limit: this.limit }),
      ...(this.cursor === undefined ? {} : { cursor: this.cursor }),
    };
  }
}

export class ReverseEarningDto {
  @Uuid({ description: 'The movement that earned the points' })
  readonly earningId: string;

  @Text({ max: 400, example: 'Order canceled' })
  readonly reason: string;
}

export class RewardAccountDto extends Representation {
  @Uuid()
  readonly partnerId: string;

  @OneOf(['points'])
  readonly kind: 'points';

  @Whole({ ...points, example: 500, description: 'Earned, and not to be spent yet' })
  readonly pending: number;

  @Whole({ ...points, example: 1200, description: 'May be below zero after points were taken back' })
  readonly available: number;

  @Instant({ nullable: true, description: 'When the next pending points become available' })
  readonly nextReleaseAt: Date | null;
}

export class BalanceDto {
  @Whole({ ...points, example: 500 })
  readonly pending: number;

  @Whole({ ...points, example: 1200 })
  readonly available: number;
}

export class RewardReasonDto {
  @Text({ max: 64, example: 'deal_won' })
  readonly kind: string;

  @Uuid()
  readonly id: string;

  @Text({ max: 40, nullable: true, example: 'DR-2026-000123' })
  readonly number: string | null;
}

export class AppliedRateDto {
  @Day()
  readonly from: string;

  @Whole({ max: 1_000_000, example: 1 })
  readonly points: number;

  @Decimals({ places: 6, optional: true, example: '10', description: 'Of value; fixed points have none' })
  readonly per?: string;

  @Text({ max: 64, optional: true, nullable: true, example: null, description: 'Fixed points: the certification' })
  readonly definition?: string | null;

  @Text({ max: 64, optional: true, nullable: true, example: null, description: 'Fixed points: its kind' })
  readonly certificationKind?: string | null;
}

export class StatementLineDto {
  @Uuid()
  readonly id: string;

  @OneOf(['earned', 'released', 'reversed'])
  readonly kind: 'earned' | 'released' | 'reversed';

  @Whole({ ...points, example: 500 })
  readonly points: number;

  @Uuid({ description: 'The earning that it releases or reverses, or itself' })
  readonly earningId: string;

  @Nested(() => RewardReasonDto)
  readonly reason: RewardReasonDto;

  @Uuid({ nullable: true })
  readonly programId: string | null;

  @Nested(() => AppliedRateDto, { nullable: true, description: 'The rate that was in force' })
  readonly rate: AppliedRateDto | null;

  @Text({ max: 400, nullable: true, example: null, description: 'Why points were taken back' })
  readonly cause: string | null;

  @Instant({ description: 'When it happened' })
  readonly occurredAt: Date;

  @Instant({ description: 'When it was entered; this is what `asOf` compares with' })
  readonly recordedAt: Date;
}

export class StatementDto {
  @Uuid()
  readonly accountId: string;

  @Uuid()
  readonly partnerId: string;

  @Instant()
  readonly asOf: Date;

  @Nested(() => BalanceDto)
  readonly balance: BalanceDto;

  @ListOf(() => StatementLineDto, { max: 200 })
  readonly items: readonly StatementLineDto[];

  @Text({ max: 1000, nullable: true, example: null })
  readonly nextCursor: string | null;
}

export function accountAnswer(row: Saved<RewardAccountState>): RewardAccountDto {
  const { number: _number, lots: _lots, releaseDueAt: nextReleaseAt, ...account } = row;
  return { ...account, nextReleaseAt };
}
