import {
  Conflict,
  DomainError,
  type Fault,
  Forbidden,
  InvalidTransition,
  Malformed,
  NotFound,
  NotYetKnown,
  RuleViolation,
  Stale,
  Unavailable,
  type ErrorFacts,
} from '@tributary/kernel';
import { platformErrors, type ErrorCatalog, type PlatformCode } from './error-catalog.js';

/** An error answer as of RFC 9457, with the members that every Tributary problem has. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly instance: string;
  readonly code: string;
  readonly traceId: string;
  readonly errors?: readonly Fault[];
  readonly allowed?: readonly string[];
  readonly [extension: string]: unknown;
}

/** A refusal that HTTP itself knows (a wrong media type, a missing path); its code is one of the platform's. */
export class HttpRefusal extends DomainError {
  constructor(
    code: PlatformCode,
    sentence: string,
    facts: ErrorFacts = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(code, sentence, facts);
  }
}

const statusOfClass: readonly (readonly [abstract new (...given: never[]) => DomainError, number])[] = [
  [RuleViolation, 422],
  [Forbidden, 403],
  [Conflict, 409],
  [InvalidTransition, 409],
  [NotYetKnown, 409],
  [NotFound, 404],
  [Stale, 412],
  [Malformed, 400],
  [Unavailable, 503],
];

export function statusOf(error: DomainError, catalog: ErrorCatalog): number {
  const entry = catalog[error.code];
  if (entry !== undefined) return entry.status;
  return statusOfClass.find(([type]) => error instanceof type)?.[1] ?? 422;
}

const reserved = new Set(['type', 'title', 'status', 'detail', 'instance', 'code', 'traceId', 'errors', 'allowed']);

export function problemOf(error: DomainError, catalog: ErrorCatalog, instance: string, traceId: string): Problem {
  const status = statusOf(error, catalog);
  const { errors, allowed, extensions = {} } = error.facts;
  return {
    type: problemType(error.code),
    title: catalog[error.code]?.title ?? 'Refused',
    status,
    detail: error.message,
    instance,
    code: error.code,
    traceId,
    ...(errors === undefined ? {} : { errors }),
    ...(allowed === undefined ? {} : { allowed }),
    ...Object.fromEntries(Object.entries(extensions).filter(([name]) => !reserved.has(name))),
  };
}

/** Where the docs explain a code. */
export function problemType(code: string): string {
  return `/docs/errors#${code}`;
}

export function withPlatformErrors(catalog: ErrorCatalog): ErrorCatalog {
  return { ...platformErrors, ...catalog };
}
