import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { DomainError, Unavailable } from '@tributary/kernel';
import { CommandContext } from '@tributary/persistence';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { commandFactsOf } from '../requests/command-facts.js';
import { addEntityTags } from '../requests/entity-tags.js';
import type { TributaryRequest } from '../requests/request.js';
import { addBodyParsers, largestBody } from './body-parsers.js';
import { RouteTable } from './route-table.js';

/** Answers what goes wrong before a route is found. */
export type Refuse = (thrown: unknown, request: TributaryRequest, reply: FastifyReply) => void;

const minute = 60_000;
const patience = 10_000;
const handlerDeadline = 30_000;
/** For a file on its way in. */
const streamDeadline = 15 * minute;

/** A service's HTTP server: limits, deadlines, request ids, the command's facts and the headers of every answer. */
export class HttpServer {
  readonly adapter: FastifyAdapter;
  readonly server: FastifyInstance;
  readonly routes = new RouteTable();
  #isDraining = false;

  constructor(
    private readonly refuse: Refuse,
    private readonly deadline = handlerDeadline,
  ) {
    this.adapter = new FastifyAdapter({
      bodyLimit: largestBody,
      requestTimeout: streamDeadline,
      connectionTimeout: minute + 5_000,
      keepAliveTimeout: minute,
      http: { headersTimeout: 10_000, connectionsCheckingInterval: 5_000 },
      forceCloseConnections: 'idle',
      return503OnClosing: false,
      genReqId: requestId,
      routerOptions: { maxParamLength: 300 },
      frameworkErrors: (error: Error, request: FastifyRequest, reply: FastifyReply) =>
        refuse(error, request as TributaryRequest, reply),
    });
    const server: FastifyInstance = this.adapter.getInstance();
    this.server = server;
    addBodyParsers(server);
    for (const name of ['actor', 'command', 'refusal', 'rawBody', 'deadline']) server.decorateRequest(name, null);
    server.addHook('onRoute', ({ method, url }) => this.routes.add(method, url));
    server.addHook('onRequest', (request, reply, done) => this.#begin(request, reply, done));
    server.addHook('preHandler', enterCommand);
    server.addHook('onSend', (request, reply, payload, done) => {
      clearTimeout((request as TributaryRequest).deadline ?? undefined);
      if (this.#isDraining) void reply.header('connection', 'close');
      done(null, payload);
    });
    addEntityTags(server);
  }

  /** From here on callers are told to come again; what is under way may take some seconds to end. */
  drain(): Promise<void> {
    this.#isDraining = true;
    setTimeout(() => this.server.server.closeAllConnections(), patience).unref();
    return Promise.resolve();
  }

  #begin(request: FastifyRequest, reply: FastifyReply, done: (error?: Error) => void): void {
    void reply.headers({
      'x-request-id': request.id,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    });
    if (this.#isDraining) return done(new Unavailable(1));
    // Until the handler answers; Fastify's own handlerTimeout would break off a streamed answer, and costs a DOMException with each request.
    const own = request as TributaryRequest;
    const deadline = setTimeout(() => this.refuse(new Unavailable(1), own, reply), this.deadline);
    own.deadline = deadline;
    reply.raw.once('close', () => clearTimeout(deadline));
    done();
  }
}

function enterCommand(request: FastifyRequest, _reply: FastifyReply, done: () => void): void {
  const own = request as TributaryRequest;
  try {
    own.command = commandFactsOf(own);
  } catch (error) {
    if (!(error instanceof DomainError)) throw error;
    own.refusal = error;
    own.command = { correlationId: own.id, replayed: false };
  }
  CommandContext.run(own.command, done);
}

const wellFormedId = /^[\w.:-]{1,128}$/;

// The caller's id if it can be trusted in a log line, else the trace's, else a new one.
function requestId(request: IncomingMessage): string {
  const given = request.headers['x-request-id'];
  if (typeof given === 'string' && wellFormedId.test(given)) return given;
  return /^00-([0-9a-f]{32})-/.exec(String(request.headers.traceparent ?? ''))?.[1] ?? randomUUID();
}
