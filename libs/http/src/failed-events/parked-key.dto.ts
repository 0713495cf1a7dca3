import type { ParkedKey } from '@tributary/messaging';
import { Instant } from '../fields/moment.js';
import { ListOf } from '../fields/nested.js';
import { Flag, Whole } from '../fields/number.js';
import { Text } from '../fields/text.js';
import { ListQuery } from '../lists/list-query.js';
import { Representation } from '../lists/representation.js';
import { FailedEventDto } from './failed-event.dto.js';

export class ParkedKeyDto extends Representation {
  @Text({ max: 200, example: 'points-of-deals', description: 'The reaction that fails' })
  readonly handler: string;

  @Text({ min: 0, max: 300, example: '01a206ce-e707-7024-8678-770e741e664b', description: 'What its events are about' })
  readonly key: string;

  @Flag({ example: false, description: 'One event waits alone, later ones of the key go on' })
  readonly alone: boolean;

  @Whole({ min: 0, example: 2, description: 'Retries since the first event of the queue failed' })
  readonly attempts: number;

  @Instant({ nullable: true, description: 'Null where no retry is left' })
  readonly nextAttemptAt: Date | null;

  @Flag({ example: false, description: 'No retry is left: somebody must decide' })
  readonly dead: boolean;

  @Text({ max: 2000, nullable: true, example: 'Error: No reward program has a rate in CHF' })
  readonly lastError: string | null;

  @Whole({ min: 0, max: 1000, example: 4, description: 'Events in the queue; 1000 for that many or more' })
  readonly waiting: number;
}

export function shownParkedKey(key: ParkedKey): ParkedKeyDto {
  const { id, version, createdAt, updatedAt, handler, alone, attempts, nextAttemptAt, dead, lastError, waiting } = key;
  const base = { id, version, createdAt, updatedAt, handler, key: key.key };
  return { ...base, alone, attempts, nextAttemptAt, dead, lastError, waiting };
}

export class ParkedKeyDetailDto extends ParkedKeyDto {
  @ListOf(() => FailedEventDto, { max: 20, description: 'The first of the queue; all of them under `/events`' })
  readonly events: FailedEventDto[];
}

export class ParkedKeyQuery extends ListQuery {
  @Text({ max: 200, optional: true, example: 'points-of-deals' })
  readonly handler?: string;

  @Text({ max: 300, optional: true, example: '01a206ce-e707-7024-8678-770e741e664b' })
  readonly key?: string;

  @Flag({ optional: true, example: true, description: 'Only those without a retry left, or only the others' })
  readonly dead?: boolean;

  @Text({ max: 500, optional: true, example: 'rate in CHF', description: 'A part of the last error, in any case' })
  readonly error?: string;
}

export class RetryByErrorDto {
  @Text({ max: 500, example: 'rate in CHF', description: 'A part of the last error, in any case' })
  readonly error: string;

  @Text({ max: 200, optional: true, example: 'points-of-deals', description: 'Of this handler only' })
  readonly handler?: string;

  @Whole({ min: 1, max: 500, optional: true, example: 100, description: 'Keys at most; 100 unless told' })
  readonly limit?: number;
}

export class RetriedDto {
  @Whole({ min: 0, example: 100 })
  readonly retried: number;

  @Whole({ min: 0, max: 1000, example: 0, description: 'Repeat the call until it is 0; 1000 for that many or more' })
  readonly remaining: number;
}
