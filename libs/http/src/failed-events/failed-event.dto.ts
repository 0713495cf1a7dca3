import { Instant } from '../fields/moment.js';
import { Free } from '../fields/nested.js';
import { Whole } from '../fields/number.js';
import { Text, Uuid } from '../fields/text.js';

const longestValue = 1_048_576;

/** An event as it lies on the log, with the handler's name for it. */
export class FailedEventDto {
  @Text({ max: 300, example: '01970d3e-5f1a-7c3b-9d2e-4a6b8c0d1e2f' })
  readonly eventId: string;

  @Text({ max: 300, example: '/tributary/sales' })
  readonly source: string;

  @Text({ min: 0, max: 300, example: 'tributary.sales.DealWon.v1', description: 'Empty where the event does not say' })
  readonly type: string;

  @Text({ max: 300, example: 'tributary.sales.deal-registration' })
  readonly topic: string;

  @Whole({ min: 0, example: 3 })
  readonly partition: number;

  @Text({ max: 20, example: '1042', description: 'Its place in the partition' })
  readonly position: string;

  @Instant({ description: 'When it was set aside' })
  readonly createdAt: Date;

  @Free({ example: { ce_type: 'tributary.sales.DealWon.v1' } })
  readonly headers: Readonly<Record<string, string>>;

  @Text({
    min: 0,
    max: longestValue,
    nullable: true,
    example: '{"number":"DR-2026-000015"}',
    description: 'The value, where it is UTF-8',
  })
  readonly text: string | null;

  @Text({ max: 2 * longestValue, nullable: true, example: null, description: 'The value, where it is not UTF-8' })
  readonly base64: string | null;
}

const why = { max: 2000, example: 'The currency was misspelled by the importer (ticket 4711)' } as const;

/** An operator's word for the record. */
export class ReasonDto {
  @Text({ ...why, description: 'Stands in the history' })
  readonly reason: string;
}

export class CorrectionDto extends ReasonDto {
  @Free({
    depth: 20,
    size: 5000,
    example: { n: 1 },
    description: 'The whole data of the event, as its contract under /docs/events asks for',
  })
  readonly data: Readonly<Record<string, unknown>>;
}

export class DiscardedEventDto extends ReasonDto {
  @Text({ max: 300, example: '01970d3e-5f1a-7c3b-9d2e-4a6b8c0d1e2f' })
  readonly eventId: string;
}

export class CorrectedEventDto extends CorrectionDto {
  @Text({ max: 300, example: '01970d3e-5f1a-7c3b-9d2e-4a6b8c0d1e2f' })
  readonly eventId: string;
}

/** What the history knows an entry by. */
export class InterventionDto {
  @Uuid()
  readonly id: string;

  @Text({ max: 40, example: 'parked key', description: '`parked key` or `dead letter`' })
  readonly noun: string;

  @Uuid({ description: 'The id that it had' })
  readonly entityId: string;

  @Text({ max: 100, example: 'EventEdited', description: '`EventRetried`, `EventEdited` or `EventDiscarded`' })
  readonly type: string;

  @Text({ max: 200, example: 'ada@example.com' })
  readonly subject: string;

  @Instant()
  readonly at: Date;

  @Text({ max: 2000, nullable: true, example: why.example })
  readonly reason: string | null;

  @Free({ example: { handler: 'points-of-deals', key: 'DR-1', value: '{"currency":"USDD"}' } })
  readonly before: Readonly<Record<string, unknown>>;

  @Free({ example: { value: '{"currency":"USD"}' } })
  readonly after: Readonly<Record<string, unknown>>;
}
