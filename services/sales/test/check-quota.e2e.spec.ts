import type { TestService } from '@tributary/testing';
import { deal, dealsOf, manager, northwind, reseller, rival, salesService } from './sales.js';

let service: TestService;
let deals: ReturnType<typeof dealsOf>;

beforeAll(async () => {
  service = await salesService();
  deals = dealsOf(service);
});
afterAll(() => service.close());

it('one company is checked five times in 30 days, by whatever spelling, and others still', async () => {
  const body = deal({ customer: { name: 'Probed Inc.', country: 'US', domain: 'probed.com' } });
  const spelled = deal({ customer: { name: 'PROBED', country: 'US', domain: 'www.probed.com' } });
  for (const asked of [body, spelled, body, spelled, body])
    expect(await deals.check(reseller, asked)).toMatchObject({ status: 200 });
  const refused = await deals.check(reseller, spelled);
  expect(refused).toMatchObject({ status: 429, body: { code: 'CHECK_QUOTA' } });
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
  expect(await deals.check(reseller, deal())).toMatchObject({ status: 200 });
  expect(await deals.check(manager, { ...body, partnerId: northwind })).toMatchObject({ status: 200 });
});

it('a partner makes twenty checks a day, at the same time too, and registers all the same', async () => {
  const answers = await Promise.all(Array.from({ length: 24 }, () => deals.check(rival, deal())));
  expect(answers.filter(({ status }) => status === 200)).toHaveLength(20);
  expect(answers.filter(({ status }) => status === 429)).toHaveLength(4);
  expect(await deals.register(rival, deal())).toMatchObject({ status: 201 });
  await service.adminQuery(`UPDATE deal_check SET at = at - interval '25 hours'`);
  expect(await deals.check(rival, deal())).toMatchObject({ status: 200 });
});

it('every check is kept, with what was told', async () => {
  const held = deal();
  await deals.register(reseller, held);
  await deals.check(rival, held);
  const rows = await service.adminQuery<{ held: boolean }>(
    'SELECT held FROM deal_check WHERE partner_id = $1 ORDER BY at DESC LIMIT 2',
    [rival.partnerId],
  );
  expect(rows.map((row) => row.held)).toEqual([true, false]);
});
