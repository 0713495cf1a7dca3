import { Free } from '../fields/nested.js';
import { Whole } from '../fields/number.js';
import { Text } from '../fields/text.js';
import { ListQuery } from '../lists/list-query.js';
import { Representation } from '../lists/representation.js';

export class DeadLetterDto extends Representation {
  @Text({ max: 200, example: 'points-of-deals', description: 'The reaction that it was for' })
  readonly handler: string;

  @Text({ min: 0, max: 300, example: '01a206ce-e707-7024-8678-770e741e664b', description: 'What the event is about' })
  readonly key: string;

  @Text({ max: 2000, example: 'PermanentFailure: The value is not JSON.' })
  readonly reason: string;

  @Text({ min: 0, max: 300, example: '01970d3e-5f1a-7c3b-9d2e-4a6b8c0d1e2f' })
  readonly eventId: string;

  @Text({ min: 0, max: 300, example: '/tributary/sales' })
  readonly source: string;

  @Text({ min: 0, max: 300, example: 'tributary.sales.DealWon.v1', description: 'Empty where the event does not say' })
  readonly type: string;

  @Text({ max: 300, example: 'tributary.sales.deal-registration' })
  readonly topic: string;

  @Whole({ min: 0, example: 3 })
  readonly partition: number;

  @Text({ max: 20, example: '1042', description: 'Its place in the partition' })
  readonly position: string;
}

export class DeadLetterDetailDto extends DeadLetterDto {
  @Free({ example: { ce_type: 'tributary.sales.DealWon.v1' } })
  readonly headers: Readonly<Record<string, string>>;

  @Text({ min: 0, max: 1_048_576, nullable: true, example: '{"number":', description: 'The value, where it is UTF-8' })
  readonly text: string | null;

  @Text({ max: 2_097_152, nullable: true, example: null, description: 'The value, where it is not UTF-8' })
  readonly base64: string | null;
}

export class DeadLetterQuery extends ListQuery {
  @Text({ max: 200, optional: true, example: 'points-of-deals' })
  readonly handler?: string;

  @Text({ max: 300, optional: true, example: '01a206ce-e707-7024-8678-770e741e664b' })
  readonly key?: string;

  @Text({ max: 300, optional: true, example: 'tributary.sales.deal-registration' })
  readonly topic?: string;

  @Text({ max: 500, optional: true, example: 'not JSON', description: 'A part of the reason, in any case' })
  readonly error?: string;
}
