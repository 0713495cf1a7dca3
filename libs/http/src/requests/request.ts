import type { Actor, DomainError } from '@tributary/kernel';
import type { CommandFacts } from '@tributary/persistence';
import type { FastifyRequest } from 'fastify';

/** What we keep on a request beside what Fastify keeps. */
export interface TributaryRequest extends FastifyRequest {
  /** Set by the guard; null on public operations. */
  actor: Actor | null;
  command: CommandFacts | null;
  /** A header that could not be read; told after the caller is known, so that a stranger learns nothing but 401. */
  refusal: DomainError | null;
  /** The body as it came, for the idempotency hash. */
  rawBody: Buffer | null;
  /** Runs until the handler answers. */
  deadline: NodeJS.Timeout | null;
}
