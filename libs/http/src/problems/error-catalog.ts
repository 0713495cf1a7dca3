/** Every code that a service answers with: its status, its title, and what the caller can do about it. */
export type ErrorCatalog = Readonly<Record<string, ErrorEntry>>;

export interface ErrorEntry {
  readonly status: number;
  readonly title: string;
  readonly remedy: string;
}

/** The codes that every service shares. */
export const platformErrors = {
  MALFORMED: { status: 400, title: 'The request cannot be read', remedy: 'Correct what `errors` points at.' },
  UNAUTHENTICATED: {
    status: 401,
    title: 'Nobody is signed in',
    remedy: 'Send a current access token as `Authorization: Bearer`.',
  },
  ROLE_MISSING: {
    status: 403,
    title: 'A role or scope is missing',
    remedy: 'Ask an administrator for one of the named roles, or for the scope.',
  },
  VENDOR_ONLY: {
    status: 403,
    title: 'Only the vendor does this',
    remedy: 'Ask the channel manager: no scope opens it to a partner.',
  },
  NOT_FOUND: {
    status: 404,
    title: 'There is no such thing',
    remedy: 'Check the id. What is not yours is not found either.',
  },
  ROUTE_NOT_FOUND: { status: 404, title: 'There is no such path', remedy: 'See `/openapi.json` for the paths.' },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'The path has no such method',
    remedy: 'Use a method that the `Allow` header names.',
  },
  NOT_ACCEPTABLE: {
    status: 406,
    title: 'The asked format is not offered',
    remedy: 'Ask for a format that `allowed` names.',
  },
  REQUEST_TIMEOUT: { status: 408, title: 'The request came too slowly', remedy: 'Send it again, faster.' },
  INVALID_TRANSITION: {
    status: 409,
    title: 'The state does not allow it',
    remedy: 'Read the resource again; `allowed` names the states that are possible next.',
  },
  NOT_YET_KNOWN: {
    status: 409,
    title: 'A fact has not arrived yet',
    remedy: 'Repeat the call after `Retry-After` seconds.',
  },
  IDEMPOTENCY_IN_FLIGHT: {
    status: 409,
    title: 'The same key is being worked on',
    remedy: 'Repeat the call after the first one has ended.',
  },
  CONFLICT: { status: 409, title: 'It conflicts with what is there', remedy: 'Read the resource again.' },
  STALE: {
    status: 412,
    title: 'Your copy is not the current one',
    remedy: 'Read it again and repeat the call with the new ETag.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    title: 'The body is too large',
    remedy: 'Send at most 1 MiB; use the import for more.',
  },
  URI_TOO_LONG: { status: 414, title: 'The address is too long', remedy: 'Shorten it.' },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'The media type is not supported',
    remedy: 'Send one of the types that `allowed` names.',
  },
  IDEMPOTENCY_KEY_REUSED: {
    status: 422,
    title: 'The key was used for another request',
    remedy: 'Use a new key for each command.',
  },
  EVENT_WITHOUT_CONTRACT: {
    status: 422,
    title: 'Nothing says what the data may be',
    remedy: 'The handler takes no events of this type: retry it as it is once one does, or discard it.',
  },
  TOO_MANY_REQUESTS: {
    status: 429,
    title: 'Too many requests',
    remedy: 'Repeat the call after `Retry-After` seconds.',
  },
  INTERNAL: { status: 500, title: 'Something went wrong here', remedy: 'Report the `traceId`.' },
  UNAVAILABLE: {
    status: 503,
    title: 'Not possible at the moment',
    remedy: 'Repeat the call after `Retry-After` seconds, with the same Idempotency-Key.',
  },
} as const satisfies ErrorCatalog;

export type PlatformCode = keyof typeof platformErrors;
