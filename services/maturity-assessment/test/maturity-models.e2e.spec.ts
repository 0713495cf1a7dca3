import { assertDocumented } from '@tributary/http';
import { partner, testService, vendor, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { MaturityModelService } from '../src/maturity-model/maturity-model.service.js';

let service: TestService;
beforeAll(async () => {
  service = await testService(definition);
});
afterAll(() => service.close());
const list = async () =>
  (await service.call('GET /v1/maturity-models', { as: vendor('readonly') })).body as { items: { id: string }[] };

describe('Maturity models', () => {
  it('are documented without a gap', () => assertDocumented(service.running.openapi));

  it('come in the box: one is there from the start, once, however often a process starts', async () => {
    const unpacking = service.running.app.get(MaturityModelService);
    await Promise.all(Array.from({ length: 8 }, () => unpacking.unpack()));
    expect((await list()).items).toEqual([
      expect.objectContaining({
        key: 'tributary-prm',
        release: 1,
        basis: 'expert_estimate',
        capabilityCount: 24,
        questionCount: 34,
      }),
    ]);
  });

  it('is put there once by eight processes at a time', async () => {
    await service.adminQuery('DELETE FROM maturity_model');
    const unpacking = service.running.app.get(MaturityModelService);
    await Promise.all(Array.from({ length: 8 }, () => unpacking.unpack()));
    expect((await list()).items).toHaveLength(1);
  });

  it('show partners every question with its four anchors and its evidence', async () => {
    const { items } = await list();
    const shown = await service.call(`GET /v1/maturity-models/${items[0]!.id}`, {
      as: partner('0190f3a0-0000-7000-8000-000000000001'),
    });
    const { capabilities } = shown.body as { capabilities: { questions: { anchors: string[] }[] }[] };
    expect(capabilities.flatMap(({ questions }) => questions).every(({ anchors }) => anchors.length === 4)).toBe(true);
    expect(shown.body).toMatchObject({
      gates: expect.arrayContaining([{ level: 2, capability: 'recruitment', atLeast: 1.5 }]),
    });
  });
});
