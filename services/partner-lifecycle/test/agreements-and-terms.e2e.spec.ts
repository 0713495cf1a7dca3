import { ManualClock } from '@tributary/kernel';
import { eventually, testService, type TestService } from '@tributary/testing';
import { definition } from '../src/index.js';
import { admin, manager, partnerUser } from './people.js';
import { activePartner, approvedPartner, completeTasks, expectStatus } from './recruitment.js';

const clock = new ManualClock(new Date('2026-06-15T09:00:00Z'));
let service: TestService;
beforeAll(async () => {
  service = await testService(definition, { clock });
});
afterAll(() => service.close());

const outboxed = async (key: string): Promise<string[]> => {
  const rows = await service.adminQuery<{ type: string }>(
    'SELECT type FROM history WHERE entity_id = $1 ORDER BY version',
    [key],
  );
  return rows.map(({ type }) => type);
};
const partnerOf = async (id: string) =>
  expectStatus(await service.call(`GET /v1/partners/${id}`, { as: manager }), 200);

describe('Time', () => {
  it('warns of the end of an agreement three times, ends it, and closes what it covered until it is signed anew', async () => {
    const partnerId = await activePartner(service);
    const { items } = expectStatus(
      await service.call(`GET /v1/agreements?partnerId=${partnerId}&kind=deal_registration_terms`, { as: manager }),
      200,
    );
    const { id, expiresOn } = items[0];
    expect(expiresOn).toBe('2029-06-14');
    for (const [at, entries] of [
      ['2029-03-16', 3],
      ['2029-05-15', 4],
      ['2029-06-07', 5],
      ['2029-06-15', 6],
    ] as const) {
      clock.set(new Date(`${at}T00:00:00Z`));
      await eventually(
        () => outboxed(id),
        (seen) => seen.length === entries,
      );
    }
    expect((await outboxed(id)).slice(2)).toEqual([
      'AgreementExpiring',
      'AgreementExpiring',
      'AgreementExpiring',
      'AgreementExpired',
    ]);
    await eventually(
      () => partnerOf(partnerId),
      ({ unsignedAgreements }) => unsignedAgreements.length > 0,
    );
    expect(await partnerOf(partnerId)).toMatchObject({
      status: 'active',
      unsignedAgreements: expect.arrayContaining(['deal_registration_terms']),
    });
  });
});

describe('A task', () => {
  it('that is reopened keeps the partner from becoming active, and leaves an active one alone', async () => {
    const early = await approvedPartner(service);
    await completeTasks(service, early, 'accept_brand_guidelines');
    const { items } = expectStatus(
      await service.call(`GET /v1/onboarding-plans?partnerId=${early}`, { as: manager }),
      200,
    );
    const reopen = (planId: string, task: string) =>
      service.call(`POST /v1/onboarding-plans/${planId}/reopen-task`, {
        as: manager,
        body: { task, reason: 'other guidelines' },
      });
    expectStatus(await reopen(items[0].id, 'accept_brand_guidelines'), 200);
    expect(await reopen(items[0].id, 'accept_brand_guidelines')).toMatchObject({
      status: 409,
      body: { code: 'INVALID_TRANSITION' },
    });
    const self = partnerUser(early);
    const signed = { as: self, body: { task: 'sign_partner_agreement' } };
    expect(await service.call(`POST /v1/onboarding-plans/${items[0].id}/complete-task`, signed)).toMatchObject({
      status: 422,
      body: { code: 'TASK_NEEDS_SIGNATURE' },
    });
    expect(
      await service.call(`POST /v1/onboarding-plans/${items[0].id}/reopen-task`, {
        as: self,
        body: { task: 'accept_roles', reason: 'x' },
      }),
    ).toMatchObject({ status: 403 });
    const active = await activePartner(service);
    const plan = (await service.call(`GET /v1/onboarding-plans?partnerId=${active}`, { as: manager })).body.items[0];
    expect(expectStatus(await reopen(plan.id, 'accept_roles'), 200).status).toBe('open');
    expect((await partnerOf(active)).status).toBe('active');
  });
});

describe('A partner', () => {
  it('waits for the vendor with a change of its name, and not with its web site', async () => {
    const id = await activePartner(service);
    const as = partnerUser(id);
    const wished = { legalName: 'New Name Ltd', website: 'https://new.example' };
    const changed = expectStatus(await service.call(`PATCH /v1/partners/${id}`, { as, body: wished }), 200);
    expect(changed).toMatchObject({
      website: 'https://new.example',
      pendingChanges: [{ field: 'legalName', value: ['New Name Ltd'] }],
    });
    expect(changed.legalName).not.toBe('New Name Ltd');
    const approval = { as: manager, body: { changeId: changed.pendingChanges[0].id } };
    expect(expectStatus(await service.call(`POST /v1/partners/${id}/approve-change`, approval), 200)).toMatchObject({
      legalName: 'New Name Ltd',
      pendingChanges: [],
    });
    expect((await service.call(`POST /v1/partners/${id}/approve-change`, approval)).status).toBe(404);
  });

  it('that is terminated loses its users, and nothing more is done for it', async () => {
    const id = await activePartner(service);
    const reason = { reason: 'contract ended' };
    expectStatus(await service.call(`POST /v1/partners/${id}/suspend`, { as: manager, body: reason }), 200);
    expect(
      await service.call(`PATCH /v1/partners/${id}`, { as: partnerUser(id), body: { website: 'https://x.example' } }),
    ).toMatchObject({ status: 403, body: { code: 'PARTNER_SUSPENDED' } });
    expectStatus(await service.call(`POST /v1/partners/${id}/reinstate`, { as: manager, body: {} }), 200);
    expectStatus(await service.call(`POST /v1/partners/${id}/terminate`, { as: admin, body: reason }), 200);
    const users = await service.call(`GET /v1/partner-users?partnerId=${id}`, { as: manager });
    expect(users.body.items.map(({ status }: { status: string }) => status)).toEqual(['deactivated']);
    const invite = { as: manager, body: { partnerId: id, email: 'late@x.example', name: 'Late', roles: ['sales'] } };
    expect(await service.call('POST /v1/partner-users', invite)).toMatchObject({
      status: 422,
      body: { code: 'PARTNER_TERMINATED' },
    });
    const offer = { as: manager, body: { partnerId: id, kind: 'nda', revision: '1' } };
    expect(await service.call('POST /v1/agreements', offer)).toMatchObject({
      status: 409,
      body: { code: 'INVALID_TRANSITION' },
    });
    expect((await service.call(`GET /v1/agreements?partnerId=${id}&kind=nda`, { as: manager })).body.items).toEqual([]);
  });

  it('loses a tier given by hand after its last day', async () => {
    const id = await activePartner(service);
    const until = new Date(clock.now().getTime() + 86_400_000).toISOString().slice(0, 10);
    expect(
      expectStatus(
        await service.call(`POST /v1/partners/${id}/change-tier`, {
          as: manager,
          body: { tier: 'gold', reason: 'lighthouse', until },
        }),
        200,
      ),
    ).toMatchObject({ tier: 'gold', tierUntil: until });
    const stale = { as: manager, body: { tier: 'silver', reason: 'x' }, headers: { 'if-match': '"1"' } };
    expect(await service.call(`POST /v1/partners/${id}/change-tier`, stale)).toMatchObject({
      status: 412,
      body: { code: 'STALE' },
    });
  });
});

describe('A territory', () => {
  it('is published whole, and again when its calendar changes', async () => {
    const nine = [{ from: '09:00', to: '17:00' }];
    const week = { 1: nine, 2: nine, 3: nine, 4: nine, 5: nine, 6: [], 7: [] };
    const calendar = expectStatus(
      await service.call('POST /v1/calendars', {
        as: admin,
        body: { name: 'Berlin', timeZone: 'Europe/Berlin', week, holidays: [] },
      }),
      201,
    );
    const opened = {
      code: 'DE',
      name: 'Germany',
      kind: 'country',
      currency: 'EUR',
      countries: ['DE'],
      calendarId: calendar.id,
    };
    const territory = expectStatus(await service.call('POST /v1/territories', { as: admin, body: opened }), 201);
    expect(await service.call('POST /v1/territories', { as: admin, body: opened })).toMatchObject({
      status: 409,
      body: { code: 'TERRITORY_CODE_TAKEN' },
    });
    expectStatus(
      await service.call(`PATCH /v1/calendars/${calendar.id}`, { as: admin, body: { holidays: ['2026-12-25'] } }),
      200,
    );
    expect(await outboxed(territory.id)).toEqual(['TerritoryOpened', 'TerritoryCalendarChanged']);
    const child = expectStatus(
      await service.call('POST /v1/territories', {
        as: admin,
        body: { ...opened, code: 'DE-BY', kind: 'area', parentId: territory.id },
      }),
      201,
    );
    expect(
      await service.call(`PATCH /v1/territories/${territory.id}`, { as: admin, body: { parentId: child.id } }),
    ).toMatchObject({ status: 422, body: { code: 'TERRITORY_CYCLE' } });
    expect(
      await service.call('PATCH /v1/calendars/' + calendar.id, { as: admin, body: { timeZone: 'Europe/Atlantis' } }),
    ).toMatchObject({ status: 422, body: { code: 'CALENDAR_UNFIT' } });
    expect(
      (await service.call(`GET /v1/territories/${territory.id}`, { as: partnerUser(child.id, 'learner') })).status,
    ).toBe(200);
  });
});
