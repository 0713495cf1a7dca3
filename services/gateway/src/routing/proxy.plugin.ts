import httpProxy from '@fastify/http-proxy';
import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify';
import { refuse } from '../edge/call.plugin.js';
import { Refusal } from '../edge/problem.js';
import { banners } from '../edge/security-headers.js';
import { isImport } from '../limits/body-limits.plugin.js';
import { CircuitBreaker, type BreakerRules } from './circuit-breaker.js';
import type { RouteTable } from './route-table.js';
import type { Upstream } from './upstream.js';

export interface ProxyRules {
  readonly breaker: BreakerRules;
  /** How long a service may take to begin its answer. */
  readonly answerMilliseconds: number;
  /** The same for imports and exports, which stream. */
  readonly streamMilliseconds: number;
  readonly connectMilliseconds: number;
}

const httpMethods: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'];
const retries = 2;
const unreached = new Set(['UND_ERR_SOCKET', 'ECONNRESET', 'ECONNREFUSED']);
const exportPath = /^\/v1\/(?:[^/]+\/){1,3}export\/?$/;

/** Forwards a service's paths to it as they are: bodies and answers stream through unread. */
export async function forwardTo(
  app: FastifyInstance,
  upstream: Upstream,
  routes: RouteTable,
  rules: ProxyRules,
): Promise<void> {
  const breaker = new CircuitBreaker(rules.breaker);
  const prefixes = routes.prefixesOf(upstream.name);
  if (prefixes.length === 0) return;

  await app.register(httpProxy, {
    upstream: upstream.url,
    routes: prefixes.flatMap((prefix) => [`/v1/${prefix}`, `/v1/${prefix}/*`]),
    httpMethods,
    disableRequestLogging: true,
    disableCache: true,
    undici: {
      connections: 256,
      pipelining: 1,
      keepAliveTimeout: 10_000,
      connect: { timeout: rules.connectMilliseconds },
    },
    handler: (request: FastifyRequest, reply: FastifyReply, destination: string, options: object) => {
      if (!breaker.admits(performance.now())) {
        return refuse(request, reply, unavailable(upstream, breaker.retryAfterSeconds(performance.now())));
      }
      const streams = isImport(request) || exportPath.test(request.call.path);
      return reply.from(destination, {
        ...options,
        timeout: streams ? rules.streamMilliseconds : rules.answerMilliseconds,
      });
    },
    replyOptions: {
      retriesCount: retries,
      retryDelay: ({ err, attempt, req }: { err: Error | null; attempt: number; req: FastifyRequest }) =>
        isIdempotent(req.method) && attempt < retries && unreached.has(codeOf(err)) ? 50 * (attempt + 1) : null,
      rewriteRequestHeaders: (request: FastifyRequest, headers: Record<string, unknown>) => forwarded(request, headers),
      rewriteHeaders: withoutBanners,
      onResponse: (_request: FastifyRequest, reply: FastifyReply, answer: { stream: NodeJS.ReadableStream }) => {
        breaker.succeeded();
        return reply.send(answer.stream);
      },
      onError: (reply: FastifyReply, { error }: { error: Error }) => {
        const { request } = reply;
        // The caller's own failing says nothing about the service.
        if (request.raw.destroyed && !request.raw.complete) return;
        breaker.failed(performance.now());
        const late = 'statusCode' in error && error.statusCode === 504;
        refuse(
          request,
          reply,
          late ? timedOut(upstream) : unavailable(upstream, breaker.retryAfterSeconds(performance.now())),
        );
      },
    } as object,
  });
}

function isIdempotent(method: string | undefined): boolean {
  return method === 'GET' || method === 'HEAD';
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

function unavailable(upstream: Upstream, retryAfterSeconds: number): Refusal {
  return new Refusal('UNAVAILABLE', `${upstream.title} is not available at the moment.`, { retryAfterSeconds });
}

function timedOut(upstream: Upstream): Refusal {
  return new Refusal('SERVICE_TIMEOUT', `${upstream.title} did not answer in time.`);
}

/** What the service hears of the call: who called from where, under which request id and trace; nothing of it taken from the caller. */
function forwarded(request: FastifyRequest, headers: Record<string, unknown>): Record<string, unknown> {
  const {
    'x-forwarded-for': _for,
    'x-forwarded-host': _host,
    'x-forwarded-proto': _proto,
    forwarded: _forwarded,
    ...rest
  } = headers;
  if (isIdempotent(request.method)) delete rest['content-length'];
  return {
    ...rest,
    'x-request-id': request.id,
    traceparent: request.call.traceparent,
    'x-forwarded-for': request.ip,
    'x-forwarded-proto': request.protocol,
    'x-forwarded-host': request.host,
  };
}

// The connection to the service is not the connection to the caller.
const hopByHop = ['connection', 'keep-alive'];

function withoutBanners(headers: Record<string, unknown>): Record<string, unknown> {
  for (const name of [...banners, ...hopByHop]) delete headers[name];
  return headers;
}
