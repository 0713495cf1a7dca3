import type { PublishedEvent } from '@tributary/contracts';
import type { Aggregate, DomainError } from '@tributary/kernel';
import type { EntitySchema } from 'typeorm';
import type { Conflicts } from './database-errors.js';

/** What the row knows beside the aggregate's state. `version` grows by one per event, `number` is for people (DR-2026-000123). */
export interface RowFacts {
  readonly version: number;
  readonly number: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** An aggregate's state as it is or will be in its row. */
export type Saved<State> = State & RowFacts;

export interface StoreSpec<
  State extends { readonly id: string },
  Fact extends { readonly type: string },
  A extends Aggregate<State, Fact>,
> {
  /** What a person calls it; stands in NotFound and in the history. */
  readonly noun: string;
  readonly aggregate: new (state: State) => A;
  /** Maps the domain state only. */
  readonly schema: EntitySchema<State>;
  /** The contract events of one domain event, given the final state of the save; empty means private on purpose. */
  publish(state: Saved<State>, event: Fact): readonly PublishedEvent[];
  /** The partner whose history this is; null for the vendor's own. */
  partnerOf?(state: State): string | null;
  /** Personal data: the history says "changed", never the value. */
  readonly personal?: readonly (keyof State & string)[];
  /** Left out of before and after in a partner's view of the history. */
  readonly vendorOnly?: readonly (keyof State & string)[];
  /** Left out of a partner's view of the history altogether; the versions that it sees have gaps there. */
  readonly vendorOnlyEvents?: readonly Fact['type'][];
  /** Set if others than its partner (a distributor) may read a row and its history: the answer when they try to change it. */
  readonly readersMayNot?: () => DomainError;
  /** Prefix of the number that people use; taken from the sequence `<table>_number`. */
  readonly numbered?: string;
  /** The business answer for each constraint of the table that a caller can run into. */
  readonly conflicts?: Conflicts;
}

export type Store<
  State extends { readonly id: string },
  Fact extends { readonly type: string },
  A extends Aggregate<State, Fact>,
> = StoreSpec<State, Fact, A>;

/** Ties an aggregate's class to its table and to what it publishes. */
export function defineStore<
  State extends { readonly id: string },
  Fact extends { readonly type: string },
  A extends Aggregate<State, Fact>,
>(spec: StoreSpec<State, Fact, A>): Store<State, Fact, A> {
  return Object.freeze({ ...spec });
}
