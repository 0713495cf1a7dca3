import type { FastifyInstance } from 'fastify';
import type { TributaryRequest } from './request.js';

/** An answer with a `version` gets it as its ETag; a GET that knows that version gets 304; a replayed answer says so. */
export function addEntityTags(server: FastifyInstance): void {
  server.addHook('preSerialization', (request, reply, payload, done) => {
    const tag = entityTag(payload);
    if (tag !== null && reply.statusCode < 300) {
      void reply.header('etag', tag).header('cache-control', 'private, no-cache');
      if (request.method === 'GET' && matches(request.headers['if-none-match'], tag)) void reply.code(304);
    }
    done(null, payload);
  });
  server.addHook('onSend', (request, reply, payload, done) => {
    if ((request as TributaryRequest).command?.replayed === true) void reply.header('idempotent-replayed', 'true');
    if (reply.statusCode === 304) void reply.removeHeader('content-type').removeHeader('content-length');
    done(null, reply.statusCode === 304 ? null : payload);
  });
}

export function entityTag(payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null || !('version' in payload)) return null;
  return typeof payload.version === 'number' ? `"${payload.version}"` : null;
}

export function matches(ifNoneMatch: string | undefined, tag: string): boolean {
  if (ifNoneMatch === undefined) return false;
  return ifNoneMatch.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag);
}
