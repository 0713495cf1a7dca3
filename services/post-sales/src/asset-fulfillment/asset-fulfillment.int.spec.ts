import { orderFulfilledV1, type OrderFulfilledV1 } from '@tributary/contracts';
import { UnitOfWork } from '@tributary/persistence';
import { eventually, tell, type TestService } from '@tributary/testing';
import { acme, fulfillment, nordlicht, northwind, offerTerm, postSales, support } from '../../test/post-sales.js';
import { AssetFulfillmentService } from '../index.js';
import type { OrderFulfillment } from './order-fulfillment.js';

let service: TestService;
let fulfillments: AssetFulfillmentService;

beforeAll(async () => {
  service = await postSales({ poolSize: 20 });
  fulfillments = service.running.app.get(AssetFulfillmentService, { strict: false });
  await offerTerm(service);
});
afterAll(() => service.close());

const told = (order: string, ...serials: string[]): OrderFulfillment => ({
  ...{ order: { system: 'erp', id: order }, shippedOn: '2026-01-15', accountId: acme },
  chain: [{ role: 'reseller', partnerId: northwind, name: null, invoice: null, invoicedOn: null }],
  lines: [{ line: '10', sku: 'GTX-PRO', serials, warrantyTerm: null }],
});

it('of eight who tell the same at once one registers the units, and the others hear that they are known', async () => {
  for (let round = 0; round < 5; round += 1) {
    const document = told(`R-${round}`, `R-${round}-A`, `R-${round}-B`);
    // As a message and as a call: a message has the system for its author.
    const racers = Array.from({ length: 8 }, (_, index) =>
      fulfillments.fulfill(document, index % 2 === 0 ? support : undefined),
    );
    const outcomes = (await Promise.all(racers)).map((units) => units.map(({ outcome }) => outcome).join());
    expect(outcomes.sort()).toEqual([...Array<string>(7).fill('known,known'), 'registered,registered']);
  }
});

it('of two orders that name one serial at once one is refused, and nothing of it stays', async () => {
  const ended = await Promise.allSettled(
    [1, 2, 3, 4].map((order) => fulfillments.fulfill(told(`T-${order}`, `T-${order}`, 'T'))),
  );
  const refused = ended.flatMap((each) => (each.status === 'rejected' ? [(each.reason as { code: string }).code] : []));
  expect(refused).toEqual(Array<string>(3).fill('SERIAL_TAKEN'));
  const rows = await service.adminQuery(`SELECT FROM asset WHERE serial LIKE 'T%'`);
  expect(rows).toHaveLength(2);
});

it('a document of a thousand units takes two flights', async () => {
  const unitOfWork = service.running.app.get(UnitOfWork, { strict: false });
  const before = unitOfWork.flights;
  const serials = Array.from({ length: 1000 }, (_, index) => `K-${index}`);
  expect(await fulfillments.fulfill(told('K', ...serials), support)).toHaveLength(1000);
  expect(unitOfWork.flights - before).toBe(2);
});

it.each(['event', 'call'])('ids in capitals mean the same when an order comes by %s', async (by) => {
  const serial = `CAPITALS-${by}`;
  const chain = [
    { role: 'distributor', partnerId: nordlicht.toUpperCase() },
    { role: 'reseller', partnerId: northwind.toUpperCase() },
  ];
  const document = fulfillment([serial], { accountId: acme.toUpperCase(), chain });
  if (by === 'call') await service.call('POST /v1/assets/fulfillments', { as: support, body: document });
  else await tell(service, orderFulfilledV1, serial, document as unknown as OrderFulfilledV1);
  const told = `SELECT DISTINCT convert_from(payload, 'UTF8')::jsonb -> 'asset' ->> 'accountId' AS "accountId" FROM outbox
    WHERE convert_from(payload, 'UTF8')::jsonb -> 'asset' ->> 'serial' = $1`;
  await eventually(async () => {
    const { body } = await service.call(`GET /v1/assets?serial=${serial}`, { as: support });
    const links = [{}, { partnerId: nordlicht }, { partnerId: northwind }];
    expect(body.items).toMatchObject([{ accountId: acme, chain: links }]);
  });
  expect(await service.adminQuery(told, [serial])).toEqual([{ accountId: acme }]);
});
