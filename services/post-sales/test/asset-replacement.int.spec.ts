import type { TestService } from '@tributary/testing';
import { fulfilled, initech, offerTerm, postSales, support } from './post-sales.js';

let service: TestService;
const replace = (id: string, serial: string) =>
  service.call(`POST /v1/assets/${id}/replace`, {
    as: support,
    body: { serial, on: '2026-03-01', reason: 'Broken' },
  });

beforeAll(async () => {
  service = await postSales({ poolSize: 20 });
  await offerTerm(service, { transferable: false });
});
afterAll(() => service.close());

it('units that are to replace each other at once wait for nobody without end: one of two does', async () => {
  for (let round = 1; round <= 4; round += 1) {
    const one = await fulfilled(service, [`ONE-${round}`]);
    const two = await fulfilled(service, [`TWO-${round}`]);
    const racers = Array.from({ length: 8 }, (_, n) =>
      n % 2 === 0 ? replace(one, `TWO-${round}`) : replace(two, `ONE-${round}`),
    );
    const statuses = (await Promise.all(racers)).map(({ status }) => status);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status >= 500)).toEqual([]);
  }
});

it('a replacement does not make a warranty go along that stays with its first owner', async () => {
  const id = await fulfilled(service, ['MOVED']);
  await service.call(`POST /v1/assets/${id}/move-ownership`, {
    as: support,
    body: { accountId: initech, on: '2026-02-01', reason: 'Sold' },
  });
  expect((await replace(id, 'MOVED-NEW')).status).toBe(201);
  const { body } = await service.call('GET /v1/entitlements?serial=MOVED-NEW&on=2026-03-02', { as: support });
  expect(body).toMatchObject({ status: 'blocked', obstacles: [{ code: 'NOT_TRANSFERABLE' }] });
});
