import type { Actor } from '@tributary/kernel';
import type { TestService } from '@tributary/testing';
import { deal, desk, lines, reseller, salesService } from './sales.js';

let service: TestService;

beforeAll(async () => {
  service = await salesService();
});
afterAll(() => service.close());

const crm: Actor = { subject: 'crm-service', kind: 'vendor', roles: [], scopes: ['opportunities:write'] };
const opened = (pipeline: string) => {
  const { customer } = deal() as { customer: unknown };
  const value = { amount: '9000.00', currency: 'USD' };
  const body = { customer, value, expectedCloseOn: '2099-01-01', lines: lines('9000.00'), pipeline };
  return service.call('POST /v1/opportunities', { as: crm, body });
};
const stages = [
  { code: 'open', name: 'Open', probability: 50, forecastCategory: 'pipeline', exit: [], outcome: null },
  { code: 'won', name: 'Won', probability: 100, forecastCategory: 'closed', exit: [], outcome: 'won' },
  { code: 'lost', name: 'Lost', probability: 0, forecastCategory: 'omitted', exit: [], outcome: 'lost' },
];
const admin: Actor = { subject: 'vendor-admin', kind: 'vendor', roles: ['admin'], scopes: [] };

it('there is a default pipeline', async () => {
  const { body } = await service.call('GET /v1/pipelines', { as: reseller });
  expect(body.items[0]).toMatchObject({ code: 'default', isDefault: true, stages: { length: 7 } });
  expect(await service.call(`GET /v1/pipelines/${body.items[0].id}`, { as: reseller })).toMatchObject({
    status: 200,
  });
});

it('others are added, used and changed by the administrator alone', async () => {
  const body = { code: 'short', name: 'Short', stages };
  expect(await service.call('POST /v1/pipelines', { as: desk, body })).toMatchObject({ status: 403 });
  const added = await service.call('POST /v1/pipelines', { as: admin, body });
  expect(added).toMatchObject({ status: 201, body: { code: 'short', isDefault: false, version: 1 } });
  expect(await service.call('POST /v1/pipelines', { as: admin, body })).toMatchObject({
    status: 409,
    body: { code: 'PIPELINE_CODE_TAKEN' },
  });
  expect(await opened('short')).toMatchObject({
    status: 201,
    body: { pipeline: 'short', stage: { code: 'open' } },
  });
  const path = `PATCH /v1/pipelines/${added.body.id}`;
  expect(await service.call(path, { as: admin, body: { stages: [...stages].reverse() } })).toMatchObject({
    status: 422,
    body: { code: 'PIPELINE_INCOMPLETE' },
  });
  expect(
    await service.call(path, { as: admin, body: { name: 'Brief' }, headers: { 'if-match': '"7"' } }),
  ).toMatchObject({ status: 412 });
  expect(await service.call(path, { as: admin, body: { name: 'Brief' } })).toMatchObject({
    status: 200,
    body: { name: 'Brief', version: 2 },
  });
});

const historyOf = (id: string, as: Actor) => service.call(`GET /v1/pipelines/${id}/history`, { as });

it('every change is on record for the vendor, with who made it', async () => {
  const added = await service.call('POST /v1/pipelines', { as: admin, body: { code: 'told', name: 'Told', stages } });
  const { id } = added.body;
  const change = { stages: stages.map((stage) => ({ ...stage, exit: ['value'] })) };
  expect((await service.call(`PATCH /v1/pipelines/${id}`, { as: admin, body: change })).status).toBe(200);
  const refused = { stages: [...stages].reverse() };
  expect((await service.call(`PATCH /v1/pipelines/${id}`, { as: admin, body: refused })).status).toBe(422);
  const { body } = await historyOf(id, desk);
  expect(body.items).toMatchObject([
    { version: 2, type: 'PipelineChanged', subject: 'vendor-admin', before: { stages }, after: change },
    { version: 1, type: 'PipelineAdded', subject: 'vendor-admin', after: { code: 'told', name: 'Told', stages } },
  ]);
  expect(body.items[0].after).toEqual(change);
  expect((await historyOf(id, reseller)).status).toBe(403);
});

it('the default one began with the service, and is changed on record too', async () => {
  const { id } = (await service.call('GET /v1/pipelines', { as: desk })).body.items[0];
  await service.call(`PATCH /v1/pipelines/${id}`, { as: admin, body: { name: 'Standard' } });
  expect((await historyOf(id, desk)).body.items).toMatchObject([
    { type: 'PipelineChanged', subject: 'vendor-admin', before: { name: 'Default' }, after: { name: 'Standard' } },
    { type: 'PipelineAdded', kind: 'system', after: { code: 'default', isDefault: true } },
  ]);
});
