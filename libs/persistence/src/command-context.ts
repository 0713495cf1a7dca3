import { AsyncLocalStorage } from 'node:async_hooks';

/** What a command brings along beside its actor and its input. `requestHash` covers method, path and raw body. */
export interface CommandFacts {
  readonly idempotencyKey?: string;
  readonly requestHash?: string;
  readonly ifMatch?: number;
  readonly correlationId: string;
  readonly causationId?: string;
  readonly traceparent?: string;
  /** Set by the unit of work: the answer is the stored one of an earlier, equal request. */
  replayed: boolean;
  /** Set by the unit of work: the key belongs to one transaction, a second one of the same request goes without. */
  keySpent?: boolean;
}

const storage = new AsyncLocalStorage<CommandFacts>();

/** The command being carried out, ambient from the edge (HTTP, consumer, worker) to the unit of work. */
export const CommandContext = {
  run<T>(facts: CommandFacts, work: () => T): T {
    return storage.run(facts, work);
  },
  current(): CommandFacts | undefined {
    return storage.getStore();
  },
};
