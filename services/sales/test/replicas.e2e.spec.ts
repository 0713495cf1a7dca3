import {
  accountCreatedV1,
  accountUpdatedV1,
  partnerActivatedV1,
  partnerProfileUpdatedV1,
  partnerSuspendedV1,
  productPublishedV1,
  productRetiredV1,
  territoryChangedV1,
} from '@tributary/contracts';
import { eventually, tell, testService, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { deal, dealsOf, lines, reseller } from './sales.js';

let service: TestService;
let deals: ReturnType<typeof dealsOf>;

beforeAll(async () => {
  service = await testService(definition);
  deals = dealsOf(service);
});
afterAll(() => service.close());

const partner = {
  ...partnerActivatedV1.sample.partner,
  country: 'US',
  parentDistributorId: null,
  agreements: partnerActivatedV1.sample.partner.agreements.map((each) => ({
    ...each,
    kind: 'deal_registration_terms',
    expiresOn: null,
  })),
};
const as = { ...reseller, partnerId: partner.id };
const one = async <Row extends object>(sql: string): Promise<Row | undefined> =>
  (await service.adminQuery<Row>(sql))[0];
const activated = { partner, activatedAt: '2026-01-20T10:00:00.000Z' };

it('a deal waits until partner and product have become known by their events', async () => {
  expect(await deals.register(as, deal())).toMatchObject({ status: 409, body: { code: 'NOT_YET_KNOWN' } });
  await tell(service, partnerActivatedV1, partner.id, activated, { sequence: 3 });
  const { product } = productPublishedV1.sample;
  await tell(service, productPublishedV1, product.id, { product }, { sequence: 1 });
  await eventually(async () => {
    expect(await deals.register(as, deal({ lines: lines('20000.00', product.sku) }))).toMatchObject({
      status: 201,
      body: { status: 'approved' },
    });
  });
});

it('what a partner was before comes too late, in whatever order its events arrive', async () => {
  await tell(
    service,
    partnerSuspendedV1,
    partner.id,
    { partner: { ...partner, status: 'suspended' }, reason: 'x', suspendedBy: 'jo' },
    { sequence: 9 },
  );
  await eventually(async () =>
    expect(await one('SELECT status FROM partner_replica')).toEqual({ status: 'suspended' }),
  );
  await tell(
    service,
    partnerProfileUpdatedV1,
    partner.id,
    { partner: { ...partner, tier: 'silver' }, changed: ['tier'] },
    { sequence: 5 },
  );
  await tell(service, territoryChangedV1, territoryChangedV1.sample.territory.id, territoryChangedV1.sample, {
    sequence: 1,
  });
  await eventually(async () => expect(await one('SELECT code FROM territory_replica')).toEqual({ code: 'DACH' }));
  expect(await one('SELECT status, tier, sequence FROM partner_replica')).toEqual({
    status: 'suspended',
    tier: partner.tier,
    sequence: '9',
  });
  expect(await deals.register(as, deal())).toMatchObject({ status: 403, body: { code: 'PARTNER_SUSPENDED' } });
});

it('a product at the end of its life is not sold any more', async () => {
  const { product } = productRetiredV1.sample;
  await tell(
    service,
    productRetiredV1,
    product.id,
    { product: { ...product, status: 'end_of_life' }, reason: null },
    { sequence: 2 },
  );
  await eventually(async () =>
    expect(await one('SELECT status FROM product_replica')).toEqual({ status: 'end_of_life' }),
  );
});

it('an account is kept in the form in which customers are compared', async () => {
  const { account } = accountCreatedV1.sample;
  const stated = {
    ...account,
    domains: ['gmail.com', 'www.acme.com'],
    registrationNumbers: [{ kind: 'duns', value: '150-483-782' }],
  };
  await tell(service, accountCreatedV1, account.id, { account: stated }, { sequence: 1 });
  await eventually(async () => {
    expect(await one('SELECT domain, registration FROM account_replica')).toEqual({
      domain: 'acme.com',
      registration: '150483782',
    });
  });
  await tell(
    service,
    accountUpdatedV1,
    account.id,
    { account: { ...stated, domains: [] }, changed: ['domains'] },
    { sequence: 2 },
  );
  await eventually(async () => expect(await one('SELECT domain FROM account_replica')).toEqual({ domain: null }));
});
