import type { TestService } from '@tributary/testing';
import { reseller, salesService } from './sales.js';

let service: TestService;

beforeAll(async () => {
  service = await salesService();
  await service.adminQuery(
    `INSERT INTO pipeline SELECT gen_random_uuid(), 'many_' || n, 'Many', false, '[]', 1, now(), now() FROM generate_series(1, 205) n`,
  );
  // Each with a version that was replaced and one that comes into force later.
  await service.adminQuery(
    `INSERT INTO deal_program_version
     SELECT p.id, v, 'Program ' || v, false, ('{2001-01-01,2002-01-01,2098-01-01}'::timestamptz[])[v], d.terms, 'desk', '2001-01-01'
       FROM (SELECT terms FROM deal_program_version LIMIT 1) d,
            (SELECT gen_random_uuid() AS id FROM generate_series(1, 205)) p, generate_series(1, 3) v`,
  );
});
afterAll(() => service.close());

interface Listed {
  readonly id: string;
  readonly version: number;
  readonly name: string;
}

async function everyItem(path: string): Promise<Listed[]> {
  const items: Listed[] = [];
  for (let cursor = ''; ;) {
    const { status, body } = await service.call(`GET ${path}?limit=100${cursor}`, { as: reseller });
    expect(status).toBe(200);
    items.push(...(body.items as Listed[]));
    if (body.nextCursor === null) return items;
    cursor = `&cursor=${body.nextCursor as string}`;
  }
}

it.each([
  ['/v1/pipelines', 206],
  ['/v1/deal-programs', 206],
])('%s is listed page by page to the last, however many there are', async (path, count) => {
  const items = await everyItem(path);
  expect([items.length, new Set(items.map(({ id }) => id)).size]).toEqual([count, count]);
});

it('a deal program is listed by its version in force alone', async () => {
  const items = (await everyItem('/v1/deal-programs')).filter(({ name }) => name !== 'Standard');
  expect(new Set(items.map(({ name, version }) => `${name}, version ${version}`))).toEqual(
    new Set(['Program 2, version 2']),
  );
});

it.each(['/v1/pipelines', '/v1/deal-programs'])(
  '%s takes the filters of every list, and refuses what is none',
  async (path) => {
    const count = async (query: string): Promise<number> =>
      (await service.call(`GET ${path}?limit=200&${query}`, { as: reseller })).body.items.length as number;
    expect(await count('updatedSince=2999-01-01T00:00:00Z')).toBe(0);
    expect(await count('updatedSince=2000-01-01T00:00:00Z&sort=-name')).toBe(200);
    expect((await service.call(`GET ${path}?shoeSize=44`, { as: reseller })).status).toBe(400);
  },
);

it('a deal program changed when its version came into force, a pipeline is found by its code', async () => {
  const since = await service.call('GET /v1/deal-programs?updatedSince=2002-01-02T00:00:00Z', { as: reseller });
  expect(since.body.items).toMatchObject([{ name: 'Standard' }]);
  const one = await service.call('GET /v1/pipelines?code=many_7', { as: reseller });
  expect(one.body.items).toMatchObject([{ code: 'many_7' }]);
});
