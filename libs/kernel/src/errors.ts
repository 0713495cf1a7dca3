/** A single fault in an input: where (JSON pointer), which rule, and a sentence for a person. */
export interface Fault {
  readonly pointer: string;
  readonly code: string;
  readonly detail: string;
}

/** What an error tells beside its code and sentence. `extensions` are further members of the problem document. */
export interface ErrorFacts {
  readonly errors?: readonly Fault[];
  readonly allowed?: readonly string[];
  readonly retryAfterSeconds?: number;
  readonly extensions?: Readonly<Record<string, unknown>>;
}

/** An answer that the business gives instead of an effect. `code` is stable and in the service's error catalogue; `message` is a sentence for a person. */
export abstract class DomainError extends Error {
  constructor(
    readonly code: string,
    sentence: string,
    readonly facts: ErrorFacts = {},
  ) {
    super(sentence);
    this.name = new.target.name;
  }
}

/** The input is well formed, a business rule refuses it (422). */
export class RuleViolation extends DomainError {}

/** Somebody who is known lacks a right, a role or an agreement (403). */
export class Forbidden extends DomainError {}

/** The state of the world stands against it: a duplicate, a fact not known yet (409). */
export class Conflict extends DomainError {}

/** The state of the aggregate does not allow the verb (409); `allowed` are the legal next states. */
export class InvalidTransition extends DomainError {
  constructor(from: string, allowed: readonly string[]) {
    super('INVALID_TRANSITION', `This is not possible in state "${from}".`, { allowed });
  }
}

/** There is no such thing, or it is not yours: the answer is the same (404). */
export class NotFound extends DomainError {
  constructor(noun: string) {
    super('NOT_FOUND', `There is no such ${noun}.`);
  }
}

/** The caller's copy is not the current one (412). */
export class Stale extends DomainError {
  constructor() {
    super('STALE', 'It has changed since you read it. Read it again and repeat the call.');
  }
}

/** A fact from another service has not arrived yet (409 with Retry-After, in seconds). */
export class NotYetKnown extends DomainError {
  constructor(noun: string, retryAfterSeconds = 2) {
    super('NOT_YET_KNOWN', `This ${noun} is not known here yet. Try again in a moment.`, { retryAfterSeconds });
  }
}

/** The request cannot be read: a broken cursor, an unknown sort, a value that no column could hold (400). */
export class Malformed extends DomainError {
  constructor(sentence: string, facts: ErrorFacts = {}) {
    super('MALFORMED', sentence, facts);
  }
}

/** Nothing is known to be wrong with the request, it could not be carried out now (503 with Retry-After, in seconds). */
export class Unavailable extends DomainError {
  constructor(retryAfterSeconds = 1, options: { readonly cause?: unknown } = {}) {
    super('UNAVAILABLE', 'This is not possible at the moment. Try again shortly.', { retryAfterSeconds });
    this.cause = options.cause;
  }
}
