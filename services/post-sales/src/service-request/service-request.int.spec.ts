import { dueWorkersOf } from '@tributary/http';
import { ManualClock, systemActor } from '@tributary/kernel';
import { UnitOfWork } from '@tributary/persistence';
import type { TestService } from '@tributary/testing';
import { postSales, reseller, support } from '../../test/post-sales.js';
import { ServiceRequestService } from '../index.js';
import { serviceRequests } from './service-request.schema.js';
import type { AskedRequest } from './service-request.service.js';

const monday = new Date('2026-03-02T09:00:00.000Z');
const clock = new ManualClock(monday);
let service: TestService;
let requests: ServiceRequestService;
let unitOfWork: UnitOfWork;

beforeAll(async () => {
  service = await postSales({ clock, poolSize: 20 });
  for (const worker of dueWorkersOf(service.running.app)) await worker.stop();
  requests = service.running.app.get(ServiceRequestService, { strict: false });
  unitOfWork = service.running.app.get(UnitOfWork, { strict: false });
});
beforeEach(() => clock.set(monday));
afterAll(() => service.close());

const asked: AskedRequest = {
  ...{ kind: 'technical', title: 'Dark', description: 'No lights', impact: 'high', urgency: 'high' },
  ...{ family: null, territory: null, assetId: null, dealId: null, partnerId: null },
};
const told = async (id: string) =>
  (
    await service.adminQuery<{ type: string }>(
      'SELECT type FROM outbox WHERE key = $1 UNION ALL SELECT type FROM history WHERE entity_id = $1::uuid',
      [id],
    )
  ).map(({ type }) => type);
const system = systemActor('test');

it('comes back from its row as it was saved', async () => {
  const { version: _v, number: _n, createdAt: _c, updatedAt: _u, ...saved } = await requests.open(asked, reseller);
  const loaded = await unitOfWork.run(system, (tx) => tx.load(serviceRequests, saved.id));
  expect(loaded.state).toEqual(saved);
});

it('of eight workers at once one warns and one tells of the breach', async () => {
  const { id } = await requests.open(asked, reseller);
  clock.set(new Date('2026-03-02T09:40:00.000Z'));
  await Promise.all(Array.from({ length: 8 }, () => requests.keepTime(id, system)));
  clock.set(new Date('2026-03-02T10:00:00.000Z'));
  await Promise.all(Array.from({ length: 8 }, () => requests.keepTime(id, system)));
  const types = (await told(id)).filter((type) => type.startsWith('ServiceRequestSla'));
  expect(types.sort()).toEqual(['ServiceRequestSlaBreached', 'ServiceRequestSlaWarned']);
});

it('of eight who resolve at once one does, and each promise is settled once', async () => {
  const { id } = await requests.open(asked, reseller);
  await requests.assign(id, { to: 'ada', automatic: false, explanation: [] }, support);
  const ended = await Promise.allSettled(Array.from({ length: 8 }, () => requests.resolve(id, 'Done', support)));
  expect(ended.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  const types = (await told(id)).filter((type) => /^ServiceRequest(Resp|Resol)/.test(type));
  expect(types.sort()).toEqual(['ServiceRequestResolved', 'ServiceRequestResponded']);
});
