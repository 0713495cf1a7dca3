import type { PublishedEvent } from '@tributary/contracts';
import type { Actor, Aggregate } from '@tributary/kernel';
import type { Saved, Store } from './store.js';

/** One command's view of the database: reads are sent in flights, writes are staged and sent with COMMIT. */
export interface Transaction {
  readonly actor: Actor;
  /** Locks and restores; NotFound if it is absent or not visible to the actor. The first load compares If-Match. */
  load<S extends { readonly id: string }, F extends { readonly type: string }, A extends Aggregate<S, F>>(
    store: Store<S, F, A>,
    id: string,
  ): Promise<A>;
  /** As `load`, null instead of NotFound. */
  find<S extends { readonly id: string }, F extends { readonly type: string }, A extends Aggregate<S, F>>(
    store: Store<S, F, A>,
    id: string,
  ): Promise<A | null>;
  /** As `find`, by another column that no two rows share (what names another aggregate, or a key of its own), so that both are locked in one flight, in the order of the calls. If-Match is not about it. */
  findBy<S extends { readonly id: string }, F extends { readonly type: string }, A extends Aggregate<S, F>>(
    store: Store<S, F, A>,
    column: keyof S & string,
    id: string,
  ): Promise<A | null>;
  /** For workers: null if it is absent or somebody else has it locked. */
  loadDue<S extends { readonly id: string }, F extends { readonly type: string }, A extends Aggregate<S, F>>(
    store: Store<S, F, A>,
    id: string,
  ): Promise<A | null>;
  /** Any statement that answers rows; those started in one tick share a flight. `bigint` and `numeric` come as strings. */
  read<Row>(sql: string, parameters?: readonly unknown[]): Promise<Row[]>;
  /** Takes the next number in the flight of the reads; a new aggregate of a numbered store needs one before it is saved. */
  number<S extends { readonly id: string }, F extends { readonly type: string }, A extends Aggregate<S, F>>(
    store: Store<S, F, A>,
  ): Promise<void>;
  /** As `number`, one for each row that a query answers: for imports, which learn in the same flight how many are new. */
  numberEach<S extends { readonly id: string }, F extends { readonly type: string }, A extends Aggregate<S, F>>(
    store: Store<S, F, A>,
    rows: string,
    parameters?: readonly unknown[],
  ): Promise<void>;
  /** Stages state, history and contract events; answers at once what the row will be. */
  save<S extends { readonly id: string }, F extends { readonly type: string }, A extends Aggregate<S, F>>(
    store: Store<S, F, A>,
    aggregate: A,
  ): Saved<S>;
  /** Stages a statement in the order of the saves. */
  execute(sql: string, parameters?: readonly unknown[]): void;
  /** Stages a contract event of reference data, which has no aggregate. */
  publish(event: PublishedEvent, version: number): void;
}
