import { randomBytes } from 'node:crypto';
import { RandomIds, type Actor, type DomainError } from '@tributary/kernel';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Logger } from 'pino';
import { isPlain, pathOf } from '../routing/raw-path.js';
import { problemFor, Refusal, refusalOf } from './problem.js';
import { acceptableRequestId, continueTrace } from './trace.js';

/** What the door knows about one call. */
export interface Call {
  readonly path: string;
  readonly traceparent: string;
  /** Set once the token is verified. */
  actor: Actor | null;
  /** The code of the problem that the door answered with, null if it did not. */
  refusedWith: string | null;
}

declare module 'fastify' {
  interface FastifyRequest {
    call: Call;
  }
}

const ids = new RandomIds();
const randomHex = (digits: number): string => randomBytes(digits / 2).toString('hex');

/** Takes the caller's request id over if it is harmless. */
export function requestIdOf(request: {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}): string {
  const asked = request.headers['x-request-id'];
  return acceptableRequestId(typeof asked === 'string' ? asked : undefined) ?? ids.next();
}

/** Request id, trace, plain path; and every refusal as a problem document. */
export function identifyCalls(app: FastifyInstance, log: Logger): void {
  app.decorateRequest('call', null as unknown as Call);

  app.addHook('onRequest', (request, reply, done) => {
    const path = pathOf(request.raw.url ?? '/');
    const { traceparent } = continueTrace(request.headers.traceparent as string | undefined, randomHex);
    request.call = { path, traceparent, actor: null, refusedWith: null };
    reply.header('x-request-id', request.id);
    done(
      isPlain(path)
        ? undefined
        : new Refusal('MALFORMED', 'The path is ambiguous: no dot segments, empty segments or encoded separators.'),
    );
  });

  app.setErrorHandler((thrown, request, reply) => {
    const refusal = refusalOf(thrown);
    if (refusal === undefined)
      log.error({ requestId: request.id, path: request.call.path, err: thrown }, 'a call failed in the gateway');
    return refuse(
      request,
      reply,
      refusal ?? new Refusal('INTERNAL', 'Something went wrong here. The trace id helps us to find it.'),
    );
  });
}

export function refuse(request: FastifyRequest, reply: FastifyReply, error: DomainError): FastifyReply {
  const { headers = {} } = error as { headers?: Readonly<Record<string, string>> };
  const { retryAfterSeconds } = error.facts;
  request.call.refusedWith = error.code;
  const problem = problemFor(error, request.call.path, request.id);
  drain(request, reply);
  reply.headers(headers);
  if (retryAfterSeconds !== undefined) reply.header('retry-after', String(retryAfterSeconds));
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json; charset=utf-8')
    .send(JSON.stringify(problem));
}

const lingerMilliseconds = 2_000;

/** Reads the rest of a refused body away for a moment, so that the caller sees the answer and not a reset; then hangs up. */
function drain(request: FastifyRequest, reply: FastifyReply): void {
  if (request.raw.complete) return;
  reply.raw.once('finish', () => {
    if (request.raw.complete) return;
    request.raw.resume();
    setTimeout(() => {
      if (!request.raw.complete) request.raw.destroy();
    }, lingerMilliseconds).unref();
  });
}
