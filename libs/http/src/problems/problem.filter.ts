import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import { DomainError, Malformed, NotFound, Unavailable } from '@tributary/kernel';
import type { FastifyReply } from 'fastify';
import { AuditLog } from '../auth/audit-log.js';
import type { TributaryRequest } from '../requests/request.js';
import { RouteTable } from '../server/route-table.js';
import type { ErrorCatalog } from './error-catalog.js';
import { HttpRefusal, problemOf } from './problem.js';

class Internal extends DomainError {
  constructor(cause: unknown) {
    super('INTERNAL', 'Something went wrong here. The trace id helps us to find it.');
    this.cause = cause;
  }
}

/** Every error becomes a problem document; what is not the caller's is logged and kept to ourselves. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  readonly #logger = new Logger('http');

  constructor(
    private readonly catalog: ErrorCatalog,
    private readonly audit: AuditLog,
    private readonly routes: RouteTable,
  ) {}

  catch(thrown: unknown, host: ArgumentsHost): unknown {
    // A handler of an event has no answer to write: its strategy decides about a retry.
    if (host.getType() !== 'http') throw thrown;
    const http = host.switchToHttp();
    this.answer(thrown, http.getRequest<TributaryRequest>(), http.getResponse<FastifyReply>());
    return undefined;
  }

  answer(thrown: unknown, request: TributaryRequest, reply: FastifyReply): void {
    const path = request.url.split('?', 1)[0] ?? '';
    const error = understood(thrown, () => this.routes.methodsAt(path));
    const problem = problemOf(error, this.catalog, path, request.id);
    if (problem.status >= 500)
      this.#logger.error({ code: error.code, requestId: request.id, path, cause: described(error) });
    this.#auditDenial(error, problem.status, path, request);
    if (reply.sent || reply.raw.headersSent) {
      reply.raw.destroy();
      return;
    }
    if (error instanceof HttpRefusal) void reply.headers(error.headers);
    const { retryAfterSeconds } = error.facts;
    if (retryAfterSeconds !== undefined) void reply.header('retry-after', String(retryAfterSeconds));
    void reply
      .code(problem.status)
      .header('content-type', 'application/problem+json; charset=utf-8')
      .send(JSON.stringify(problem));
  }

  #auditDenial(error: DomainError, status: number, path: string, request: TributaryRequest): void {
    // A partner that asks for what is not its own gets 404, and the attempt is on record.
    if (status !== 401 && status !== 403 && !(error instanceof NotFound && request.actor?.kind === 'partner')) return;
    this.audit.denied({
      subject: request.actor?.subject ?? null,
      partnerId: request.actor?.partnerId ?? null,
      method: request.method,
      path,
      status,
      code: error.code,
      requestId: request.id,
      address: request.ip,
    });
  }
}

function understood(thrown: unknown, methods: () => string[]): DomainError {
  if (thrown instanceof DomainError) return thrown;
  const status = thrown instanceof HttpException ? thrown.getStatus() : statusCodeOf(thrown);
  if (status === 404) return absent(methods());
  return (status === undefined ? undefined : fromStatus(status)) ?? new Internal(thrown);
}

function absent(methods: readonly string[]): DomainError {
  if (methods.length === 0) return new HttpRefusal('ROUTE_NOT_FOUND', 'There is no such path.');
  return new HttpRefusal(
    'METHOD_NOT_ALLOWED',
    'This path has no such method.',
    { allowed: methods },
    { allow: methods.join(', ') },
  );
}

// Fastify's own refusals carry a status; their sentences speak of its internals and are not passed on.
function statusCodeOf(thrown: unknown): number | undefined {
  if (!(thrown instanceof Error) || !('code' in thrown) || !String(thrown.code).startsWith('FST_')) return undefined;
  return 'statusCode' in thrown && typeof thrown.statusCode === 'number' ? thrown.statusCode : undefined;
}

const refusals: Partial<Record<number, () => DomainError>> = {
  400: () => new Malformed('The request cannot be read: its body, its address or a header is broken.'),
  406: () => new HttpRefusal('NOT_ACCEPTABLE', 'The asked format is not offered.'),
  408: () => new HttpRefusal('REQUEST_TIMEOUT', 'The request came too slowly.'),
  413: () => new HttpRefusal('BODY_TOO_LARGE', 'The body is larger than 1 MiB.'),
  414: () => new HttpRefusal('URI_TOO_LONG', 'A part of the address is too long.'),
  415: () =>
    new HttpRefusal('UNSUPPORTED_MEDIA_TYPE', 'The media type is not supported.', { allowed: ['application/json'] }),
  429: () => new HttpRefusal('TOO_MANY_REQUESTS', 'Too many requests.'),
  503: () => new Unavailable(1),
};

function fromStatus(status: number): DomainError | undefined {
  return refusals[status]?.();
}

function described(error: DomainError): unknown {
  const cause: unknown = error.cause ?? error;
  return cause instanceof Error ? { name: cause.name, message: cause.message, stack: cause.stack } : String(cause);
}
