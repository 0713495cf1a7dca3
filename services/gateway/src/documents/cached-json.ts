import { createHash } from 'node:crypto';
import type { FastifyInstance } from 'fastify';

/** A document that changes with a release only: kept for five minutes, then asked for again by its ETag. */
export function serveJson(app: FastifyInstance, path: string, document: unknown, mediaType = 'application/json'): void {
  const text = JSON.stringify(document);
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`;
  app.get(path, (request, reply) => {
    void reply.header('etag', etag).header('cache-control', 'public, max-age=300');
    if (isKnown(request.headers['if-none-match'], etag)) return reply.code(304).send();
    return reply.header('content-type', `${mediaType}; charset=utf-8`).send(text);
  });
}

function isKnown(asked: string | undefined, etag: string): boolean {
  const tags = (asked ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''));
  return tags.includes(etag) || tags.includes('*');
}
