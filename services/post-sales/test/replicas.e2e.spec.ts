import { accountCreatedV1, partnerActivatedV1, productPublishedV1, territoryChangedV1 } from '@tributary/contracts';
import { eventually, tell, testService, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';

let service: TestService;
beforeAll(async () => {
  service = await testService(definition);
});
afterAll(() => service.close());

const becomes = (sql: string, rows: readonly object[]) =>
  eventually(async () => expect(await service.adminQuery(sql)).toEqual(rows));

it('keeps the newest of what others tell, in whatever order it comes', async () => {
  const { partner } = partnerActivatedV1.sample;
  const told = (tier: 'silver' | 'gold') => ({ ...partnerActivatedV1.sample, partner: { ...partner, tier } });
  await tell(service, partnerActivatedV1, partner.id, told('gold'), { sequence: 7 });
  await tell(service, partnerActivatedV1, partner.id, told('silver'), { sequence: 6 });
  const { territory } = territoryChangedV1.sample;
  await tell(service, territoryChangedV1, territory.id, territoryChangedV1.sample, { sequence: 1 });
  const { product } = productPublishedV1.sample;
  await tell(
    service,
    productPublishedV1,
    product.id,
    { product: { ...product, warrantyPolicy: 'STD-24' } },
    { sequence: 2 },
  );
  await tell(service, productPublishedV1, product.id, { product }, { sequence: 1 });
  const { account } = accountCreatedV1.sample;
  await tell(service, accountCreatedV1, account.id, accountCreatedV1.sample, { sequence: 1 });
  await becomes('SELECT sku, family, warranty_policy FROM product_replica', [
    { sku: product.sku, family: product.family.code, warranty_policy: 'STD-24' },
  ]);
  await becomes('SELECT legal_name FROM account_replica', [{ legal_name: account.legalName }]);
  await becomes(`SELECT code, calendar ->> 'timeZone' AS zone FROM territory_replica`, [
    { code: territory.code, zone: 'Europe/Berlin' },
  ]);
  await becomes('SELECT tier, territories FROM partner_replica', [{ tier: 'gold', territories: partner.territories }]);
});
