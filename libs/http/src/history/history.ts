import { Get, applyDecorators } from '@nestjs/common';
import type { Role } from '@tributary/kernel';
import type { PageAsk } from '@tributary/persistence';
import { OneOf } from '../fields/choice.js';
import { Instant } from '../fields/moment.js';
import { Free } from '../fields/nested.js';
import { Whole } from '../fields/number.js';
import { Text, Uuid } from '../fields/text.js';
import { PageOf } from '../lists/list-query.js';
import { Operation } from '../operations/operation.js';

/** One change: who did what, when, why, and the fields it touched before and after. */
export class HistoryEntryDto {
  @Uuid()
  readonly id: string;

  @Whole({ min: 1, example: 2, description: 'The version that this change made' })
  readonly version: number;

  @Text({ max: 100, example: 'DealApproved' })
  readonly type: string;

  @Text({ max: 200, example: 'ada@example.com' })
  readonly subject: string;

  @OneOf(['vendor', 'partner', 'system'])
  readonly kind: 'vendor' | 'partner' | 'system';

  @Instant()
  readonly at: Date;

  @Text({ max: 2000, nullable: true, example: 'Meets the program' })
  readonly reason: string | null;

  @Free({ example: { status: 'submitted' } })
  readonly before: Readonly<Record<string, unknown>>;

  @Free({ example: { status: 'approved' } })
  readonly after: Readonly<Record<string, unknown>>;
}

export class HistoryQuery {
  @Whole({ min: 1, max: 200, optional: true, example: 50, description: 'Entries per page; 50 unless told' })
  readonly limit?: number;

  @Text({
    max: 1000,
    optional: true,
    pattern: /^[\w-]+$/,
    example: 'WyIyIl0',
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

/** `GET :id/history`, the newest entry first; the handler answers with `historyOf(...)`. */
export function HistoryOperation(access: {
  readonly noun: string;
  readonly roles: readonly Role[];
  readonly scope?: string;
}): MethodDecorator {
  return applyDecorators(
    Get(':id/history'),
    Operation({
      summary: `Who changed the ${access.noun}, when and why`,
      roles: access.roles,
      ...(access.scope === undefined ? {} : { scope: access.scope }),
      answer: PageOf(HistoryEntryDto),
    }),
  );
}
