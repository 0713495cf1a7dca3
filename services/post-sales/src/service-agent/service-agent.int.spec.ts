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
  const body = { kinds: ['training'], families: [], capacity: 1, available: true };
  await service.call('PUT /v1/service-requests/agents/solo', { as: support, body });
  const agents = service.running.app.get(ServiceAgentService, { strict: false });
  for (let round = 1; round <= 8; round += 1) {
    const opened = await Promise.all(
      Array.from({ length: 8 }, () => service.call('POST /v1/service-requests', { as: reseller, body: asked })),
    );
    await Promise.all(opened.map(({ body: { id } }) => agents.assignByRule(id as string)));
    const given = await service.adminQuery(`SELECT FROM service_request WHERE assigned_to = 'solo'`);
    expect(given).toHaveLength(1);
    await service.adminQuery('TRUNCATE service_request CASCADE');
  }
});
