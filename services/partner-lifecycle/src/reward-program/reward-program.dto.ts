import { Day, Decimals, Instant, ListOf, ListQuery, Nested, OneOf, Representation, Text, Whole } from '@tributary/http';
import type { Saved } from '@tributary/persistence';
import type { RewardProgramState } from './reward-program.js';

const statuses = ['draft', 'active', 'closed'] as const;
const partnerTypes = [
  'distributor',
  'agent',
  'stockist',
  'value_added_reseller',
  'service_provider',
  'system_integrator',
  'technology_partner',
] as const;
const currency = { min: 3, max: 3, pattern: /^[A-Z]{3}$/, example: 'USD' } as const;

export class RewardProgramListQuery extends ListQuery {
  @OneOf(statuses, { optional: true, example: 'active' })
  readonly status?: RewardProgramState['status'];

  @Text({ ...currency, optional: true })
  readonly currency?: string;
}

export class RateDto {
  @Whole({ max: 1_000_000, example: 1, description: 'Points for each full `per` of value' })
  readonly points: number;

  @Decimals({ places: 6, example: '10', description: 'In the currency of the program' })
  readonly per: string;
}

export class DatedRateDto extends RateDto {
  @Day({ description: 'The first day on which it holds; it ends with the next rate' })
  readonly from: string;
}

export class DraftRewardProgramDto {
  @Text({ max: 200, example: 'Deal points' })
  readonly name: string;

  @Text({ ...currency, description: 'Deals in another currency wait for a program of theirs' })
  readonly currency: string;

  @Day()
  readonly startsOn: string;

  @Day({ optional: true, nullable: true, description: 'The last day; open end unless told' })
  readonly endsOn?: string | null;

  @ListOf(partnerTypes, { max: 20, optional: true, example: [], description: 'Who takes part; everybody unless told' })
  readonly partnerTypes?: string[];

  @Whole({ max: 730, optional: true, example: 30, description: 'Days from earning to spending; 30 unless told' })
  readonly pendingDays?: number;

  @Nested(() => RateDto, { description: 'The rate from the first day on' })
  readonly rate: RateDto;
}

export class SetRateDto extends RateDto {
  @Day({ description: 'Today or later: what is past stays as it was' })
  readonly from: string;
}

const kinds = ['sales', 'technical', 'service'] as const;
const target = { optional: true, nullable: true } as const;

export class SetCertificationPointsDto {
  @Day({ description: 'Today or later: what is past stays as it was' })
  readonly from: string;

  @Whole({ max: 1_000_000, example: 500, description: 'For each certification earned; zero ends it' })
  readonly points: number;

  @Text({ max: 64, ...target, example: 'GTX-SALES', description: 'Only this definition; all unless told' })
  readonly definition?: string | null;

  @OneOf(kinds, { ...target, example: null, description: 'Only this kind; all unless told' })
  readonly certificationKind?: string | null;
}

export class CertificationPointsDto {
  @Day()
  readonly from: string;

  @Whole({ max: 1_000_000, example: 500 })
  readonly points: number;

  @Text({ max: 64, nullable: true, example: 'GTX-SALES' })
  readonly definition: string | null;

  @OneOf(kinds, { nullable: true, example: null })
  readonly certificationKind: string | null;
}

export class CloseProgramDto {
  @Text({ max: 400, example: 'Replaced by the program of next year' })
  readonly reason: string;
}

export class RewardProgramDto extends Representation {
  @Text({ max: 200, example: 'Deal points' })
  readonly name: string;

  @Text(currency)
  readonly currency: string;

  @OneOf(statuses, { example: 'active' })
  readonly status: RewardProgramState['status'];

  @Day()
  readonly startsOn: string;

  @Day({ nullable: true })
  readonly endsOn: string | null;

  @ListOf(partnerTypes, { max: 20, example: [] })
  readonly partnerTypes: readonly string[];

  @Whole({ max: 730, example: 30 })
  readonly pendingDays: number;

  @ListOf(() => DatedRateDto, { max: 1000 })
  readonly rates: readonly DatedRateDto[];

  @ListOf(() => CertificationPointsDto, { max: 1000, description: 'Fixed points for certifications, by day' })
  readonly certificationPoints: readonly CertificationPointsDto[];

  @Instant({ nullable: true, description: 'null if it never was open' })
  readonly openedAt: Date | null;
}

export function programAnswer(row: Saved<RewardProgramState>): RewardProgramDto {
  const { number: _number, ...program } = row;
  return program;
}
