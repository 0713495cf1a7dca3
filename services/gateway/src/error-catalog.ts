import { platformErrors, type ErrorCatalog } from '@tributary/http';

/** What the door answers on its own, before a service is asked. */
export const gatewayErrors = {
  MALFORMED: platformErrors.MALFORMED,
  UNAUTHENTICATED: platformErrors.UNAUTHENTICATED,
  ROLE_MISSING: platformErrors.ROLE_MISSING,
  PARTNER_TERMINATED: { status: 403, title: 'The partnership has ended', remedy: 'Ask your channel manager.' },
  ROUTE_NOT_FOUND: platformErrors.ROUTE_NOT_FOUND,
  METHOD_NOT_ALLOWED: platformErrors.METHOD_NOT_ALLOWED,
  REQUEST_TIMEOUT: platformErrors.REQUEST_TIMEOUT,
  BODY_TOO_LARGE: platformErrors.BODY_TOO_LARGE,
  URI_TOO_LONG: platformErrors.URI_TOO_LONG,
  UNSUPPORTED_MEDIA_TYPE: platformErrors.UNSUPPORTED_MEDIA_TYPE,
  TOO_MANY_REQUESTS: platformErrors.TOO_MANY_REQUESTS,
  TOO_MANY_IMPORTS: {
    status: 429,
    title: 'Too many imports at once',
    remedy: 'Repeat it when one of your imports has ended.',
  },
  HEADERS_TOO_LARGE: { status: 431, title: 'The headers are too large', remedy: 'Send fewer or shorter headers.' },
  INTERNAL: platformErrors.INTERNAL,
  UNAVAILABLE: platformErrors.UNAVAILABLE,
  SERVICE_TIMEOUT: {
    status: 504,
    title: 'The service did not answer in time',
    remedy: 'Repeat the call with the same Idempotency-Key: the first may have taken effect.',
  },
} as const satisfies ErrorCatalog;

export type GatewayCode = keyof typeof gatewayErrors;
