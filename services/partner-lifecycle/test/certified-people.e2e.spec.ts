import { ManualClock, type Actor } from '@tributary/kernel';
import { testService, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { certify, define, person } from './certified.js';
import { manager, partnerUser, vendorUser } from './people.js';
import { approvedPartner, expectStatus } from './recruitment.js';

const clock = new ManualClock(new Date('2026-06-15T09:00:00Z'));
let service: TestService;
beforeAll(async () => {
  service = await testService(definition, { clock });
  await define(service, 'BASIC', { kind: 'sales' });
  await define(service, 'EXPERT', { prerequisites: ['BASIC'] });
});
afterAll(() => service.close());

const get = async (path: string, as: Actor = manager) =>
  expectStatus(await service.call(`GET /v1/${path}`, { as }), 200);
const heads = async (partnerId: string, as?: Actor) => (await get(`partners/${partnerId}`, as)).certifications;

describe("A partner's profile", () => {
  it('counts the people who are certified today, and no longer those who left or whose time is over', async () => {
    const partnerId = await approvedPartner(service);
    expect(await heads(partnerId)).toEqual([]);
    const [one, two] = [await person(service, partnerId), await person(service, partnerId)];
    for (const { id } of [one, two]) await certify(service, id, 'BASIC');
    await certify(service, one.id, 'EXPERT');
    const basic = { definition: 'BASIC', kind: 'sales', people: 2, expiring: 0, firstEndsOn: '2027-06-14' };
    expect(await heads(partnerId)).toMatchObject([basic, { definition: 'EXPERT', people: 1 }]);
    expect(await heads(partnerId, partnerUser(partnerId, 'sales'))).toMatchObject([basic, { people: 1 }]);
    const leave = { as: partnerUser(partnerId), body: { reason: 'has left' } };
    expectStatus(await service.call(`POST /v1/partner-users/${one.id}/deactivate`, leave), 200);
    expect(await heads(partnerId)).toMatchObject([{ ...basic, people: 1 }]);
    clock.set(new Date('2027-06-14T23:00:00Z'));
    expect(await heads(partnerId)).toMatchObject([{ people: 1, expiring: 1 }]);
    clock.set(new Date('2027-06-15T00:00:00Z'));
    expect(await heads(partnerId)).toEqual([]);
    clock.set(new Date('2026-06-15T09:00:00Z'));
  });

  it('tells a distributor nothing of the people of the partners below it', async () => {
    const distributor = await approvedPartner(service, { partnerType: 'distributor' });
    const partnerId = await approvedPartner(service);
    const assign = { as: manager, body: { distributorId: distributor } };
    expectStatus(await service.call(`POST /v1/partners/${partnerId}/assign-distributor`, assign), 200);
    const { id } = await certify(service, (await person(service, partnerId)).id, 'BASIC');
    const as = partnerUser(distributor);
    expect(await heads(partnerId, as)).toBeUndefined();
    expect((await service.call(`GET /v1/certifications/${id}`, { as })).status).toBe(404);
    expect((await get('certifications', as)).items).toEqual([]);
  });

  it('ends the certifications of everybody with the relation itself', async () => {
    const partnerId = await approvedPartner(service);
    const { id } = await certify(service, (await person(service, partnerId)).id, 'BASIC');
    const body = { reason: 'contract ended' };
    expectStatus(await service.call(`POST /v1/partners/${partnerId}/terminate`, { as: manager, body }), 200);
    expect(await get(`certifications/${id}`)).toMatchObject({
      status: 'revoked',
      revocation: { cause: 'holder_left' },
    });
  });
});

describe('A person', () => {
  it('sees its own certifications and gaps, its administrator those of all, and nobody those of a rival', async () => {
    const partnerId = await approvedPartner(service);
    const [me, colleague] = [await person(service, partnerId), await person(service, partnerId)];
    const learner: Actor = { ...partnerUser(partnerId, 'learner'), subject: 'learner-1' };
    expectStatus(await service.call(`POST /v1/partner-users/${me.id}/join`, { as: learner }), 200);
    const mine = await certify(service, me.id, 'BASIC');
    const theirs = await certify(service, colleague.id, 'BASIC');
    const ids = async (as: Actor) => (await get('certifications', as)).items.map(({ id }: { id: string }) => id);
    expect(await ids(learner)).toEqual([mine.id]);
    expect((await ids(partnerUser(partnerId))).sort()).toEqual([mine.id, theirs.id].sort());
    const rival = partnerUser(await approvedPartner(service));
    expect(await ids(rival)).toEqual([]);
    for (const as of [learner, rival]) {
      for (const part of ['', '/history']) {
        const answer = await service.call(`GET /v1/certifications/${theirs.id}${part}`, { as });
        expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
      }
    }
    for (const verb of ['renew', 'revoke']) {
      expect((await service.call(`POST /v1/certifications/${mine.id}/${verb}`, { as: learner, body: {} })).status).toBe(
        403,
      );
    }
    const exported = await service.call('GET /v1/certifications/export?format=ndjson', { as: rival });
    expect(exported.text).toBe('');
  });

  it('learns what is missing and what comes first', async () => {
    const partnerId = await approvedPartner(service);
    const [one, two] = [await person(service, partnerId), await person(service, partnerId)];
    await certify(service, one.id, 'BASIC');
    const gaps = async (query: string, as: Actor = partnerUser(partnerId)) =>
      (await get(`certifications/missing?${query}`, as)).items;
    expect(await gaps(`userId=${one.id}`)).toEqual([
      {
        userId: one.id,
        partnerId,
        name: one.name,
        held: ['BASIC'],
        missing: [{ code: 'EXPERT', name: 'EXPERT', kind: 'technical', because: 'never', missingPrerequisites: [] }],
      },
    ]);
    expect(await gaps(`userId=${two.id}&definition=EXPERT`)).toMatchObject([
      { held: [], missing: [{ code: 'EXPERT', missingPrerequisites: ['BASIC'] }] },
    ]);
    expect(await gaps(`partnerId=${partnerId}`, manager)).toHaveLength(3);
    expect(await gaps(`partnerId=${partnerId}`, partnerUser(await approvedPartner(service)))).toEqual([]);
    const apac = { ...vendorUser('apac', 'channel_manager'), territories: ['APAC'] };
    const uk = { code: 'UK', name: 'UK', kind: 'country', currency: 'GBP' };
    expectStatus(await service.call('POST /v1/territories', { as: manager, body: uk }), 201);
    expect(await gaps(`partnerId=${partnerId}`, apac)).toEqual([]);
  });
});
