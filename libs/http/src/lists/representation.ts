import { Instant } from '../fields/moment.js';
import { Uuid, Text } from '../fields/text.js';
import { Whole } from '../fields/number.js';

/** What every answer that shows an aggregate has; its `version` is also its ETag. */
export abstract class Representation {
  @Uuid()
  readonly id: string;

  @Whole({ min: 1, example: 1, description: 'Grows with every change; the ETag' })
  readonly version: number;

  @Instant()
  readonly createdAt: Date;

  @Instant()
  readonly updatedAt: Date;
}

/** A representation with a number for people: `DR-2026-000123`. */
export abstract class NumberedRepresentation extends Representation {
  @Text({ max: 40, nullable: true, example: 'DR-2026-000123' })
  readonly number: string | null;
}
