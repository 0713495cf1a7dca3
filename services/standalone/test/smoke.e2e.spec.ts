import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { RouteTable } from '@tributary/gateway';
import type { Tributary } from '../src/index.js';
import { Caller } from './support/caller.js';
import { eventually } from './support/eventually.js';
import { operationsOf, type OpenApi } from './support/operations.js';
import { startForTest } from './support/start.js';

describe('the whole, through the one door', () => {
  let started: Tributary;
  let anybody: Caller;
  let openapi: OpenApi;

  beforeAll(async () => {
    started = await startForTest({ seed: 'demo' });
    anybody = new Caller(started.url, null);
    openapi = (await anybody.must('GET', '/openapi.json')) as unknown as OpenApi;
  }, 240_000);
  afterAll(() => started.close());

  it('every service has its paths, no two share one, and every documented operation has a route', async () => {
    const services = Object.values(started.services);
    const routes = new RouteTable(
      services.map(({ name, openapi: document }) => ({ name, document: document as never })),
    );
    for (const { name } of services) expect([name, routes.prefixesOf(name).length > 0]).toEqual([name, true]);
    const operations = operationsOf(openapi);
    const documented = services.flatMap((service) =>
      Object.keys(service.openapi.paths).filter((path) => path.startsWith('/v1/')),
    );
    expect(Object.keys(openapi.paths).sort()).toEqual(documented.sort());
    for (const { method, path } of operations) {
      const answer = await anybody.call(
        method,
        path.replaceAll(/\{[^}]+\}/g, '01970d3e-5f1a-7c3b-9d2e-4a6b8c0d1e2f'),
        method === 'GET' ? {} : { body: {} },
      );
      const wasRouted = answer.body['code'] !== 'ROUTE_NOT_FOUND' && answer.status !== 405 && answer.status < 500;
      expect([method, path, wasRouted]).toEqual([method, path, true]);
    }
  }, 60_000);

  it('names every operation once, with a summary and the service that answers it', () => {
    const operations = Object.values(openapi.paths).flatMap(
      (item) => Object.values(item as object) as { operationId: string; summary: string; 'x-service': string }[],
    );
    const ids = operations.map(({ operationId }) => operationId);
    expect(ids.filter((id, index) => ids.indexOf(id) !== index)).toEqual([]);
    expect(operations.filter((operation) => !operation.summary || !operation['x-service'])).toEqual([]);
  });

  it('every reference of the merged document leads somewhere', () => {
    const text = JSON.stringify(openapi);
    const missing = [...new Set(text.match(/#\/components\/[^"]+/g))].filter((reference) => {
      const found = reference
        .slice(2)
        .split('/')
        .reduce<unknown>(
          (node, step) => (node as Record<string, unknown> | undefined)?.[decodeURIComponent(step)],
          openapi,
        );
      return found === undefined;
    });
    expect(missing).toEqual([]);
  });

  it.each([
    '/health',
    '/health/live',
    '/health/ready',
    '/docs',
    '/docs/getting-started',
    '/docs/errors',
    '/docs/events',
    '/asyncapi.json',
    '/.well-known/openid-configuration',
    '/.well-known/jwks.json',
  ])('shows %s to everybody', async (path) => {
    expect((await anybody.call('GET', path)).status).toBe(200);
  });

  it('every persona can read what its role lets it read', async () => {
    for (const persona of [
      'vendor-admin',
      'channel-manager',
      'deal-desk',
      'distributor-user',
      'reseller-admin',
      'reseller-sales',
      'rival-sales',
      'crm-service',
    ]) {
      const caller = await Caller.as(started.url, persona);
      expect([persona, (await caller.call('GET', '/v1/deal-registrations')).status]).toEqual([persona, 200]);
    }
  });

  it('the first call of the README and those of the getting-started page do what they say, pasted as they are', async () => {
    const readme = readFileSync(join(__dirname, '../../../README.md'), 'utf8');
    const first = /## A first real call[^]*?```sh\n([^]*?)```/.exec(readme)![1]!;
    const page = (await anybody.call('GET', '/docs/getting-started')).text;
    const calls = [...page.matchAll(/<pre>([^]*?)<\/pre>/g)].map(([, call]) =>
      call!.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))),
    );
    const posting = calls.findIndex((call) => call.includes('curl -si -X POST'));
    expect(page).toMatch(/Paste this twice.*<\/p>\s*<pre>\s*curl -si -X POST/);
    const answers = await pasted([first.replaceAll('http://127.0.0.1:3000', started.url), ...calls]);
    const again = await pasted([...calls.slice(0, posting + 1), ...calls.slice(posting)]);

    const [readmeDeal, , list, , deal, stale, history, , imported] = answers;
    expect(JSON.parse(readmeDeal!)).toMatchObject({ status: 'approved' });
    expect(JSON.parse(list!)).toMatchObject({ items: expect.any(Array) });
    expect(deal).toMatch(
      /^HTTP\/1.1 201 (?![^]*idempotent-replayed)[^]*"status":"(approved|conflict_hold|in_review)"/i,
    );
    for (const repeated of again.slice(posting, posting + 2))
      expect([repeated, bodyOf(repeated)]).toEqual([
        expect.stringMatching(/^HTTP\/1.1 201 [^]*idempotent-replayed: true/i),
        bodyOf(deal!),
      ]);
    expect(stale).toMatch(/etag: "\d+"[^]*"code":"STALE"/i);
    expect(JSON.parse(history!)).toMatchObject({
      items: [expect.objectContaining({ subject: 'reseller-sales' }), expect.anything()],
    });
    expect(imported).toContain('"created"');
  });

  it('what the reseller sold before is brought over beside what it does now', async () => {
    const reseller = await Caller.as(started.url, 'reseller-sales');
    const { items } = await reseller.must<{ items: object[] }>('GET', '/v1/opportunities?source=imported');
    expect(items).toHaveLength(4);
  });

  it('a terminated partner is refused everywhere at once, with the token that it has', async () => {
    const rival = await Caller.as(started.url, 'rival-sales');
    const mine = await rival.must<{ items: { id: string }[] }>('GET', '/v1/partners');
    expect(mine.items).toHaveLength(1);
    const admin = await Caller.as(started.url, 'vendor-admin');
    await admin.must('POST', `/v1/partners/${mine.items[0]!.id}/terminate`, { reason: 'Sold to a competitor' });
    await eventually(async () => (await rival.call('GET', '/v1/deal-registrations')).status === 403, 'the door knows');
    for (const path of [
      '/v1/partners',
      '/v1/opportunities',
      '/v1/warranty-terms',
      '/v1/products',
      '/v1/maturity-models',
    ]) {
      const answer = await rival.call('GET', path);
      expect([path, answer.status, answer.body['code']]).toEqual([path, 403, 'PARTNER_TERMINATED']);
    }
    expect((await (await Caller.as(started.url, 'reseller-sales')).call('GET', '/v1/products')).status).toBe(200);
  });
});

/** What a shell answers to each of the blocks, pasted one after the other. */
async function pasted(blocks: readonly string[]): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), 'tributary-pasted-'));
  const { stdout } = await promisify(execFile)('bash', ['-ec', blocks.join('\necho; echo ---\n')], { cwd: folder });
  rmSync(folder, { recursive: true });
  return stdout.split('---\n');
}

const bodyOf = (answer: string): unknown => JSON.parse(answer.split('\r\n\r\n').at(-1)!);
