import type { TestService } from '@tributary/testing';
import { acme, fulfillment, northwind, offerTerm, postSales, reseller, support } from './post-sales.js';

let service: TestService;
const tell = (serials: string[], change: Record<string, unknown> = {}) =>
  service.call('POST /v1/assets/fulfillments', { as: support, body: fulfillment(serials, change) });
const known = async (serial: string) =>
  (await service.call(`GET /v1/assets?serial=${serial}`, { as: support })).body.items[0];

/** A unit of a file that says nothing but sku and serial. */
async function brought(serial: string): Promise<string> {
  const [row] = await service.adminQuery<{ id: string }>(
    `INSERT INTO asset(id, product_id, sku, family, serial, status, chain, moves, version, created_at, updated_at)
     VALUES (gen_random_uuid(), '0190f3a0-0000-7000-8000-0000000000b1', 'GTX-PRO', 'GTX', $1, 'shipped', '[]', '[]', 1, now(), now()) RETURNING id`,
    [serial],
  );
  return row!.id;
}

beforeAll(async () => {
  service = await postSales({ poolSize: 20 });
  await offerTerm(service);
});
afterAll(() => service.close());

it('an order that is told after a file completes the unit, once, and its sellers see it', async () => {
  const id = await brought('LATE-1');
  expect((await tell(['LATE-1'])).body.assets).toMatchObject([{ assetId: id, outcome: 'known' }]);
  const unit = await known('LATE-1');
  expect(unit).toMatchObject({ order: { id: '4500-LATE-1' }, shippedOn: '2025-03-23', accountId: acme, version: 2 });
  expect((unit.chain as { partnerId: string }[]).map(({ partnerId }) => partnerId)).toContain(northwind);
  expect((await service.call(`GET /v1/assets/${id}`, { as: reseller })).status).toBe(200);
  expect((await tell(['LATE-1'])).status).toBe(201);
  expect((await known('LATE-1')).version).toBe(2);
});

it('what was known stays, and a unit that was in use before is not shipped afterwards', async () => {
  const id = await brought('LATE-2');
  const body = { installedOn: '2025-01-10', chain: [{ role: 'reseller', partnerId: 'P-3' }] };
  await service.call(`PATCH /v1/assets/${id}`, { as: support, body });
  const { chain } = await known('LATE-2');
  expect((await tell(['LATE-2'])).status).toBe(201);
  expect(await known('LATE-2')).toMatchObject({ chain, shippedOn: null, order: { id: '4500-LATE-2' } });
});

it('of eight orders that claim one such unit at once one has it', async () => {
  await brought('LATE-3');
  const orders = Array.from({ length: 8 }, (_, n) => tell(['LATE-3'], { order: { system: 'erp', id: `late-${n}` } }));
  const statuses = (await Promise.all(orders)).map(({ status }) => status);
  expect(statuses.sort()).toEqual([201, ...Array.from({ length: 7 }, () => 409)]);
});
