import type { PublishedEvent } from '@tributary/contracts';
import type { Saved } from '@tributary/persistence';
import type { AccountRelationEvent, AccountRelationState } from './account-relation.js';

// Private on purpose: one partner must not learn of another's customers.
export function toPublished(_: Saved<AccountRelationState>, event: AccountRelationEvent): readonly PublishedEvent[] {
  switch (event.type) {
    case 'AccountRelated':
    case 'AccountRelationEnded':
      return [];
  }
}
