import type { Actor } from '@tributary/kernel';
import { vendor, type TestService } from '@tributary/testing';
import { contoso, deal, dealsOf, manager, northwind, reseller, rival, salesService } from './sales.js';

let service: TestService;
let deals: ReturnType<typeof dealsOf>;

beforeAll(async () => {
  service = await salesService();
  deals = dealsOf(service);
});
afterAll(() => service.close());

const list = (as: Actor, query = '') => service.call(`GET /v1/deal-registrations/probing${query}`, { as });

it('a partner that checks many companies within a day is shown to the channel manager, once', async () => {
  for (let n = 0; n < 11; n += 1) await deals.check(reseller, deal());
  expect(await list(manager)).toMatchObject({ status: 200, body: { items: [] } });
  for (let n = 0; n < 4; n += 1) expect(await deals.check(reseller, deal())).toMatchObject({ status: 200 });
  expect((await list(manager)).body.items).toEqual([
    expect.objectContaining({ partnerId: northwind, partnerName: 'Partner a1', kind: 'many_companies', count: 12 }),
  ]);
});

it('so is one that asks again and again about customers of others; what it is told stays the same', async () => {
  const answers = [];
  for (let n = 0; n < 6; n += 1) {
    const body = deal();
    await deals.register(reseller, body);
    answers.push((await deals.check(rival, body)).body.conflict);
  }
  expect(new Set(answers)).toEqual(new Set(['will_be_reviewed']));
  expect((await list(manager, '?kind=near_misses')).body.items).toEqual([
    expect.objectContaining({ partnerId: contoso, kind: 'near_misses', count: 5 }),
  ]);
});

it('a vendor that checks for its partners flags nobody', async () => {
  for (let n = 0; n < 13; n += 1) await deals.check(manager, { ...deal(), partnerId: contoso });
  expect((await list(manager, `?partnerId=${contoso}&kind=many_companies`)).body.items).toEqual([]);
});

it('no partner learns of it, nor a manager of another territory', async () => {
  expect(await list(reseller)).toMatchObject({ status: 403 });
  const integrated: Actor = { ...reseller, roles: [], scopes: ['deals:read'] };
  expect(await list(integrated)).toMatchObject({ status: 403, body: { code: 'VENDOR_ONLY' } });
  const elsewhere: Actor = { ...vendor('channel_manager'), territories: ['DACH'] };
  expect(await list(elsewhere)).toMatchObject({ status: 200, body: { items: [] } });
  const here: Actor = { ...vendor('channel_manager'), territories: ['US'] };
  expect((await list(here)).body.items).toHaveLength(2);
  expect(await list(manager, '?kind=curious')).toMatchObject({ status: 400 });
});
