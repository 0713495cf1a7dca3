import {
  Day,
  Decimals,
  Flag,
  Instant,
  ListOf,
  ListQuery,
  MoneyDto,
  Nested,
  OneOf,
  Text,
  Uuid,
  Whole,
} from '@tributary/http';
import { figures, type Figure } from './fact.js';
import { periods, type Period } from './scorecard.js';

const count = { max: 9_007_199_254_740_991 } as const;

export class ScorecardListQuery extends ListQuery {
  @Uuid({ optional: true })
  readonly partnerId?: string;

  @OneOf(periods, { optional: true })
  readonly period?: Period;

  @Day({ optional: true, description: 'Only periods that begin on this day or later', example: '2026-01-01' })
  readonly from?: string;

  @Day({ optional: true, description: 'Only periods that begin on this day or earlier', example: '2026-12-31' })
  readonly to?: string;
}

export class RecordQuery {
  @OneOf(figures, { example: 'won' })
  readonly figure: Figure;

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

export class FigureDto {
  @Whole({ ...count, example: 1 })
  readonly count: number;

  @ListOf(() => MoneyDto, { max: 200, description: 'One sum for each currency; currencies are never added up' })
  readonly value: readonly MoneyDto[];

  @Text({
    max: 200,
    example: '/v1/scorecards/01970d3e-5f1a-8c3b-8d2e-4a6b8c0d1e2f/records?figure=won',
    description: 'Where the deals behind it are listed',
  })
  readonly records: string;
}

export class DealFiguresDto {
  @Nested(() => FigureDto, { description: 'Deals first submitted in the period, at the value then registered' })
  readonly registered: FigureDto;

  @Nested(() => FigureDto, { description: 'Deals approved in the period' })
  readonly approved: FigureDto;

  @Nested(() => FigureDto, { description: 'Deals rejected in the period, unless approved since' })
  readonly rejected: FigureDto;

  @Nested(() => FigureDto, { description: 'Wins confirmed in the period that hold, at the confirmed value' })
  readonly won: FigureDto;

  @Nested(() => FigureDto, { description: 'Deals lost in the period' })
  readonly lost: FigureDto;

  @Nested(() => FigureDto, { description: 'Deals whose protection ran out in the period and was not reopened' })
  readonly expired: FigureDto;

  @Nested(() => FigureDto, {
    description: 'Wins taken back in the period, at the value won; they count as won in no period any more',
  })
  readonly reversed: FigureDto;

  @Nested(() => FigureDto, {
    description:
      'Opportunities brought over from another system as won, closed in the period; not in `won`, not in `winRate`, and nobody earns by them',
  })
  readonly importedWon: FigureDto;
}

export class ScorecardDto {
  @Uuid({ description: 'The same for ever for a partner and a period' })
  readonly id: string;

  @Uuid()
  readonly partnerId: string;

  @OneOf(periods)
  readonly period: Period;

  @Day({ example: '2026-01-01' })
  readonly startsOn: string;

  @Day({ example: '2026-03-31' })
  readonly endsOn: string;

  @OneOf(['UTC'], { description: 'The zone in which the days of the period begin and end, for every partner' })
  readonly timeZone: 'UTC';

  @Flag({ description: 'The period has not ended', example: false })
  readonly isRunning: boolean;

  @Instant({
    nullable: true,
    description: 'The time of the newest event that had a part in these figures; null if there was none',
  })
  readonly asOf: Date | null;

  @Nested(() => DealFiguresDto)
  readonly deals: DealFiguresDto;

  @Decimals({
    places: 2,
    max: 100,
    nullable: true,
    example: '66.67',
    description: 'Percent: won / (won + lost + expired); null if none of them',
  })
  readonly winRate: string | null;

  @Decimals({
    places: 2,
    nullable: true,
    example: '21.50',
    description:
      'Mean of the calendar hours from submission to approval or rejection, of what was decided in the period',
  })
  readonly decisionHours: string | null;

  @Decimals({
    places: 2,
    nullable: true,
    example: '70.25',
    description: 'Mean of the days of 24 hours from approval to the win, of what was won in the period',
  })
  readonly daysToWin: string | null;

  @Whole({ ...count, example: 3, description: 'At the end of the period, or now while it is running' })
  readonly activeCertifications: number;

  @Whole({ ...count, example: 1928, description: 'Points credited in the period' })
  readonly pointsEarned: number;

  @Whole({ ...count, example: 0, description: 'Points taken back in the period, whenever they were earned' })
  readonly pointsReversed: number;
}

export class ScorecardRecordDto {
  @OneOf(['deal_registration', 'opportunity', 'certification', 'reward_account'], {
    description: 'What `recordId` is the id of',
  })
  readonly kind: 'deal_registration' | 'opportunity' | 'certification' | 'reward_account';

  @Uuid()
  readonly recordId: string;

  @Text({ max: 40, nullable: true, example: 'DR-2026-000123', description: 'Of points: what they were earned for' })
  readonly number: string | null;

  @Instant({ description: 'When it happened' })
  readonly at: Date;

  @Instant({ description: 'The time of the event that told it' })
  readonly toldAt: Date;

  @Nested(() => MoneyDto, { nullable: true })
  readonly value: MoneyDto | null;

  @Whole({ ...count, nullable: true, example: null })
  readonly points: number | null;

  @Decimals({
    places: 2,
    nullable: true,
    example: '21.50',
    description: 'Of a decision the hours since the submission, of a win the hours since the approval',
  })
  readonly hours: string | null;
}
