import type { PublishedEvent } from '@tributary/contracts';
import { type Actor, type Aggregate, type Clock, NotFound, Stale } from '@tributary/kernel';
import type { Database } from './database.js';
import type { Authorship } from './journal.js';
import { onlyChanges, rememberRowFacts, rowFactsOf, withBeginning } from './row-facts.js';
import type { KeyHeld, RowMapping } from './row-mapping.js';
import type { Session } from './session.js';
import type { Stage } from './stage.js';
import { statement, type Statement } from './statement.js';
import type { RowFacts, Saved, Store } from './store.js';
import type { Transaction } from './transaction.js';

type Identified = { readonly id: string };
type Typed = { readonly type: string };

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

const nextNumbers = 'select nextval($1::regclass) as next from generate_series(1, $2::int)';

export class StagedTransaction implements Transaction {
  readonly #by: Authorship;
  readonly #numbers = new Map<object, { count: number; taken: Promise<void> }>();

  constructor(
    by: Authorship,
    private readonly session: Session,
    private readonly stage: Stage,
    private readonly database: Database,
    private readonly clock: Clock,
  ) {
    this.#by = by;
  }

  get actor(): Actor {
    return this.#by.actor;
  }

  async load<S extends Identified, F extends Typed, A extends Aggregate<S, F>>(
    store: Store<S, F, A>,
    id: string,
  ): Promise<A> {
    const aggregate = await this.find(store, id);
    if (aggregate === null) throw await this.#absence(store, id);
    return aggregate;
  }

  async find<S extends Identified, F extends Typed, A extends Aggregate<S, F>>(
    store: Store<S, F, A>,
    id: string,
  ): Promise<A | null> {
    const ifMatch = this.stage.isFirstLoad() ? this.#by.facts.ifMatch : undefined;
    const found = await this.#restoreById(store, id, (mapping) => mapping.lock(id, this.#keyHeld()));
    if (found !== null && ifMatch !== undefined && rowFactsOf(found)?.version !== ifMatch) throw new Stale();
    return found;
  }

  findBy<S extends Identified, F extends Typed, A extends Aggregate<S, F>>(
    store: Store<S, F, A>,
    column: keyof S & string,
    id: string,
  ): Promise<A | null> {
    if (this.#mapping(store).isUuid(column))
      return this.#restoreById(store, id, (mapping) => mapping.lockBy(column, id));
    return this.#restore(store, (mapping) => mapping.lockBy(column, id));
  }

  loadDue<S extends Identified, F extends Typed, A extends Aggregate<S, F>>(
    store: Store<S, F, A>,
    id: string,
  ): Promise<A | null> {
    return this.#restoreById(store, id, (mapping) => mapping.lockUnlessLocked(id));
  }

  async read<Row>(sql: string, parameters: readonly unknown[] = []): Promise<Row[]> {
    return (await this.session.read(statement(sql, parameters))) as Row[];
  }

  number<S extends Identified, F extends Typed, A extends Aggregate<S, F>>(store: Store<S, F, A>): Promise<void> {
    const asked = this.#numbers.get(store);
    if (asked !== undefined) {
      asked.count += 1;
      return asked.taken;
    }
    const asking = { count: 1, taken: Promise.resolve() };
    asking.taken = this.#take(store, asking);
    this.#numbers.set(store, asking);
    return asking.taken;
  }

  /** All numbers that are asked for until the flight leaves are one statement. */
  async #take<S extends Identified, F extends Typed, A extends Aggregate<S, F>>(
    store: Store<S, F, A>,
    asking: { readonly count: number },
  ): Promise<void> {
    const { table } = this.#mapping(store);
    const rows = await this.session.read(() => {
      this.#numbers.delete(store);
      return statement(nextNumbers, [`${table}_number`, asking.count]);
    });
    this.#reserve(store, rows as { next: string }[]);
  }

  async numberEach<S extends Identified, F extends Typed, A extends Aggregate<S, F>>(
    store: Store<S, F, A>,
    rows: string,
    parameters: readonly unknown[] = [],
  ): Promise<void> {
    const { table } = this.#mapping(store);
    this.#reserve(store, await this.read(`select nextval('${table}_number') as next from (${rows}) each`, parameters));
  }

  #reserve(store: { readonly numbered?: string }, rows: readonly { readonly next: string }[]): void {
    const prefix = `${store.numbered ?? ''}-${this.clock.now().getUTCFullYear()}`;
    const numbers = this.stage.numbers.get(store) ?? [];
    for (const { next } of rows) numbers.push(`${prefix}-${next.padStart(6, '0')}`);
    this.stage.numbers.set(store, numbers);
  }

  save<S extends Identified, F extends Typed, A extends Aggregate<S, F>>(
    store: Store<S, F, A>,
    aggregate: A,
  ): Saved<S> {
    try {
      return this.#stageAll(store, aggregate);
    } catch (error) {
      this.session.poison(error); // half of it may be staged
      throw error;
    }
  }

  #stageAll<S extends Identified, F extends Typed, A extends Aggregate<S, F>>(
    store: Store<S, F, A>,
    aggregate: A,
  ): Saved<S> {
    const mapping = this.#mapping(store);
    const before = rowFactsOf(aggregate);
    const records = aggregate.pullRecords();
    const state = aggregate.state as S;
    if (records.length === 0) {
      if (before === undefined) throw new Error(`A new ${store.noun} has no event that explains it.`);
      return { ...state, ...before };
    }
    const facts = this.#nextFacts(store, before, records.length);
    const saved: Saved<S> = { ...state, ...facts };
    this.stage.put(before === undefined ? mapping.insert(saved) : mapping.update(saved, before.version));
    rememberRowFacts(aggregate, facts);

    const history = before === undefined ? withBeginning(state, records) : records;
    history.forEach((record, index) => {
      const version = facts.version - records.length + index + 1;
      this.stage.journal.enter(this.#by, {
        noun: store.noun,
        entityId: state.id,
        version,
        partnerId: store.partnerOf?.(state) ?? null,
        personal: store.personal ?? [],
        record: onlyChanges(record),
      });
      this.#publishAll(store.publish(saved, record.event), version);
    });
    return saved;
  }

  execute(sql: string, parameters: readonly unknown[] = []): void {
    this.stage.put(statement(sql, parameters));
  }

  publish(event: PublishedEvent, version: number): void {
    this.stage.journal.publish(this.#by, event, version);
  }

  #publishAll(events: readonly PublishedEvent[], version: number): void {
    const places = new Set(events.map((event) => `${event.definition.topic} ${event.key}`));
    // Readers drop what is not newer than what they know: two facts with one sequence would lose one.
    if (places.size < events.length)
      throw new Error('One domain event publishes at most one contract event per topic and key.');
    for (const event of events) this.publish(event, version);
  }

  #nextFacts<S extends Identified, F extends Typed, A extends Aggregate<S, F>>(
    store: Store<S, F, A>,
    before: RowFacts | undefined,
    events: number,
  ): RowFacts {
    const now = this.clock.now();
    if (before !== undefined) return { ...before, version: before.version + events, updatedAt: now };
    const number = store.numbered === undefined ? null : this.stage.numbers.get(store)?.shift();
    if (number === undefined)
      throw new Error(`A new ${store.noun} needs its number: await tx.number(store) before it is saved.`);
    return { version: events, number, createdAt: now, updatedAt: now };
  }

  async #restoreById<S extends Identified, F extends Typed, A extends Aggregate<S, F>>(
    store: Store<S, F, A>,
    id: string,
    query: (mapping: RowMapping<S>) => Statement,
  ): Promise<A | null> {
    return uuid.test(id) ? this.#restore(store, query) : null;
  }

  async #restore<S extends Identified, F extends Typed, A extends Aggregate<S, F>>(
    store: Store<S, F, A>,
    query: (mapping: RowMapping<S>) => Statement,
  ): Promise<A | null> {
    const mapping = this.#mapping(store);
    const [row] = await this.session.read(query(mapping));
    if (row === undefined) return null;
    const { state, facts } = mapping.restore(row);
    const aggregate = new store.aggregate(state);
    rememberRowFacts(aggregate, facts);
    return aggregate;
  }

  // What may be read and not locked is another partner's, shown to the actor.
  async #absence<S extends Identified, F extends Typed, A extends Aggregate<S, F>>(
    store: Store<S, F, A>,
    id: string,
  ): Promise<Error> {
    const { readersMayNot, partnerOf } = store;
    if (this.actor.kind === 'partner' && readersMayNot !== undefined && partnerOf !== undefined) {
      const shown = await this.#restoreById(store, id, (mapping) => mapping.read(id));
      if (shown !== null && partnerOf(shown.state) !== this.actor.partnerId) return readersMayNot();
    }
    return new NotFound(store.noun);
  }

  #mapping<S extends Identified, F extends Typed, A extends Aggregate<S, F>>(store: Store<S, F, A>): RowMapping<S> {
    if (store.conflicts !== undefined) this.session.conflicts = { ...this.session.conflicts, ...store.conflicts };
    return this.database.mapping(store.schema);
  }

  #keyHeld(): KeyHeld | null {
    return this.session.isOpened ? null : this.session.reservation;
  }
}
