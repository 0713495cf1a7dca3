import type { Actor } from '@tributary/kernel';
import { testService, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { admin, finance, manager, partnerUser, vendorUser } from './people.js';
import { activePartner, apply, approvedPartner, evaluate, expectStatus } from './recruitment.js';

let service: TestService;
beforeAll(async () => {
  service = await testService(definition);
  for (const code of ['UK', 'US']) {
    const body = { code, name: code, kind: 'country', currency: 'USD' };
    expectStatus(await service.call('POST /v1/territories', { as: admin, body }), 201);
  }
});
afterAll(() => service.close());

const ofTerritory = (code: string): Actor => ({
  ...vendorUser(code.toLowerCase(), 'channel_manager'),
  territories: [code],
});
const usersOf = async (partnerId: string) =>
  expectStatus(await service.call(`GET /v1/partner-users?partnerId=${partnerId}`, { as: manager }), 200).items;
const planOf = async (partnerId: string) =>
  expectStatus(await service.call(`GET /v1/onboarding-plans?partnerId=${partnerId}`, { as: manager }), 200).items[0];
const partnerOf = async (id: string, as: Actor = manager) =>
  expectStatus(await service.call(`GET /v1/partners/${id}`, { as }), 200);

describe("A partner's own system", () => {
  it('does by no scope what is for the vendor alone', async () => {
    const id = await activePartner(service);
    const { id: applicationId } = await apply(service);
    const as: Actor = {
      ...partnerUser(id, 'learner'),
      scopes: ['partners', 'agreements', 'onboarding', 'rewards', 'applications', 'territories'].flatMap((noun) => [
        `${noun}:read`,
        `${noun}:write`,
      ]),
    };
    const attempts: [string, object?][] = [
      [`POST /v1/partners/${id}/change-tier`, { tier: 'platinum', reason: 'mine' }],
      [`POST /v1/partners/${id}/reinstate`, {}],
      [`POST /v1/partners/${id}/approve-change`, { changeId: id }],
      ['GET /v1/partner-applications'],
      [`POST /v1/partner-applications/${applicationId}/reject`, { reason: 'a rival' }],
      ['GET /v1/partner-evaluations'],
      ['POST /v1/partner-evaluations', { partnerId: id }],
      ['POST /v1/agreements', { partnerId: id, kind: 'nda', revision: '1' }],
      [`POST /v1/territories`, { code: 'MINE', name: 'Mine', kind: 'area', currency: 'EUR' }],
      [`POST /v1/reward-accounts/${id}/reverse`, { earningId: id, reason: 'x' }],
    ];
    for (const [operation, body] of attempts) {
      const answer = await service.call(operation, { as, ...(body === undefined ? {} : { body }) });
      expect([operation, answer.status, answer.body.code]).toEqual([operation, 403, 'VENDOR_ONLY']);
    }
    expect((await partnerOf(id)).tier).toBe('registered');
  });
});

describe('A channel manager', () => {
  it("neither invites nor changes nor removes the people of another territory's partner", async () => {
    const id = await activePartner(service);
    const [user] = await usersOf(id);
    const as = ofTerritory('US');
    const attempts: [string, object][] = [
      ['POST /v1/partner-users', { partnerId: id, email: 'x@spy.example', name: 'Spy', roles: ['partner_admin'] }],
      [`POST /v1/partner-users/${user.id}/change-roles`, { roles: ['learner'] }],
      [`POST /v1/partner-users/${user.id}/deactivate`, { reason: 'x' }],
    ];
    for (const [operation, body] of attempts) {
      expect(await service.call(operation, { as, body })).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    }
    expect(await usersOf(id)).toEqual([user]);
    const roles = { as: ofTerritory('UK'), body: { roles: ['sales'] } };
    expectStatus(await service.call(`POST /v1/partner-users/${user.id}/change-roles`, roles), 200);
  });

  it("gives no territory that is another's, neither by its own change nor by approving one", async () => {
    const id = await activePartner(service);
    const as = ofTerritory('UK');
    const change = (body: object, by: Actor) => service.call(`PATCH /v1/partners/${id}`, { as: by, body });
    expect(await change({ territories: ['UK', 'US'] }, as)).toMatchObject({
      status: 403,
      body: { code: 'TERRITORY_NOT_YOURS' },
    });
    const wished = expectStatus(await change({ territories: ['US'] }, partnerUser(id)), 200);
    const approval = { body: { changeId: wished.pendingChanges[0].id } };
    const approve = (by: Actor) => service.call(`POST /v1/partners/${id}/approve-change`, { ...approval, as: by });
    expect(await approve(as)).toMatchObject({ status: 403, body: { code: 'TERRITORY_NOT_YOURS' } });
    expect((await partnerOf(id)).territories).toEqual(['UK']);
    expect(expectStatus(await approve(manager), 200).territories).toEqual(['US']);
  });
});

describe('A partner', () => {
  it('does not learn what the vendor thinks of it by asking for partners of each type', async () => {
    const id = await activePartner(service);
    const as = partnerUser(id);
    for (const type of ['strategic', 'futuristic', 'transactional', 'ineffective']) {
      const { items } = expectStatus(await service.call(`GET /v1/partners?partnershipType=${type}`, { as }), 200);
      expect([type, items]).toEqual([type, []]);
    }
    await evaluate(service, { partnerId: id }, 2);
    const { items } = expectStatus(await service.call(`GET /v1/partners/${id}/history`, { as }), 200);
    expect(items[0]).toMatchObject({ type: 'PartnerActivated' });
    const vendors = await service.call(`GET /v1/partners/${id}/history`, { as: manager });
    expect(vendors.body.items[0]).toMatchObject({ type: 'PartnershipRecorded' });
  });

  it('is found as a duplicate under the name that it has now', async () => {
    const id = await activePartner(service);
    const rename = { as: partnerUser(id), body: { legalName: 'Zebra Wagons Ltd' } };
    const { pendingChanges } = expectStatus(await service.call(`PATCH /v1/partners/${id}`, rename), 200);
    const approval = { as: manager, body: { changeId: pendingChanges[0].id } };
    expectStatus(await service.call(`POST /v1/partners/${id}/approve-change`, approval), 200);
    const applied = await apply(service, { legalName: 'ZEBRA WAGONS GmbH' });
    const held = await service.call(`GET /v1/partner-applications/${applied.id}`, { as: manager });
    expect(held.body).toMatchObject({ isHeldAsDuplicate: true, possibleDuplicates: [{ id, on: ['name'] }] });
  });

  it('that is suspended does none of its tasks, signs nothing and gives nobody a role, but may let people leave', async () => {
    const id = await activePartner(service);
    const as = partnerUser(id);
    const offer = { as: manager, body: { partnerId: id, kind: 'nda', revision: '1' } };
    const agreement = expectStatus(await service.call('POST /v1/agreements', offer), 201);
    const [user] = await usersOf(id);
    const plan = await planOf(id);
    expectStatus(await service.call(`POST /v1/partners/${id}/suspend`, { as: manager, body: { reason: 'x' } }), 200);
    const attempts: [string, object][] = [
      [`POST /v1/onboarding-plans/${plan.id}/complete-task`, { task: 'first_training' }],
      [`POST /v1/agreements/${agreement.id}/sign`, { name: 'Managing director' }],
      [`POST /v1/partner-users/${user.id}/change-roles`, { roles: ['sales'] }],
      [`POST /v1/partner-users/${user.id}/join`, {}],
      ['POST /v1/partner-users', { email: 'new@x.example', name: 'New', roles: ['sales'] }],
    ];
    for (const [operation, body] of attempts) {
      const answer = await service.call(operation, { as, body });
      expect([operation, answer.status, answer.body.code]).toEqual([operation, 403, 'PARTNER_SUSPENDED']);
    }
    const leave = { as, body: { reason: 'has left' } };
    expectStatus(await service.call(`POST /v1/partner-users/${user.id}/deactivate`, leave), 200);
  });

  it('that is terminated has nothing more done for it: no task, no evaluation', async () => {
    const id = await approvedPartner(service);
    const plan = await planOf(id);
    expectStatus(await service.call(`POST /v1/partners/${id}/terminate`, { as: admin, body: { reason: 'x' } }), 200);
    const task = { body: { task: 'accept_brand_guidelines' } };
    for (const as of [partnerUser(id), manager]) {
      expect(await service.call(`POST /v1/onboarding-plans/${plan.id}/complete-task`, { ...task, as })).toMatchObject({
        status: 409,
        body: { code: 'INVALID_TRANSITION' },
      });
    }
    expect(await service.call('POST /v1/partner-evaluations', { as: manager, body: { partnerId: id } })).toMatchObject({
      status: 422,
      body: { code: 'PARTNER_TERMINATED' },
    });
    expect((await planOf(id)).tasks.every(({ status }: { status: string }) => status === 'open')).toBe(true);
  });

  it('that is terminated while people are invited keeps none of them', async () => {
    for (let round = 0; round < 4; round += 1) {
      const id = await approvedPartner(service);
      const invite = (n: number) =>
        service.call('POST /v1/partner-users', {
          as: manager,
          body: { partnerId: id, email: `r${n}@x.example`, name: 'Racer', roles: ['sales'] },
        });
      const [ended, ...invited] = await Promise.all([
        service.call(`POST /v1/partners/${id}/terminate`, { as: admin, body: { reason: 'x' } }),
        ...[1, 2, 3, 4, 5, 6, 7].map(invite),
      ]);
      expect(ended?.status).toBe(200);
      expect(invited.every(({ status }) => status === 201 || status === 422)).toBe(true);
      const left = await usersOf(id);
      expect(left.filter(({ status }: { status: string }) => status !== 'deactivated')).toEqual([]);
    }
  });

  it('joins as one person once', async () => {
    const id = await activePartner(service);
    const body = { partnerId: id, email: 'other@x.example', name: 'Other', roles: ['sales'] };
    expectStatus(await service.call('POST /v1/partner-users', { as: manager, body }), 201);
    const [one, other] = await usersOf(id);
    const as = { ...partnerUser(id, 'sales'), subject: 'the-same-person' };
    expectStatus(await service.call(`POST /v1/partner-users/${one.id}/join`, { as }), 200);
    expect(await service.call(`POST /v1/partner-users/${other.id}/join`, { as })).toMatchObject({
      status: 409,
      body: { code: 'JOINED_ALREADY' },
    });
  });

  it('hears of a kind of agreement once, though an ended and an offered one of it wait', async () => {
    const id = await activePartner(service);
    const kind = 'deal_registration_terms';
    const { items } = expectStatus(
      await service.call(`GET /v1/agreements?partnerId=${id}&kind=${kind}`, { as: manager }),
      200,
    );
    const ended = { as: manager, body: { reason: 'new terms' } };
    expectStatus(await service.call(`POST /v1/agreements/${items[0].id}/terminate`, ended), 200);
    const offer = { as: manager, body: { partnerId: id, kind, revision: '2' } };
    expectStatus(await service.call('POST /v1/agreements', offer), 201);
    expect((await partnerOf(id)).unsignedAgreements).toEqual([kind]);
  });
});

describe('A command with If-Match', () => {
  it('is compared with what it is about, not with what follows from it', async () => {
    const id = await approvedPartner(service);
    const as = partnerUser(id);
    const plan = await planOf(id);
    const task = { as, body: { task: 'accept_brand_guidelines' } };
    expectStatus(await service.call(`POST /v1/onboarding-plans/${plan.id}/complete-task`, task), 200);
    const { items } = expectStatus(await service.call('GET /v1/agreements?status=offered', { as }), 200);
    const signing = (version: number) => ({
      as,
      body: { name: 'Managing director' },
      headers: { 'if-match': `"${version}"` },
    });
    const at = `POST /v1/agreements/${items[0].id}/sign`;
    expect(await service.call(at, signing(7))).toMatchObject({ status: 412 });
    expectStatus(await service.call(at, signing(items[0].version)), 200);
    const { version } = await partnerOf(id);
    const end = { as: admin, body: { reason: 'x' }, headers: { 'if-match': `"${version}"` } };
    expectStatus(await service.call(`POST /v1/partners/${id}/terminate`, end), 200);
  });
});

describe('A territory', () => {
  const nine = [{ from: '09:00', to: '17:00' }];
  const week = { 1: nine, 2: nine, 3: nine, 4: nine, 5: nine, 6: [], 7: [] };

  it('has the hours of its calendar, though both change in the same moment', async () => {
    for (let round = 0; round < 5; round += 1) {
      const calendar = expectStatus(
        await service.call('POST /v1/calendars', {
          as: admin,
          body: { name: `Round ${round}`, timeZone: 'Europe/Berlin', week, holidays: [] },
        }),
        201,
      );
      const open = (code: string, more: object = {}) =>
        service.call('POST /v1/territories', {
          as: admin,
          body: { code, name: 'x', kind: 'area', currency: 'EUR', ...more },
        });
      const { id } = expectStatus(await open(`A${round}`), 201);
      const follow = { as: admin, body: { calendarId: calendar.id } };
      const holidays = { as: admin, body: { holidays: ['2026-12-25'] } };
      const answers = await Promise.all([
        service.call(`PATCH /v1/territories/${id}`, follow),
        service.call(`PATCH /v1/calendars/${calendar.id}`, holidays),
        open(`B${round}`, { calendarId: calendar.id }),
      ]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 201]);
      const rows = await service.adminQuery<{ holidays: string[] }>(
        `SELECT calendar -> 'holidays' AS holidays FROM territory WHERE calendar_id = $1`,
        [calendar.id],
      );
      expect(rows).toEqual([{ holidays: ['2026-12-25'] }, { holidays: ['2026-12-25'] }]);
    }
  });

  it('never stands below itself, not even when eight move it at the same moment', async () => {
    const open = async (code: string) =>
      expectStatus(
        await service.call('POST /v1/territories', {
          as: admin,
          body: { code, name: code, kind: 'area', currency: 'EUR' },
        }),
        201,
      ).id;
    const ids = [await open('RING-1'), await open('RING-2'), await open('RING-3')];
    const move = (from: number) =>
      service.call(`PATCH /v1/territories/${ids[from]}`, { as: admin, body: { parentId: ids[(from + 1) % 3] } });
    const answers = await Promise.all([0, 1, 2, 0, 1, 2, 0, 1].map(move));
    const refusals = answers.filter(({ status }) => status !== 200).map(({ body }) => body.code);
    expect(refusals).toEqual(refusals.map(() => 'TERRITORY_CYCLE'));
    const rows = await service.adminQuery('SELECT FROM territory WHERE id = ANY ($1::uuid[]) AND parent_id IS NULL', [
      ids,
    ]);
    expect(rows.length).toBeGreaterThan(0);
    expect((await service.call(`PATCH /v1/territories/${ids[0]}`, { as: finance, body: {} })).status).toBe(403);
  });
});
