import { randomUUID } from 'node:crypto';
import {
  accountCreatedV1,
  partnerActivatedV1,
  productPublishedV1,
  sequenceOf,
  territoryChangedV1,
  type EventDefinition,
} from '@tributary/contracts';
import { EventLog, partitionOf } from '@tributary/messaging';
import { testService, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';

let service: TestService;
beforeAll(async () => {
  service = await testService(definition);
});
afterAll(() => service.close());

async function tell<Data>(event: EventDefinition<Data>, key: string, data: Data, sequence: number): Promise<void> {
  const log = service.running.app.get(EventLog, { strict: false });
  const headers = {
    ...{ ce_specversion: '1.0', ce_id: randomUUID(), ce_source: `/tributary/${event.service}`, ce_type: event.type },
    ...{ ce_subject: key, ce_sequence: sequenceOf(sequence), ce_time: '2026-03-02T10:00:00.000Z' },
  };
  const topic = event.stateTopic!;
  const record = { id: randomUUID(), key, headers, value: Buffer.from(JSON.stringify(data)) };
  await log.append(topic, partitionOf(key, await log.partitions(topic)), [record], 5_000);
}

async function eventually<T>(look: () => Promise<T>, expected: T): Promise<void> {
  const end = Date.now() + 15_000;
  for (;;) {
    const seen = await look();
    if (JSON.stringify(seen) === JSON.stringify(expected)) return;
    if (Date.now() > end) expect(seen).toEqual(expected);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}
const rows = (sql: string) => () => service.adminQuery<Record<string, unknown>>(sql);

it('keeps the newest of what others tell, in whatever order it comes', async () => {
  const { partner } = partnerActivatedV1.sample;
  const told = (tier: 'silver' | 'gold') => ({ ...partnerActivatedV1.sample, partner: { ...partner, tier } });
  await tell(partnerActivatedV1, partner.id, told('gold'), 7);
  await tell(partnerActivatedV1, partner.id, told('silver'), 6);
  const { territory } = territoryChangedV1.sample;
  await tell(territoryChangedV1, territory.id, territoryChangedV1.sample, 1);
  const { product } = productPublishedV1.sample;
  await tell(productPublishedV1, product.id, { product: { ...product, warrantyPolicy: 'STD-24' } }, 2);
  await tell(productPublishedV1, product.id, { product }, 1);
  const { account } = accountCreatedV1.sample;
  await tell(accountCreatedV1, account.id, accountCreatedV1.sample, 1);
  await eventually(rows('SELECT sku, family, warranty_policy FROM product_replica'), [
    { sku: product.sku, family: product.family.code, warranty_policy: 'STD-24' },
  ]);
  await eventually(rows('SELECT legal_name FROM account_replica'), [{ legal_name: account.legalName }]);
  await eventually(rows(`SELECT code, calendar ->> 'timeZone' AS zone FROM territory_replica`), [
    { code: territory.code, zone: 'Europe/Berlin' },
  ]);
  await eventually(rows('SELECT tier, territories FROM partner_replica'), [
    { tier: 'gold', territories: partner.territories },
  ]);
});
