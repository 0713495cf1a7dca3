import type { Socket } from 'node:net';
import { RandomIds } from '@tributary/kernel';
import { problemFor, Refusal } from './problem.js';

const ids = new RandomIds();

function refusalFor(code: string | undefined): Refusal {
  if (code === 'ERR_HTTP_REQUEST_TIMEOUT') return new Refusal('REQUEST_TIMEOUT', 'The request came too slowly.');
  if (code === 'HPE_HEADER_OVERFLOW') return new Refusal('HEADERS_TOO_LARGE', 'The headers are too large.');
  return new Refusal('MALFORMED', 'This is not a request that can be read.');
}

/** The answer to bytes that never became a request: unreadable, too large, or too slow. */
export function answerBrokenConnections(error: Error & { code?: string }, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed || !socket.writable) {
    socket.destroy();
    return;
  }
  const problem = problemFor(refusalFor(error.code), '/', ids.next());
  const body = JSON.stringify(problem);
  socket.end(
    `HTTP/1.1 ${problem.status} ${problem.title}\r\nContent-Type: application/problem+json; charset=utf-8\r\n` +
      `X-Content-Type-Options: nosniff\r\nContent-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`,
  );
}
