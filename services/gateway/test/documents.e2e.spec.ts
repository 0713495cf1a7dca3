import { catalog, dataSchemaOf } from '@tributary/contracts';
import fastify from 'fastify';
import { discover } from '../src/routing/upstream.js';
import { openDoor, standIn, type Door } from './door.js';

let door: Door;
let closeService: () => Promise<void>;
beforeAll(async () => {
  const service = await standIn('sales', ['deals'], () => undefined);
  closeService = () => service.app.close();
  door = await openDoor([{ ...service, errors: { DEAL_LOST: { status: 422, title: 'Lost <b>', remedy: 'Win' } } }]);
});
afterAll(async () => {
  await door.close();
  await closeService();
});
const text = async (path: string) => {
  const answer = await fetch(`${door.url}${path}`);
  expect([path, answer.status]).toEqual([path, 200]);
  return answer.text();
};

describe('The documents', () => {
  it('are served without the internet: no page refers to another host', async () => {
    for (const path of [
      '/docs',
      '/docs/getting-started',
      '/docs/errors',
      '/docs/events',
      '/docs/operating-events',
      '/docs/reference.js',
    ]) {
      const page = (await text(path)).replaceAll(door.url, '');
      expect(page).not.toMatch(/(src|href)="?https?:|@import|url\(http/);
    }
    expect(await text('/docs/assets/swagger-ui-bundle.js')).toContain('SwaggerUIBundle');
    await text('/docs/assets/swagger-ui.css');
    expect((await fetch(`${door.url}/docs/assets/package.json`)).status).toBe(404);
  });

  it('name every code with its remedy, and never break out of HTML', async () => {
    const page = await text('/docs/errors');
    expect(page).toContain('id="DEAL_LOST"');
    expect(page).toContain('id="UNAUTHENTICATED"');
    expect(page).toContain('Lost &#60;b&#62;');
    expect(JSON.parse(await text('/docs/errors.json'))).toMatchObject({
      DEAL_LOST: { status: 422, services: ['sales'] },
    });
  });

  it('describe paths and events for machines', async () => {
    expect(JSON.parse(await text('/openapi.json'))).toMatchObject({ openapi: '3.1.0', paths: { '/v1/deals': {} } });
    expect(JSON.parse(await text('/asyncapi.json'))).toMatchObject({ asyncapi: '3.0.0' });
    expect(await text('/docs/events')).toContain('tributary.partner-lifecycle.');
  });

  it('serve the JSON Schema of every event under the address that the event carries', async () => {
    for (const event of catalog) {
      const schema = JSON.parse(await text(dataSchemaOf(event)));
      expect(schema).toMatchObject({ $id: dataSchemaOf(event, door.url), title: event.name });
    }
    const address = `${door.url}${dataSchemaOf(catalog[0]!)}`;
    const first = await fetch(address);
    expect(first.headers.get('content-type')).toBe('application/schema+json; charset=utf-8');
    expect(first.headers.get('cache-control')).toBe('public, max-age=300');
    const again = await fetch(address, { headers: { 'if-none-match': first.headers.get('etag')! } });
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', first.headers.get('etag')]);
    expect((await fetch(address, { headers: { 'if-none-match': '"older"' } })).status).toBe(200);
    const unknown = await fetch(`${door.url}/schemas/tributary.sales.DealDreamt.v1.json`);
    expect([unknown.status, unknown.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json; charset=utf-8',
    ]);
    expect(await unknown.json()).toMatchObject({ code: 'ROUTE_NOT_FOUND' });
  });

  it('tell of every event its fact, when it is told, its sample and its fields, and how to consume', async () => {
    const page = await text('/docs/events');
    for (const { type, topic } of catalog) {
      expect(page).toContain(`id="${type}"`);
      expect(page).toContain(`<a href="/schemas/${type}.json">`);
      expect(page).toContain(topic);
    }
    expect(page).toContain('When a second person confirms the revocation');
    expect(page).toContain('deal.protection.until');
    expect(page).toContain('personal data: pseudonym');
    expect(page).toContain('How to consume');
    expect(page.length).toBeLessThan(1_500_000);
  });

  it('tell whoever is woken by a failed event what it means, what to type and how to decide', async () => {
    const page = await text('/docs/operating-events');
    expect(page).toContain('npm run events -- list');
    expect(page).toContain(`export TRIBUTARY_URL=${door.url}`);
    for (const name of [
      'consumer_dead_letters',
      'outbox_oldest_seconds',
      'consumer_stopped_handler',
      'relay_failures_total',
    ])
      expect(page).toContain(`<code>${name}</code>`);
    // An alarm that names a metric which does not exist never rings.
    const named = [...page.matchAll(/\b(?:consumer|outbox|relay)_[a-z_]+/g)].map(([name]) => name);
    for (const name of named) expect(page).toContain(`<td><code>${name}</code></td>`);
  });

  it('are where a newcomer looks first', async () => {
    const answer = await fetch(door.url, { redirect: 'manual' });
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/docs']);
    expect(await text('/docs/getting-started')).toContain(`curl -s -X POST ${door.url}/dev/token`);
  });
});

describe('A service that is known by its address alone', () => {
  it('is asked for its document until it gives it', async () => {
    const service = fastify();
    let asked = 0;
    service.get('/openapi.json', (_request, reply) => {
      asked += 1;
      if (asked === 1) return reply.code(503).send();
      const openapi = {
        info: { title: 'Sales', description: 'Deals' },
        paths: {},
        'x-error-catalog': { LOST: { status: 422, title: 'Lost', remedy: 'Win' } },
      };
      return reply.send(openapi);
    });
    const url = await service.listen({ port: 0, host: '127.0.0.1' });
    expect(await discover('sales', url, 5_000)).toMatchObject({
      name: 'sales',
      title: 'Sales',
      description: 'Deals',
      errors: { LOST: { status: 422 } },
    });
    await service.close();
    await expect(discover('sales', url, 0)).rejects.toThrow(/sales does not answer/);
  });
});
