import { createRequire } from 'node:module';
import { dirname } from 'node:path';
import fastifyStatic from '@fastify/static';
import { asyncApi, catalog, dataSchemaOf, toJsonSchema } from '@tributary/contracts';
import type { FastifyInstance } from 'fastify';
import { pagePolicy } from '../edge/security-headers.js';
import { gatewayErrors } from '../error-catalog.js';
import type { Upstream } from '../routing/upstream.js';
import { serveJson } from './cached-json.js';
import { errorList, errorPage } from './error-page.js';
import { eventPage } from './event-page.js';
import { gettingStartedPage } from './getting-started-page.js';
import { mergeOpenApi, type MergedDocument } from './merged-openapi.js';
import { operatingEventsPage } from './operating-events-page.js';
import { referencePage, referenceScript } from './reference-page.js';

const info = {
  title: 'Tributary',
  version: '0.1.0',
  license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
  description:
    'Partner relationship management for vendors that sell through distributors, agents, stockists and resellers.',
};
const assets = new Set(['swagger-ui.css', 'swagger-ui-bundle.js', 'favicon-32x32.png']);

export function mergedDocument(upstreams: readonly Upstream[]): MergedDocument {
  const services = upstreams.map(({ name, title, description, openapi }) => ({
    service: name,
    title,
    description,
    document: openapi,
  }));
  return mergeOpenApi(services, info);
}

export interface DocumentOptions {
  readonly developmentIssuer: boolean;
  /** Where the world reaches the gateway; the schemas of events are named by it. */
  readonly publicUrl: string;
}

/** The documents of the whole product: OpenAPI, AsyncAPI, the pages for people. They work without the internet. */
export async function serveDocuments(
  app: FastifyInstance,
  upstreams: readonly Upstream[],
  { developmentIssuer, publicUrl }: DocumentOptions,
): Promise<void> {
  const catalogs = [{ name: 'gateway', errors: gatewayErrors }, ...upstreams];
  const page = (path: string, text: (url: string) => string): unknown =>
    app.get(path, (request, reply) =>
      reply
        .header('content-type', 'text/html; charset=utf-8')
        .header('content-security-policy', pagePolicy)
        .send(text(`${request.protocol}://${request.host}`)),
    );

  serveJson(app, '/openapi.json', mergedDocument(upstreams));
  serveJson(app, '/asyncapi.json', asyncApi(catalog, publicUrl));
  serveJson(app, '/docs/errors.json', errorList(catalogs));
  for (const event of catalog)
    serveJson(app, dataSchemaOf(event), toJsonSchema(event, publicUrl), 'application/schema+json');
  const errorText = errorPage(catalogs);
  const eventText = eventPage(catalog);
  page('/docs', () => referencePage);
  page('/docs/', () => referencePage);
  page('/docs/errors', () => errorText);
  page('/docs/events', () => eventText);
  page('/docs/operating-events', (url) => operatingEventsPage(url, developmentIssuer));
  page('/docs/getting-started', (url) => gettingStartedPage(url, developmentIssuer));
  app.get('/docs/reference.js', (_request, reply) =>
    reply.header('content-type', 'text/javascript; charset=utf-8').send(referenceScript),
  );
  await app.register(fastifyStatic, {
    root: dirname(createRequire(import.meta.url).resolve('swagger-ui-dist/package.json')),
    prefix: '/docs/assets/',
    index: false,
    decorateReply: false,
    allowedPath: (path) => assets.has(path.replace(/^\//, '')),
    maxAge: '1d',
  });
}
