import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RememberedAuditLog } from '@tributary/http';
import fastify, { type FastifyInstance } from 'fastify';
import {
  createGateway,
  DevelopmentIssuer,
  personas,
  TerminatedPartners,
  type Gateway,
  type GatewayOptions,
  type Upstream,
} from '../src/index.js';

export interface Door {
  readonly gateway: Gateway;
  readonly url: string;
  /** Where the issuer keeps its key. */
  readonly folder: string;
  readonly issuer: DevelopmentIssuer;
  readonly audit: RememberedAuditLog;
  readonly terminated: TerminatedPartners;
  token(persona: string, partnerId?: string): Promise<string>;
  as(persona: string): Promise<{ authorization: string }>;
  close(): Promise<void>;
}

export async function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

/** A gateway in front of the given services, with the development issuer. */
export async function openDoor(upstreams: readonly Upstream[], options: Partial<GatewayOptions> = {}): Promise<Door> {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-door-'));
  const port = await freePort();
  const issuer = await DevelopmentIssuer.open({ folder, issuer: `http://127.0.0.1:${port}`, production: false });
  const audit = new RememberedAuditLog();
  const terminated = new TerminatedPartners();
  const gateway = await createGateway({
    port,
    upstreams,
    auth: issuer.auth,
    developmentIssuer: issuer,
    audit,
    terminated,
    ...options,
  });
  const token = async (name: string, partnerId?: string): Promise<string> =>
    (
      await issuer.tokenFor(
        personas.find(({ persona }) => persona === name)!,
        partnerId,
      )
    ).accessToken;
  return {
    gateway,
    url: gateway.url,
    folder,
    issuer,
    audit,
    terminated,
    token,
    as: async (persona) => ({ authorization: `Bearer ${await token(persona)}` }),
    close: async () => {
      await gateway.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const operation = { get: {}, post: {}, put: {}, delete: {} };

/** A stand-in for a service: `paths` is what its OpenAPI document lists. */
export async function standIn(
  name: string,
  nouns: readonly string[],
  routes: (app: FastifyInstance) => void,
): Promise<Upstream & { readonly app: FastifyInstance }> {
  const app = fastify({ forceCloseConnections: true });
  app.addContentTypeParser('*', (_request, payload, done) => done(null, payload));
  app.get('/health/ready', () => ({}));
  app.get('/health/live', () => ({}));
  routes(app);
  const url = await app.listen({ port: 0, host: '127.0.0.1' });
  const paths = Object.fromEntries(
    nouns.flatMap((noun) => [
      [`/v1/${noun}`, operation],
      [`/v1/${noun}/{id}`, operation],
      [`/v1/${noun}/import`, { post: {} }],
    ]),
  );
  return { name, title: name, description: '', url, openapi: { openapi: '3.1.0', paths }, errors: {}, app };
}
