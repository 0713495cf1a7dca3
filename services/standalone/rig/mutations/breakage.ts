/** A place in the source and what stands there once the guard is gone. `find` occurs exactly once in the file. */
export interface Edit {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A test that must fail, by its full name, and what the failure shows. */
export interface Witness {
  readonly file: string;
  readonly test: string;
  readonly shows: 'loss' | 'doubling' | 'order' | 'isolation';
}

/** A way of building it that works until something goes wrong, as others have built it. */
export interface Breakage {
  readonly name: string;
  readonly what: string;
  readonly why: string;
  readonly edits: readonly Edit[];
  /** Each of them must fail, by an assertion. */
  readonly witnesses: readonly Witness[];
  readonly needsKafka?: boolean;
}
