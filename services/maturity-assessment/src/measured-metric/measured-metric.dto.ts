import { Flag, Instant, ListOf, OneOf, Text, Whole } from '@tributary/http';
import type { Level } from '../maturity-model/model-content.js';
import type { Verdict } from './measurement.js';

export class MeasurementDto {
  @Text({ max: 20, example: 'DR1' })
  readonly question: string;

  @Text({ max: 100, example: 'deal-registration' })
  readonly capability: string;

  @Text({ max: 100, example: 'deal_decision_p90_hours' })
  readonly metric: string;

  @Text({ max: 1000, example: '90th percentile of business hours from submission to decision' })
  readonly measure: string;

  @Text({ max: 40, example: 'business_hours' })
  readonly unit: string;

  @OneOf(['higher', 'lower'], { example: 'lower' })
  readonly better: 'higher' | 'lower';

  @ListOf('string', { max: 3, example: ['40', '16', '8'], description: 'The values that support level 2, 3 and 4' })
  readonly cuts: readonly string[];

  @Whole({ min: 1, example: 30, description: 'Below it nothing is proposed' })
  readonly minSample: number;

  @Whole({ min: 1, max: 4, example: 4, description: 'The highest level that the figure alone can prove' })
  readonly provesUpTo: Level;

  @Text({ max: 40, nullable: true, example: '14.50', description: 'Rounded to two places; compared exactly' })
  readonly value: string | null;

  @Whole({ example: 48, description: 'Cases behind the figure' })
  readonly n: number;

  @Instant({ example: '2025-10-01T00:00:00.000Z', description: 'The last four full quarters begin' })
  readonly from: string;

  @Instant({ example: '2026-10-01T00:00:00.000Z', description: 'And end: the first instant after them' })
  readonly until: string;

  @Instant({ example: '2026-11-20T09:00:00.000Z' })
  readonly measuredAt: string;

  @Instant({ nullable: true, example: '2026-09-30T15:12:00.000Z', description: 'The last event that went into it' })
  readonly lastEventAt: string | null;

  @OneOf(['proposed', 'sample_too_small', 'not_measured'])
  readonly verdict: Verdict;

  @Whole({ min: 1, max: 4, nullable: true, example: 3 })
  readonly proposes: Level | null;

  @Text({ max: 500, nullable: true, example: null })
  readonly remark: string | null;
}

export class FindingDto extends MeasurementDto {
  @Text({ max: 40, nullable: true, example: '4', description: 'The mean of what was declared, exact' })
  readonly declared: string | null;

  @Text({ max: 40, nullable: true, example: '1.0000', description: 'Declared less measured' })
  readonly difference: string | null;

  @Flag({ example: false, description: 'More than one level above what was measured: the reviewer has to say why' })
  readonly isFlagged: boolean;
}
