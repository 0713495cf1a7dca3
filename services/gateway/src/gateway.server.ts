import type { AddressInfo } from 'node:net';
import { TokenVerifier, type AuditLog, type AuthConfig } from '@tributary/http';
import fastify, { type FastifyInstance } from 'fastify';
import { pino, type Logger } from 'pino';
import { checkAccess, type Access } from './access/access.plugin.js';
import { DenialRecord } from './access/denial-record.js';
import { recordDenials } from './access/denials.plugin.js';
import { TerminatedPartners } from './access/terminated-partners.js';
import type { DevelopmentIssuer } from './development-issuer/development-issuer.js';
import { offerDevelopmentTokens } from './development-issuer/development-issuer.plugin.js';
import { serveDocuments } from './documents/documents.plugin.js';
import { identifyCalls, refuse, requestIdOf } from './edge/call.plugin.js';
import { answerBrokenConnections } from './edge/broken-connection.js';
import { addHeaders } from './edge/headers.plugin.js';
import { Refusal, refusalOf } from './edge/problem.js';
import { reportHealth } from './health/health.plugin.js';
import { limitBodies, type BodyRules } from './limits/body-limits.plugin.js';
import { RateLimits, ratesFor, type RateRules } from './limits/rate-limit.plugin.js';
import { forwardTo, type ProxyRules } from './routing/proxy.plugin.js';
import { RouteTable } from './routing/route-table.js';
import type { Upstream } from './routing/upstream.js';

export interface GatewayRules {
  readonly rates: RateRules;
  readonly bodies: BodyRules;
  readonly proxy: ProxyRules;
  /** By then the headers of a request have arrived. */
  readonly headersSeconds: number;
  /** By then any request has arrived, an import included. */
  readonly requestSeconds: number;
}

export const usualRules: GatewayRules = {
  rates: ratesFor(300, 1_000),
  bodies: { bytes: 1024 * 1024, seconds: 20, importSilenceSeconds: 30, importsPerSubject: 4 },
  proxy: {
    breaker: { failures: 5, restMilliseconds: 2_000 },
    answerMilliseconds: 30_000,
    streamMilliseconds: 300_000,
    connectMilliseconds: 2_000,
  },
  headersSeconds: 10,
  requestSeconds: 900,
};

export interface GatewayOptions {
  readonly port: number;
  readonly host?: string;
  /** Where the world reaches the gateway, as events name their schemas by it; http://127.0.0.1 and the port unless told. */
  readonly publicUrl?: string;
  readonly upstreams: readonly Upstream[];
  readonly auth: AuthConfig;
  readonly developmentIssuer?: DevelopmentIssuer;
  readonly audit: AuditLog;
  readonly terminated?: TerminatedPartners;
  readonly allowedOrigins?: readonly string[];
  /** Addresses of the proxies whose X-Forwarded-For is believed. */
  readonly trustedProxies?: readonly string[];
  readonly rules?: Partial<GatewayRules>;
  readonly log?: Logger;
}

export interface Gateway {
  readonly url: string;
  readonly app: FastifyInstance;
  /** Ends the calls under way, then stops. */
  close(): Promise<void>;
}

/** The only door: everything outside reaches the services through it. */
export async function createGateway(options: GatewayOptions): Promise<Gateway> {
  const rules = { ...usualRules, ...options.rules };
  const log = options.log ?? pino({ level: 'warn' });
  const app = server(options, rules);
  const routes = new RouteTable(options.upstreams.map(({ name, openapi }) => ({ name, document: openapi })));
  const limits = new RateLimits(rules.rates);
  const access: Access = {
    tokens: new TokenVerifier(options.auth),
    routes,
    limits,
    terminated: options.terminated ?? new TerminatedPartners(),
  };

  identifyCalls(app, log);
  addHeaders(app, options.allowedOrigins ?? []);
  limits.countAddresses(app);
  checkAccess(app, access);
  limitBodies(app, rules.bodies);
  recordDenials(app, options.audit);

  for (const upstream of options.upstreams) await forwardTo(app, upstream, routes, rules.proxy);
  reportHealth(app, options.upstreams);
  await serveDocuments(app, options.upstreams, {
    developmentIssuer: options.developmentIssuer !== undefined,
    publicUrl: options.publicUrl ?? `http://127.0.0.1:${options.port}`,
  });
  if (options.developmentIssuer !== undefined) {
    offerDevelopmentTokens(
      app,
      options.developmentIssuer,
      access,
      options.audit instanceof DenialRecord ? options.audit : undefined,
    );
  }
  app.get('/', (_request, reply) => reply.redirect('/docs'));
  app.get('/.well-known/oauth-protected-resource', (request, reply) =>
    reply.send({
      resource: `${request.protocol}://${request.host}`,
      authorization_servers: [options.auth.issuer],
      bearer_methods_supported: ['header'],
    }),
  );
  app.setNotFoundHandler((request, reply) =>
    refuse(
      request,
      reply,
      routes.serviceOf(request.call.path) === undefined
        ? new Refusal('ROUTE_NOT_FOUND', 'There is no such path.')
        : new Refusal(
            'METHOD_NOT_ALLOWED',
            'This path has no such method.',
            {},
            { allow: 'GET, HEAD, POST, PUT, PATCH, DELETE' },
          ),
    ),
  );

  const host = options.host ?? '127.0.0.1';
  await app.listen({ port: options.port, host });
  const { port } = app.server.address() as AddressInfo;
  return { url: `http://${host.includes(':') ? `[${host}]` : host}:${port}`, app, close: () => app.close() };
}

function server(options: GatewayOptions, rules: GatewayRules): FastifyInstance {
  const app = fastify({
    logger: false,
    genReqId: requestIdOf,
    requestIdHeader: false,
    bodyLimit: rules.bodies.bytes,
    trustProxy:
      options.trustedProxies === undefined || options.trustedProxies.length === 0 ? false : [...options.trustedProxies],
    keepAliveTimeout: 72_000,
    requestTimeout: rules.requestSeconds * 1000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 2_000 },
    http: { headersTimeout: rules.headersSeconds * 1000, connectionsCheckingInterval: 1_000, maxHeaderSize: 16 * 1024 },
    clientErrorHandler: answerBrokenConnections,
    frameworkErrors: (thrown, request, reply) => {
      request.call = { path: '/', traceparent: '', actor: null, refusedWith: null };
      refuse(request, reply, refusalOf(thrown) ?? new Refusal('MALFORMED', 'The request cannot be read.'));
    },
  });
  return app;
}
