/** What the door itself answers, before any service is asked: code, status, title and remedy. */
export const gatewayErrors = {
  MALFORMED: { status: 400, title: 'The request is malformed', remedy: 'Send a plain path and valid headers.' },
  UNAUTHENTICATED: {
    status: 401,
    title: 'A valid access token is needed',
    remedy: 'Send `Authorization: Bearer <token>` with an unexpired token of the configured issuer.',
  },
  PARTNER_TERMINATED: { status: 403, title: 'The partnership has ended', remedy: 'Ask your channel manager.' },
  FORBIDDEN: { status: 403, title: 'You may not do this', remedy: 'Ask an administrator for the role or the scope.' },
  NOT_FOUND: { status: 404, title: 'There is no such resource', remedy: 'See /openapi.json for every path.' },
  METHOD_NOT_ALLOWED: {
    status: 405,
    title: 'This path does not take that method',
    remedy: 'See /openapi.json for the methods of each path.',
  },
  REQUEST_TIMEOUT: {
    status: 408,
    title: 'The request took too long to arrive',
    remedy: 'Send the whole body within the deadline.',
  },
  BODY_TOO_LARGE: {
    status: 413,
    title: 'The body is too large',
    remedy: 'Send at most 1 MiB, or use the import of the resource, which streams.',
  },
  URI_TOO_LONG: { status: 414, title: 'The address is too long', remedy: 'Shorten the path or the query.' },
  UNSUPPORTED_MEDIA_TYPE: {
    status: 415,
    title: 'This content type is not understood',
    remedy: 'Send `Content-Type: application/json`.',
  },
  RATE_LIMITED: { status: 429, title: 'Too many calls', remedy: 'Wait for the seconds in `Retry-After`.' },
  TOO_MANY_IMPORTS: {
    status: 429,
    title: 'Too many imports at once',
    remedy: 'Wait until one of your imports has ended.',
  },
  HEADERS_TOO_LARGE: { status: 431, title: 'The headers are too large', remedy: 'Send fewer or shorter headers.' },
  INTERNAL: {
    status: 500,
    title: 'Something went wrong here',
    remedy: 'Repeat the call; tell us the trace id if it stays.',
  },
  SERVICE_UNAVAILABLE: {
    status: 503,
    title: 'The service is not available now',
    remedy: 'Repeat the call after the seconds in `Retry-After`, with the same `Idempotency-Key`.',
  },
  SERVICE_TIMEOUT: {
    status: 504,
    title: 'The service did not answer in time',
    remedy: 'Repeat the call with the same `Idempotency-Key`; the first may have taken effect.',
  },
} as const satisfies Record<string, { status: number; title: string; remedy: string }>;

export type GatewayErrorCode = keyof typeof gatewayErrors;
