import type { PageAsk } from '@tributary/persistence';
import type { Type } from '@nestjs/common';
import { ListOf } from '../fields/nested.js';
import { Instant } from '../fields/moment.js';
import { Text } from '../fields/text.js';
import { Whole } from '../fields/number.js';

/** What every list takes; a list's own filters are fields of a subclass. */
export class ListQuery {
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

  @Text({
    max: 60,
    optional: true,
    pattern: /^-?[A-Za-z][A-Za-z0-9]*$/,
    example: '-createdAt',
    description: 'A field to sort by; `-` for descending',
  })
  readonly sort?: string;

  // The instant is that of the change, taken before it is committed: the change may wait for a lock in between.
  @Instant({
    optional: true,
    description:
      'Only what changed at or after this instant. A change can be seen some seconds after its instant: who asks again and again asks from a minute before the last time, and knows what it has seen by `id` and `version`.',
  })
  readonly updatedSince?: Date;

  /** The part that the page reader takes. */
  page(): PageAsk {
    return {
      ...(this.limit === undefined ? {} : { limit: this.limit }),
      ...(this.cursor === undefined ? {} : { cursor: this.cursor }),
      ...(this.sort === undefined ? {} : { sort: this.sort }),
    };
  }
}

const pages = new WeakMap<Type, Type>();

/** The class of a list answer of a DTO: `{items, nextCursor}`. */
export function PageOf<T extends object>(item: Type<T>): Type<{ items: T[]; nextCursor: string | null }> {
  const known = pages.get(item);
  if (known !== undefined) return known as Type<{ items: T[]; nextCursor: string | null }>;
  class Page {
    @ListOf(() => item, { max: 200 })
    readonly items: T[];

    @Text({
      max: 1000,
      nullable: true,
      example: null,
      description: 'Pass it as `cursor` for the next page; null on the last',
    })
    readonly nextCursor: string | null;
  }
  Object.defineProperty(Page, 'name', { value: `${item.name.replace(/Dto$/, '')}Page` });
  pages.set(item, Page);
  return Page;
}
