import { problemOf, type Problem } from '@tributary/http';
import { DomainError, type ErrorFacts } from '@tributary/kernel';
import { gatewayErrors, type GatewayCode } from '../error-catalog.js';

/** The door turns a call away. */
export class Refusal extends DomainError {
  constructor(
    code: GatewayCode,
    sentence: string,
    facts: ErrorFacts = {},
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(code, sentence, facts);
  }
}

export function problemFor(error: DomainError, path: string, requestId: string): Problem {
  return problemOf(error, gatewayErrors, path, requestId);
}

const byStatus: Readonly<Record<number, readonly [GatewayCode, string]>> = {
  404: ['ROUTE_NOT_FOUND', 'There is no such path.'],
  405: ['METHOD_NOT_ALLOWED', 'This path has no such method.'],
  408: ['REQUEST_TIMEOUT', 'The request came too slowly.'],
  413: ['BODY_TOO_LARGE', 'The body is larger than 1 MiB.'],
  414: ['URI_TOO_LONG', 'A part of the address is too long.'],
  415: ['UNSUPPORTED_MEDIA_TYPE', 'The media type is not supported.'],
  431: ['HEADERS_TOO_LARGE', 'The headers are too large.'],
};

/** A refusal of the HTTP framework in our words: its own sentences speak of its internals. */
export function refusalOf(thrown: unknown): DomainError | undefined {
  if (thrown instanceof DomainError) return thrown;
  if (!(thrown instanceof Error) || !('statusCode' in thrown) || typeof thrown.statusCode !== 'number')
    return undefined;
  const known = byStatus[thrown.statusCode];
  if (known !== undefined) return new Refusal(known[0], known[1]);
  return thrown.statusCode < 500
    ? new Refusal('MALFORMED', 'The request cannot be read: its body, its address or a header is broken.')
    : undefined;
}
