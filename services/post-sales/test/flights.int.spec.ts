import { UnitOfWork } from '@tributary/persistence';
import type { TestService } from '@tributary/testing';
import { dueWorkersOf } from '@tributary/http';
import { fulfilled, fulfillment, offerTerm, postSales, reseller, support } from './post-sales.js';

let service: TestService;
let unitOfWork: UnitOfWork;

beforeAll(async () => {
  service = await postSales();
  for (const worker of dueWorkersOf(service.running.app)) await worker.stop();
  unitOfWork = service.running.app.get(UnitOfWork, { strict: false });
  await offerTerm(service);
});
afterAll(() => service.close());

async function flightsOf(operation: string, body: unknown = {}, as = support): Promise<number> {
  const before = unitOfWork.flights;
  const answer = await service.call(operation, { as, body });
  expect([operation, answer.status < 300]).toEqual([operation, true]);
  return unitOfWork.flights - before;
}
const asked = { kind: 'other', title: 'Dark', description: 'No lights', impact: 'high', urgency: 'medium' };

it('a command on a unit is two flights, one on a unit from the shelf three: its key is found by its serial', async () => {
  const id = await fulfilled(service, ['FL-1']);
  await fulfilled(service, ['FL-SHELF'], { chain: [], accountId: null });
  const verb = (name: string) => `POST /v1/assets/${id}/${name}`;
  const replaced = (serial: string) => ({ serial, on: '2025-06-01', reason: 'Broken' });
  expect(await flightsOf('POST /v1/assets/fulfillments', fulfillment(['FL-2', 'FL-3']))).toBe(2);
  expect(await flightsOf(verb('install'), { on: '2025-04-01' }, reseller)).toBe(2);
  expect(
    await flightsOf(verb('move-ownership'), {
      accountId: '0190f3a0-0000-7000-8000-0000000000f2',
      on: '2025-05-01',
      reason: 'x',
    }),
  ).toBe(2);
  expect(await flightsOf(`PATCH /v1/assets/${id}`, { chain: [{ role: 'reseller', partnerId: 'P-2' }] })).toBe(2);
  expect(await flightsOf(verb('replace'), replaced('FL-NEW'))).toBe(2);
  const other = await fulfilled(service, ['FL-4'], { accountId: null });
  expect(await flightsOf(`POST /v1/assets/${other}/replace`, replaced('FL-SHELF'))).toBe(3);
});

it('a command on a request is two flights', async () => {
  const opened = await service.call('POST /v1/service-requests', { as: reseller, body: asked });
  const { id } = opened.body as { id: string };
  const verb = (name: string) => `POST /v1/service-requests/${id}/${name}`;
  expect(await flightsOf('POST /v1/service-requests', asked, reseller)).toBe(2);
  expect(await flightsOf(verb('assign'), { to: 'ada' })).toBe(2);
  expect(await flightsOf(verb('comments'), { text: 'Hm', internal: true })).toBe(2);
  expect(await flightsOf(verb('comments'), { text: 'Hello' })).toBe(2);
  expect(await flightsOf(verb('start'))).toBe(2);
  expect(await flightsOf(verb('prioritize'), { impact: 'low', urgency: 'low', reason: 'Less' })).toBe(2);
  expect(await flightsOf(verb('wait'))).toBe(2);
  expect(await flightsOf(verb('comments'), { text: 'Here' }, reseller)).toBe(2);
  expect(await flightsOf(verb('resolve'), { answer: 'Done' })).toBe(2);
  expect(await flightsOf(verb('close'), { satisfaction: 4 }, reseller)).toBe(2);
  expect(await flightsOf(verb('watch'), {}, reseller)).toBe(2);
});
