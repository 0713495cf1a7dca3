import type { FastifyInstance } from 'fastify';
import { securityHeaders } from './security-headers.js';

const exposed =
  'ETag, Location, Retry-After, Idempotent-Replayed, RateLimit, RateLimit-Policy, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, X-Request-Id, Link';
const methods = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS';

/** Security headers on every answer; other origins only from the allow-list, and never with cookies. */
export function addHeaders(app: FastifyInstance, allowedOrigins: readonly string[]): void {
  const allowed = new Set(allowedOrigins);

  app.addHook('onRequest', (request, reply, done) => {
    reply.headers(securityHeaders);
    const { origin } = request.headers;
    if (allowed.size > 0) reply.header('vary', 'Origin');
    if (origin !== undefined && allowed.has(origin)) {
      reply.header('access-control-allow-origin', origin).header('access-control-expose-headers', exposed);
      reply.header('cross-origin-resource-policy', 'cross-origin');
    }
    if (request.method !== 'OPTIONS') return done();
    reply.header('allow', methods);
    if (origin !== undefined && allowed.has(origin)) {
      reply.header('access-control-allow-methods', methods).header('access-control-max-age', '600');
      reply.header(
        'access-control-allow-headers',
        'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, X-Request-Id, traceparent',
      );
    }
    reply.code(204).send();
  });
}
