/** One change of an aggregate: the event that explains it and the fields it touched, before and after. */
export interface Recorded<State, Fact> {
  readonly event: Fact;
  readonly before: Partial<State>;
  readonly after: Partial<State>;
}

/** Holds an aggregate's state. It changes only through `apply`, which demands the event that explains the change. */
export abstract class Aggregate<State extends { readonly id: string }, Fact> {
  #state: State;
  readonly #records: Recorded<State, Fact>[] = [];

  constructor(state: State) {
    this.#state = state;
  }

  get state(): Readonly<State> {
    return this.#state;
  }

  protected apply(change: Partial<State>, event: Fact): void {
    const before: Partial<State> = {};
    for (const field of Object.keys(change) as (keyof State)[]) {
      before[field] = this.#state[field];
    }
    this.#state = { ...this.#state, ...change };
    this.#records.push({ event, before, after: change });
  }

  /** Hands over the events recorded since the last pull, oldest first. */
  pullEvents(): Fact[] {
    return this.pullRecords().map((record) => record.event);
  }

  /** As `pullEvents`, with the fields that each event changed. */
  pullRecords(): Recorded<State, Fact>[] {
    return this.#records.splice(0);
  }
}
