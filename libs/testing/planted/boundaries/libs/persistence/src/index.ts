import type { PublishedEvent } from '@tributary/contracts';

export type Saved<State> = State & { readonly version: number };
export class UnitOfWork {
  readonly outbox: PublishedEvent[] = [];
}
