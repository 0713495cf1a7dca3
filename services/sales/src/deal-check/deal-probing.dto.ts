import { Instant, ListQuery, OneOf, Text, Uuid, Whole } from '@tributary/http';
import { probingKinds } from './probing.js';

export class DealProbingDto {
  @Uuid()
  readonly id: string;

  @Uuid()
  readonly partnerId: string;

  @Text({ max: 200, example: 'Northwind Networks GmbH' })
  readonly partnerName: string;

  @OneOf(probingKinds, {
    example: 'many_companies',
    description:
      '`many_companies`: checked within a day; `near_misses`: again and again customers that somebody else holds, within 30 days',
  })
  readonly kind: string;

  @Whole({ example: 12, description: 'Of companies, or of near misses, when it was noticed' })
  readonly count: number;

  @Instant()
  readonly detectedAt: Date;
}

export class DealProbingsQuery extends ListQuery {
  @OneOf(probingKinds, { optional: true, example: 'near_misses' })
  readonly kind?: (typeof probingKinds)[number];

  @Uuid({ optional: true })
  readonly partnerId?: string;
}
