import { dueWorkersOf } from '@tributary/http';
import type { TestService } from '@tributary/testing';
import { postSales, reseller, support } from '../../test/post-sales.js';
import { ServiceAgentService } from './service-agent.service.js';

let service: TestService;
beforeAll(async () => {
  service = await postSales({ poolSize: 20 });
  for (const worker of dueWorkersOf(service.running.app)) await worker.stop();
});
afterAll(() => service.close());

it('eight requests given out at once are no more than fit', async () => {
  const asked = { kind: 'training', title: 'Course', description: 'When?', impact: 'low', urgency: 'low' };
  const ids: string[] = [];
  for (let left = 8; left > 0; left -= 1) {
    const answer = await service.call('POST /v1/service-requests', { as: reseller, body: asked });
    ids.push((answer.body as { id: string }).id);
  }
  const body = { kinds: ['training'], families: [], capacity: 1, available: true };
  await service.call('PUT /v1/service-requests/agents/solo', { as: support, body });
  const agents = service.running.app.get(ServiceAgentService, { strict: false });
  await Promise.all(ids.map((id) => agents.assignByRule(id)));
  const given = await service.adminQuery(`SELECT FROM service_request WHERE assigned_to = 'solo'`);
  expect(given).toHaveLength(1);
});
