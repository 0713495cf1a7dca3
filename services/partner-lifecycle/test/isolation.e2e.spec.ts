import { assertCatalog, undocumented } from '@tributary/http';
import {
  overprivilegedRoles,
  testDatabase,
  testService,
  unprotectedTables,
  type TestService,
} from '@tributary/testing';
import { definition } from '../src/index.js';
import { admin, manager, partnerUser, vendorUser } from './people.js';
import { activePartner, apply, approvedPartner, evaluate, expectStatus } from './recruitment.js';

let service: TestService;
beforeAll(async () => {
  service = await testService(definition);
});
afterAll(() => service.close());

describe('A partner', () => {
  it('finds nothing of another partner, by no id and in no list', async () => {
    const mine = await approvedPartner(service);
    const theirs = await approvedPartner(service);
    const rival = partnerUser(mine);
    const ids = await service.adminQuery<{ path: string }>(
      `SELECT 'partners/' || id AS path FROM partner WHERE id = $1
       UNION ALL SELECT 'onboarding-plans/' || id FROM onboarding_plan WHERE partner_id = $1
       UNION ALL SELECT 'agreements/' || id FROM agreement WHERE partner_id = $1
       UNION ALL SELECT 'partner-users/' || id FROM partner_user WHERE partner_id = $1
       UNION ALL SELECT 'reward-accounts/' || id FROM reward_account WHERE partner_id = $1`,
      [theirs],
    );
    expect(ids).toHaveLength(6);
    for (const { path } of ids) {
      for (const part of ['', '/history', ...(path.startsWith('reward') ? ['/statement'] : [])]) {
        expect(await service.call(`GET /v1/${path}${part}`, { as: rival })).toMatchObject({
          status: 404,
          body: { code: 'NOT_FOUND' },
        });
      }
    }
    for (const list of ['partners', 'onboarding-plans', 'agreements', 'partner-users', 'reward-accounts']) {
      const answer = expectStatus(await service.call(`GET /v1/${list}?limit=200`, { as: rival }), 200);
      expect(answer.items.length).toBeGreaterThan(0);
      expect(JSON.stringify(answer)).not.toContain(theirs);
    }
  });

  it('changes nothing of another partner', async () => {
    const theirs = await approvedPartner(service);
    const rival = partnerUser(await approvedPartner(service));
    const [plan] = await service.adminQuery<{ id: string }>('SELECT id FROM onboarding_plan WHERE partner_id = $1', [
      theirs,
    ]);
    const [agreement] = await service.adminQuery<{ id: string }>(
      'SELECT id FROM agreement WHERE partner_id = $1 LIMIT 1',
      [theirs],
    );
    const [user] = await service.adminQuery<{ id: string }>('SELECT id FROM partner_user WHERE partner_id = $1', [
      theirs,
    ]);
    const attempts: [string, object][] = [
      [`PATCH /v1/partners/${theirs}`, { website: 'https://rival.example' }],
      [`POST /v1/onboarding-plans/${plan?.id}/complete-task`, { task: 'accept_brand_guidelines' }],
      [`POST /v1/agreements/${agreement?.id}/sign`, { name: 'Rival' }],
      [`POST /v1/partner-users/${user?.id}/deactivate`, { reason: 'gone' }],
      ['POST /v1/partner-users', { partnerId: theirs, email: 'x@rival.example', name: 'X', roles: ['sales'] }],
    ];
    for (const [operation, body] of attempts) {
      expect(await service.call(operation, { as: rival, body })).toMatchObject({
        status: 404,
        body: { code: 'NOT_FOUND' },
      });
    }
  });

  it('reads no application, no evaluation and nothing of what the vendor thinks of it', async () => {
    const { id } = await apply(service);
    const evaluation = await evaluate(service, { applicationId: id });
    const mine = await activePartner(service);
    const self = partnerUser(mine);
    for (const path of [
      'partner-applications',
      `partner-applications/${id}`,
      'partner-evaluations',
      `partner-evaluations/${evaluation.id}`,
    ]) {
      expect((await service.call(`GET /v1/${path}`, { as: self })).status).toBe(403);
    }
    const own = expectStatus(await service.call(`GET /v1/partners/${mine}`, { as: self }), 200);
    expect(own).not.toHaveProperty('partnership');
    const history = expectStatus(await service.call(`GET /v1/partners/${mine}/history`, { as: self }), 200);
    expect(JSON.stringify(history)).not.toMatch(/partnership|strategic/);
  });

  it('does what the vendor does by no role that it claims', async () => {
    const mine = await approvedPartner(service);
    const pretender = { ...partnerUser(mine), roles: ['partner_admin', 'admin', 'channel_manager'] as const };
    const answer = await service.call(`POST /v1/partners/${mine}/change-tier`, {
      as: pretender,
      body: { tier: 'gold', reason: 'because' },
    });
    expect(answer).toMatchObject({ status: 403, body: { code: 'ROLE_MISSING' } });
  });
});

describe('A distributor', () => {
  it('sees the partners below it, without what is theirs alone, and changes none of them', async () => {
    const distributor = await activeDistributor();
    const child = await approvedPartner(service);
    const stranger = await approvedPartner(service);
    const assign = (id: string, distributorId: string | null) =>
      service.call(`POST /v1/partners/${id}/assign-distributor`, { as: manager, body: { distributorId } });
    expectStatus(await assign(child, distributor), 200);
    const as = partnerUser(distributor);
    const list = expectStatus(await service.call('GET /v1/partners', { as }), 200);
    expect(list.items.map(({ id }: { id: string }) => id).sort()).toEqual([child, distributor].sort());
    const seen = expectStatus(await service.call(`GET /v1/partners/${child}`, { as }), 200);
    expect(seen).not.toHaveProperty('agreements');
    expect((await service.call(`GET /v1/partners/${stranger}`, { as })).status).toBe(404);
    expect(
      (await service.call(`PATCH /v1/partners/${child}`, { as, body: { website: 'https://x.example' } })).status,
    ).toBe(404);
    expect((await service.call(`GET /v1/agreements?partnerId=${child}`, { as })).body.items).toEqual([]);
  });

  it('never stands below itself, not even when two are moved at the same moment', async () => {
    const [one, other] = [await activeDistributor(), await activeDistributor()];
    const assign = (id: string, distributorId: string) =>
      service.call(`POST /v1/partners/${id}/assign-distributor`, { as: manager, body: { distributorId } });
    expect(await assign(one, one)).toMatchObject({ status: 422, body: { code: 'PARENT_CYCLE' } });
    expect(await assign(one, await approvedPartner(service))).toMatchObject({
      status: 422,
      body: { code: 'PARENT_NOT_DISTRIBUTOR' },
    });
    const answers = await Promise.all([assign(one, other), assign(other, one), assign(one, other), assign(other, one)]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 422]));
    const both = await service.adminQuery(
      'SELECT FROM partner WHERE id = ANY ($1::uuid[]) AND parent_distributor_id IS NOT NULL',
      [[one, other]],
    );
    expect(both).toHaveLength(1);
  });

  const activeDistributor = () => approvedPartner(service, { partnerType: 'distributor' });
});

describe('A channel manager', () => {
  it('sees and decides what lies in its territories and below them, and what lies nowhere', async () => {
    const region = expectStatus(
      await service.call('POST /v1/territories', {
        as: admin,
        body: { code: 'EMEA', name: 'EMEA', kind: 'region', currency: 'EUR' },
      }),
      201,
    );
    const country = { code: 'DACH', name: 'DACH', kind: 'country', currency: 'EUR', parentId: region.id };
    expectStatus(await service.call('POST /v1/territories', { as: admin, body: country }), 201);
    const inside = await apply(service, { territories: ['DACH'] });
    const nowhere = await apply(service, { territories: ['ATLANTIS'] });
    const emea = { ...vendorUser('emea', 'channel_manager'), territories: ['EMEA'] };
    const apac = { ...vendorUser('apac', 'channel_manager'), territories: ['APAC'] };
    const read = async (id: string, as: typeof emea) =>
      (await service.call(`GET /v1/partner-applications/${id}`, { as })).status;
    expect([await read(inside.id, emea), await read(inside.id, apac)]).toEqual([200, 404]);
    expect([await read(nowhere.id, emea), await read(nowhere.id, apac)]).toEqual([200, 200]);
    const reject = { as: apac, body: { reason: 'not mine' } };
    expect((await service.call(`POST /v1/partner-applications/${inside.id}/reject`, reject)).status).toBe(404);
    const listed = expectStatus(await service.call('GET /v1/partner-applications?limit=200', { as: apac }), 200);
    expect(listed.items.map(({ id }: { id: string }) => id)).not.toContain(inside.id);
    expect(
      (await service.call('POST /v1/partner-evaluations', { as: apac, body: { applicationId: inside.id } })).status,
    ).toBe(404);
  });
});

describe('The service', () => {
  it('protects every table with a partner column, and its roles own nothing', async () => {
    const database = await testDatabase(definition);
    try {
      expect(await unprotectedTables(database)).toEqual([]);
      expect(await overprivilegedRoles(database)).toEqual([]);
    } finally {
      await database.close();
    }
  });

  it('throws the codes of its catalogue and no others, and documents every operation', () => {
    const alsoThrown = ['PARAMETER_UNSCORED', 'INDEPENDENT_EVALUATOR_REQUIRED'];
    assertCatalog({ sources: `${__dirname}/../src`, catalog: definition.errors, alsoThrown });
    expect(undocumented(service.running.openapi)).toEqual([]);
  });
});
