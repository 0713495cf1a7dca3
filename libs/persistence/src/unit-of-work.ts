import { AsyncLocalStorage } from 'node:async_hooks';
import { type Actor, type Clock, type Ids, systemActor } from '@tributary/kernel';
import { CommandContext, type CommandFacts } from './command-context.js';
import type { Database } from './database.js';
import type { Conflicts } from './database-errors.js';
import { Journal } from './journal.js';
import { KeyReservation } from './key-reservation.js';
import { OutboxSignal } from './outbox-signal.js';
import { scopeOf } from './scope.js';
import { Session } from './session.js';
import { Stage } from './stage.js';
import { StagedTransaction } from './staged-transaction.js';
import type { Transaction } from './transaction.js';

export interface UnitOfWorkParts {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: Ids;
  /** Where the world reaches the gateway: events name their schemas by it. */
  readonly publicUrl?: string;
}

/** What a commit tells its listeners: how many flights it took and how many contract events it wrote. */
export interface Commit {
  readonly flights: number;
  readonly published: number;
}

export interface RunOptions {
  /** Added to those of the stores. */
  readonly conflicts?: Conflicts;
}

interface Ambient {
  readonly session: Session;
  readonly stage: Stage;
  readonly kind: 'vendor' | 'partner';
}

/** Carries out commands: everything a command changes is committed at once or not at all, in two flights. */
export class UnitOfWork {
  /** Flights of all committed transactions so far. */
  flights = 0;
  readonly #ambient = new AsyncLocalStorage<Ambient>();
  readonly #listeners = new Set<(commit: Commit) => void>();

  readonly #signal: OutboxSignal;

  constructor(private readonly parts: UnitOfWorkParts) {
    this.#signal = new OutboxSignal(parts.database.pool('vendor'));
  }

  /** Called after each commit; returns the way to stop it. */
  onCommit(listener: (commit: Commit) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Runs `work` in a transaction in the actor's scope. Within a delivery or another `run` it joins the transaction that is open. */
  async run<T>(actor: Actor, work: (tx: Transaction) => Promise<T>, options: RunOptions = {}): Promise<T> {
    const facts = CommandContext.current() ?? this.#withoutContext();
    const ambient = this.#ambient.getStore();
    if (ambient !== undefined && !ambient.session.isOver) return this.#join(ambient, actor, facts, work, options);
    const opened = this.#open(actor, KeyReservation.of(actor, facts), options);
    return this.#complete(opened, actor, facts, work);
  }

  /** One transaction of the system for a batch of events; every `run` inside takes part in it. */
  async deliver<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const actor = systemActor(this.parts.database.service);
    return this.#complete(this.#open(actor, null, {}), actor, CommandContext.current() ?? this.#withoutContext(), work);
  }

  #open(actor: Actor, reservation: KeyReservation | null, options: RunOptions): Ambient {
    const kind = actor.kind === 'partner' ? 'partner' : 'vendor';
    const { database, clock, ids, publicUrl } = this.parts;
    const stage = new Stage(new Journal(database.service, clock, ids, publicUrl));
    const session = new Session(this.parts.database.pool(kind), scopeOf(actor), reservation, stage);
    session.conflicts = options.conflicts ?? {};
    return { session, stage, kind };
  }

  async #complete<T>(
    opened: Ambient,
    actor: Actor,
    facts: CommandFacts,
    work: (tx: Transaction) => Promise<T>,
  ): Promise<T> {
    const { session, stage } = opened;
    try {
      const answer = await this.#ambient.run(opened, () => work(this.#transaction(opened, actor, facts)));
      const { reservation } = session;
      await session.commit(reservation === null ? [] : [reservation.answer(answer)]);
      if (reservation !== null) facts.keySpent = true;
      this.#tell({ flights: session.flights, published: stage.journal.published });
      return answer;
    } catch (error) {
      await session.reserveKey(); // a refusal of today must not hide that the same request succeeded before
      await session.rollBack();
      const { outcome } = session;
      if (outcome?.kind === 'refused') throw outcome.error;
      if (outcome?.kind !== 'replay') throw error;
      facts.replayed = true;
      return outcome.answer as T;
    }
  }

  async #join<T>(
    ambient: Ambient,
    actor: Actor,
    facts: CommandFacts,
    work: (tx: Transaction) => Promise<T>,
    options: RunOptions,
  ): Promise<T> {
    const { session, stage, kind } = ambient;
    if (kind === 'partner' && actor.kind !== 'partner')
      throw new Error('A transaction in a partner’s scope cannot act as the vendor.');
    session.conflicts = { ...session.conflicts, ...options.conflicts };
    const unstage = stage.mark();
    const sent = session.sent;
    try {
      return await work(this.#transaction(ambient, actor, facts));
    } catch (error) {
      unstage();
      // Part of it is in the transaction already: nobody may commit that half.
      if (session.sent > sent) session.poison(error);
      throw error;
    }
  }

  #transaction({ session, stage }: Ambient, actor: Actor, facts: CommandFacts): Transaction {
    return new StagedTransaction({ actor, facts }, session, stage, this.parts.database, this.parts.clock);
  }

  #withoutContext(): CommandFacts {
    return { correlationId: this.parts.ids.next(), replayed: false };
  }

  #tell(commit: Commit): void {
    this.flights += commit.flights;
    if (commit.published > 0) this.#signal.ring();
    for (const listener of this.#listeners) listener(commit);
  }
}
