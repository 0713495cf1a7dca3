import { hash } from 'node:crypto';
import { Malformed } from '@tributary/kernel';
import type { CommandFacts } from '@tributary/persistence';

/** The parts of a request that a command's facts come from. */
export interface CommandSource {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly rawBody: Buffer | null;
}

const traceparentForm = /^00-[0-9a-f]{32}-[0-9a-f]{16}-[0-9a-f]{2}$/;

export function isCommand(method: string): boolean {
  return method !== 'GET' && method !== 'HEAD' && method !== 'OPTIONS';
}

/** Reads Idempotency-Key, If-Match and the tracing headers. */
export function commandFactsOf(request: CommandSource): CommandFacts {
  const traceparent = single(request, 'traceparent');
  const tracing = {
    correlationId: request.id,
    replayed: false,
    ...(traceparent !== undefined && traceparentForm.test(traceparent) ? { traceparent } : {}),
  };
  if (!isCommand(request.method)) return tracing;
  const key = idempotencyKey(single(request, 'idempotency-key'));
  const ifMatch = versionAsked(single(request, 'if-match'));
  return {
    ...tracing,
    ...(key === undefined ? {} : { idempotencyKey: key, requestHash: requestHash(request) }),
    ...(ifMatch === undefined ? {} : { ifMatch }),
  };
}

function single(request: CommandSource, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}

function idempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  if (!/^[\x20-\x7e]{1,255}$/.test(header) || header.trim() === '')
    throw new Malformed('Idempotency-Key is 1 to 255 printable ASCII characters.');
  return header;
}

/** The version that an If-Match asks for; undefined for `*`. A tag that we never gave out matches nothing. */
export function versionAsked(header: string | undefined): number | undefined {
  if (header === undefined || header.trim() === '*') return undefined;
  const tag = /^(?:W\/)?"([\x21\x23-\x7e]*)"$/.exec(header.trim())?.[1];
  if (tag === undefined) throw new Malformed('If-Match takes one entity tag, as an answer gave it: "7".');
  return /^\d{1,15}$/.test(tag) ? Number(tag) : -1;
}

function requestHash({ method, url, rawBody }: CommandSource): string {
  const head = `${method}\n${url}\n`;
  return hash('sha256', rawBody === null ? head : Buffer.concat([Buffer.from(head), rawBody]), 'hex');
}
