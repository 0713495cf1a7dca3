import { isUtf8 } from 'node:buffer';
import { Malformed } from '@tributary/kernel';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { TributaryRequest } from '../requests/request.js';

export const largestBody = 1_048_576;
const bodyDeadline = 20_000;
export const streamedTypes = ['text/csv', 'application/x-ndjson'] as const;

/** JSON is read whole and kept raw for the idempotency hash; CSV and NDJSON are handed on as streams. */
export function addBodyParsers(server: FastifyInstance): void {
  server.removeAllContentTypeParsers();
  server.addContentTypeParser(
    ['application/json', 'application/merge-patch+json'],
    { parseAs: 'buffer', bodyLimit: largestBody },
    (request, body, done) => {
      const raw = body as Buffer;
      (request as TributaryRequest).rawBody = raw;
      try {
        done(null, parsed(raw));
      } catch (error) {
        done(error as Error, undefined);
      }
    },
  );
  server.addContentTypeParser([...streamedTypes], (_request, payload, done) => done(null, payload));
  server.addHook('preParsing', (request, _reply, payload, done) => {
    if (!isStreamed(request)) breakOffLate(request, payload);
    done(null, payload);
  });
}

function parsed(raw: Buffer): unknown {
  if (raw.length === 0) return undefined;
  if (!isUtf8(raw)) throw new Malformed('The body is not UTF-8.');
  try {
    return JSON.parse(raw.toString());
  } catch {
    throw new Malformed('The body is not JSON.');
  }
}

export function isStreamed(request: FastifyRequest): boolean {
  const type = request.headers['content-type'] ?? '';
  return streamedTypes.some((streamed) => type.startsWith(streamed));
}

// Node's own deadline must leave time for an import; whoever trickles a JSON body is cut off earlier.
function breakOffLate(request: FastifyRequest, payload: NodeJS.ReadableStream): void {
  if (request.headers['content-length'] === undefined && request.headers['transfer-encoding'] === undefined) return;
  const timer = setTimeout(() => request.raw.destroy(), bodyDeadline);
  timer.unref();
  payload.once('end', () => clearTimeout(timer)).once('close', () => clearTimeout(timer));
}
