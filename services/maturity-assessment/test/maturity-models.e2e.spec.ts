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
    await service.adminQuery(`SET session_replication_role = 'replica'; DELETE FROM maturity_model`);
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
      gates: expect.arrayContaining([{ level: 2, capability: 'recruitment', atLeast: '1.5' }]),
    });
  });

  describe('are released', () => {
    const admin = vendor('admin');
    const outsider = partner('0190f3a0-0000-7000-8000-000000000001');
    const shippedId = async () => (await list()).items.at(-1)!.id;
    const draft = (basedOn: string, key?: string) =>
      service.call('POST /v1/maturity-models', { as: admin, body: key === undefined ? { basedOn } : { basedOn, key } });

    it('as a draft that no partner sees, revised, published, and never changed again', async () => {
      const { body } = await draft(await shippedId());
      expect(body).toMatchObject({ key: 'tributary-prm', release: 2, status: 'draft', publishedAt: null });
      const at = `/v1/maturity-models/${body.id}`;
      expect((await service.call(`GET ${at}`, { as: outsider })).status).toBe(404);
      const change = { gates: [{ level: 2, capability: 'profile', atLeast: '1.5' }] };
      const revised = await service.call(`PATCH ${at}`, { as: admin, body: change });
      expect(revised.body).toMatchObject({ ...change, version: 2 });
      expect((await service.call(`POST ${at}/publish`, { as: admin })).body).toMatchObject({ status: 'published' });
      expect((await service.call(`GET ${at}`, { as: outsider })).body).toMatchObject(change);
      const again = await service.call(`PATCH ${at}`, { as: admin, body: change });
      expect(again).toMatchObject({ status: 409, body: { code: 'INVALID_TRANSITION' } });
      const history = await service.call(`GET ${at}/history`, { as: admin });
      expect(history.body.items.map(({ type }: { type: string }) => type)).toEqual([
        'MaturityModelPublished',
        'MaturityModelRevised',
        'MaturityModelDrafted',
      ]);
    });

    it('with no id that the events about an assessment could not carry', async () => {
      const { body } = await draft(await shippedId(), 'long-ids');
      const [area] = body.areas as { id: string }[];
      const [capability] = body.capabilities as { id: string }[];
      const id = 'x'.repeat(65);
      for (const change of [{ areas: [{ ...area, id }] }, { capabilities: [{ ...capability, id }] }]) {
        const refused = await service.call(`PATCH /v1/maturity-models/${body.id}`, { as: admin, body: change });
        expect(refused).toMatchObject({ status: 400, body: { errors: [{ code: 'TOO_LONG' }] } });
      }
    });

    it('and the database itself refuses to change or remove one that is published', async () => {
      const id = await shippedId();
      const attempts = [
        `UPDATE maturity_model SET basis = 'x' WHERE id = $1`,
        'DELETE FROM maturity_model WHERE id = $1',
      ];
      for (const sql of attempts) await expect(service.adminQuery(sql, [id])).rejects.toThrow('is sealed');
    });

    it('with a number of its own each, however many are drafted at a time', async () => {
      const id = await shippedId();
      const drafts = await Promise.all(Array.from({ length: 8 }, () => draft(id, 'racing')));
      expect(drafts.map(({ body }) => body.release).sort()).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    });

    it('not while they are unfit: everything that is wrong is named', async () => {
      const { body } = await draft(await shippedId(), 'unfit');
      const at = `/v1/maturity-models/${body.id}`;
      await service.call(`PATCH ${at}`, { as: admin, body: { areas: [{ id: 'presales', weight: 99 }] } });
      const refused = await service.call(`POST ${at}/publish`, { as: admin });
      expect(refused).toMatchObject({ status: 422, body: { code: 'MODEL_UNFIT' } });
      expect(refused.body.errors[0].detail).toBe('the weights of the areas sum to 99, not 100');
      const notPublished = await draft(body.id);
      expect(notPublished).toMatchObject({ status: 409, body: { code: 'INVALID_TRANSITION' } });
    });

    it('by an administrator of the vendor alone', async () => {
      const body = { basedOn: await shippedId() };
      for (const as of [vendor('channel_manager'), vendor('readonly'), outsider])
        expect((await service.call('POST /v1/maturity-models', { as, body })).status).toBe(403);
    });
  });
});
