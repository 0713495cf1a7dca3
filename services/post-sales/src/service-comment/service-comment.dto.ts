import { Flag, Instant, Text, Uuid, Whole } from '@tributary/http';
import type { PageAsk } from '@tributary/persistence';

export class NewServiceCommentDto {
  @Text({ max: 10_000, example: 'The serial is GTX1-000481.' })
  readonly text: string;

  @Flag({ optional: true, example: false, description: 'For the vendor’s own people only; false unless told' })
  readonly internal?: boolean;
}

export class ServiceCommentDto {
  @Uuid()
  readonly id: string;

  @Uuid()
  readonly requestId: string;

  @Text({ max: 10_000, example: 'The serial is GTX1-000481.' })
  readonly text: string;

  @Flag({ example: false })
  readonly internal: boolean;

  @Text({ max: 200, example: 'user-of-northwind' })
  readonly author: string;

  @Flag({ example: false, description: 'Said by the vendor' })
  readonly ofVendor: boolean;

  @Instant()
  readonly createdAt: Date;
}

export class ServiceCommentsQuery {
  @Whole({ min: 1, max: 200, optional: true, example: 50, description: 'Items per page; 50 unless told' })
  readonly limit?: number;

  @Text({
    max: 1000,
    optional: true,
    pattern: /^[\w-]+$/,
    example: 'WyIyMDI2LTAzLTMxIl0',
    description: 'The `nextCursor` of the page before',
  })
  readonly cursor?: string;

  page(): PageAsk {
    return {
      ...(this.limit === undefined ? {} : { limit: this.limit }),
      ...(this.cursor === undefined ? {} : { cursor: this.cursor }),
    };
  }
}
