import type { Money } from '@tributary/kernel';

export interface PublishedEvent {
  readonly amount: Money;
}
