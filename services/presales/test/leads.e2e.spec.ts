import { ManualClock } from '@tributary/kernel';
import { eventually, testService, type TestService, vendor } from '@tributary/testing';
import { definition } from '../src/index.js';
import {
  acceptance,
  admin,
  contoso,
  fabrikam,
  knowPartner,
  knowTerritories,
  lead,
  leadsOf,
  northwind,
  reseller,
  rival,
  third,
  toldOf,
} from './leads.js';

describe('leads', () => {
  // A Monday, half past nine in every territory of the test.
  const clock = new ManualClock(new Date('2026-03-02T09:30:00.000Z'));
  let service: TestService;
  let leads: ReturnType<typeof leadsOf>;

  beforeAll(async () => {
    service = await testService(definition, { clock });
    leads = leadsOf(service);
    await knowTerritories(service);
    for (const id of [northwind, contoso]) await knowPartner(service, id);
    await knowPartner(service, fabrikam, { territories: ['DACH'] });
    await leads.rule({ place: 10, territories: ['NA'], strategy: 'round_robin' });
  });
  afterAll(() => service.close());

  const offeredTo = async (partnerId: string) => {
    for (let round = 0; round < 4; round += 1) {
      const offered = await leads.qualified();
      if (offered.partnerId === partnerId) return offered;
    }
    throw new Error('Nothing came to this partner.');
  };

  it('go from capture to the partner that accepts, and the person is hidden until then', async () => {
    const captured = await leads.capture(admin, lead());
    expect([captured.status, captured.body]).toMatchObject([
      201,
      {
        status: 'new',
        territory: 'NA',
        number: expect.stringMatching(/^L-2026-\d{6}$/),
        contact: { phone: '+1 555 0100' },
      },
    ]);
    const offered = await leads.verb(admin, captured.body.id, 'qualify');
    expect(offered.body).toMatchObject({ status: 'offered', offerDueAt: '2026-03-03T09:30:00.000Z' });
    const as = offered.body.partnerId === northwind ? reseller : rival;
    const other = as === reseller ? rival : reseller;
    const hidden = await leads.show(as, captured.body.id);
    expect(hidden.body).toMatchObject({
      contact: null,
      note: null,
      contributions: [],
      offers: [{ openedAt: clock.now().toISOString() }],
    });
    expect((await leads.show(other, captured.body.id)).status).toBe(404);
    const taken = await leads.verb(as, captured.body.id, 'accept', acceptance);
    expect([taken.status, taken.body]).toMatchObject([
      200,
      {
        status: 'accepted',
        protectedUntil: '2026-04-01T09:30:00.000Z',
        contact: { phone: '+1 555 0100' },
        nextStep: 'Call on Thursday',
      },
    ]);
    expect((await leads.verb(as, captured.body.id, 'start-work')).body.status).toBe('working');
    const converted = await leads.verb(as, captured.body.id, 'convert', { closeOn: '2026-06-30' });
    expect([converted.status, converted.body.status]).toEqual([200, 'converted']);
    const account = await service.call(`GET /v1/accounts/${converted.body.accountId}`, { as });
    expect([account.status, account.body.legalName]).toEqual([200, captured.body.company.name]);
    const told = await toldOf(service, captured.body.id);
    expect(told).toEqual([
      'LeadCaptured',
      'LeadQualified',
      'LeadOffered',
      'LeadOfferOpened',
      'LeadAccepted',
      'LeadWorkStarted',
      'LeadConverted',
    ]);
  });

  it('that the vendor recalls can no longer be read by the partner, and an event says so', async () => {
    const { id } = await offeredTo(northwind);
    await leads.verb(reseller, id, 'accept', acceptance);
    const recalled = await leads.verb(admin, id, 'recall', { reason: 'No contact' });
    expect(recalled.body).toMatchObject({ status: 'qualified', partnerId: null, deskReason: 'recalled' });
    const answers = await Promise.all([
      leads.show(reseller, id),
      service.call(`GET /v1/leads/${id}/history`, { as: reseller }),
      leads.verb(reseller, id, 'start-work'),
      leads.verb(reseller, id, 'accept', acceptance),
      leads.verb(reseller, id, 'convert'),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404]);
    expect((await leads.list(reseller)).body.items.map((each: { id: string }) => each.id)).not.toContain(id);
    const [event] = await service.adminQuery<{ after: unknown; reason: string }>(
      `SELECT reason FROM history WHERE entity_id = $1 AND type = 'LeadTakenBack'`,
      [id],
    );
    expect(event).toEqual({ reason: 'No contact' });
  });

  it('that a partner declines are never offered to it again, whoever asks', async () => {
    const { id } = await offeredTo(northwind);
    expect((await leads.verb(reseller, id, 'decline', { code: 'no_capacity' })).status).toBe(204);
    expect((await leads.show(reseller, id)).status).toBe(404);
    await eventually(async () => expect((await leads.show(rival, id)).status).toBe(200));
    await leads.verb(admin, id, 'recall', { reason: 'Ours to decide' });
    const refused = await leads.verb(admin, id, 'offer', { partnerId: northwind });
    expect([refused.status, refused.body.code]).toEqual([422, 'DECLINED_BEFORE']);
    expect((await toldOf(service, id)).at(-1)).toBe('LeadTakenBack');
    expect((await leads.verb(admin, id, 'offer', { partnerId: contoso })).body.status).toBe('offered');
  });

  it('that a partner brings go to nobody else, and show it neither its rivals nor why', async () => {
    const brought = await leads.capture(reseller, lead());
    expect(brought.body).toMatchObject({ source: 'partner', contributedBy: northwind, contributions: [] });
    const qualified = await leads.verb(admin, brought.body.id, 'qualify');
    expect(qualified.body).toMatchObject({ partnerId: northwind, offers: [{ strategy: 'contributed' }] });
    const refused = await leads.verb(admin, brought.body.id, 'recall', { reason: 'Try' });
    expect(refused.status).toBe(200);
    expect((await leads.verb(admin, brought.body.id, 'offer', { partnerId: contoso })).body.code).toBe(
      'CONTRIBUTED_BY_ANOTHER',
    );
    expect((await service.call(`GET /v1/leads/${brought.body.id}/routing`, { as: reseller })).status).toBe(403);
  });

  it('of one person are one: the second capture names the first, or is merged on request', async () => {
    const first = (await leads.capture(admin, lead())).body;
    const same = { ...lead(), contact: { name: 'Other', email: first.contact.email.toUpperCase() } };
    const refused = await leads.capture(admin, same);
    expect([refused.status, refused.body]).toMatchObject([409, { code: 'LEAD_DUPLICATE', leadId: first.id }]);
    const toPartner = await leads.capture(reseller, same);
    expect([toPartner.status, toPartner.body.leadId]).toEqual([409, undefined]);
    const byName = { ...lead(), company: first.company, contact: { name: ` ${first.contact.name.toUpperCase()}` } };
    expect((await leads.capture(admin, byName)).body.leadId).toBe(first.id);
    const touches = [{ kind: 'demo_request', at: '2026-03-01T10:00:00.000Z' }];
    const merged = await leads.capture(admin, { ...same, touches, families: ['MG'], onDuplicate: 'merge' });
    expect([merged.status, merged.body]).toMatchObject([
      200,
      { id: first.id, families: ['GTX', 'MG'], score: first.score + 25, contact: first.contact },
    ]);
    expect(await toldOf(service, first.id)).toEqual(['LeadCaptured', 'LeadMerged']);
  });

  it('refuse what does not fit, each with its code', async () => {
    const { consent: _, ...unfounded } = lead();
    expect((await leads.capture(admin, unfounded)).body.code).toBe('CONSENT_MISSING');
    const mute = (await leads.capture(admin, lead({ contact: { name: 'Nobody' } }))).body;
    expect((await leads.verb(admin, mute.id, 'qualify')).body.code).toBe('NOT_REACHABLE');
    expect((await leads.verb(admin, mute.id, 'recall', { reason: 'x' })).body).toMatchObject({
      code: 'INVALID_TRANSITION',
      allowed: ['qualified', 'disqualified'],
    });
    const offered = await offeredTo(northwind);
    expect((await leads.verb(reseller, offered.id, 'accept', { nextStep: 'Call' })).status).toBe(400);
    expect((await leads.verb(reseller, offered.id, 'convert')).body.code).toBe('INVALID_TRANSITION');
    expect((await leads.verb(rival, offered.id, 'accept', acceptance)).status).toBe(404);
    await knowPartner(service, northwind, { status: 'suspended' });
    expect((await leads.verb(reseller, offered.id, 'accept', acceptance)).body.code).toBe('PARTNER_SUSPENDED');
    await knowPartner(service, northwind);
    expect((await leads.verb(admin, offered.id, 'accept', acceptance)).status).toBe(403);
    expect((await leads.verb(reseller, offered.id, 'qualify')).status).toBe(403);
    expect((await leads.verb(vendor('readonly'), offered.id, 'recall', { reason: 'x' })).status).toBe(403);
    expect((await leads.verb(third, offered.id, 'decline', { code: 'too_small' })).status).toBe(404);
  });

  it('that are offered can still be read by a partner that is suspended, and that it looked is kept', async () => {
    const { id } = await offeredTo(northwind);
    await knowPartner(service, northwind, { status: 'suspended' });
    const shown = await leads.show(reseller, id);
    expect([shown.status, shown.body.offers]).toMatchObject([200, [{ openedAt: clock.now().toISOString() }]]);
    await knowPartner(service, northwind);
  });

  it('take no external id from a partner: it could keep the vendor’s systems from using theirs', async () => {
    const externalId = { system: 'crm', id: 'LEAD-77' };
    const brought = await leads.capture(reseller, lead({ externalId }));
    const [mine, others] = [
      await leads.capture(admin, lead({ externalId })),
      await leads.capture(rival, lead({ externalId })),
    ];
    expect([brought, mine, others].map(({ status }) => status)).toEqual([201, 201, 201]);
    expect((await leads.show(admin, brought.body.id)).body.externalId).toBeNull();
    expect(mine.body.externalId).toEqual(externalId);
  });

  it('of other territories do not exist for a channel manager', async () => {
    const { body } = await leads.capture(admin, lead());
    const manager = { ...vendor('channel_manager'), territories: ['DACH'] };
    const answers = await Promise.all([
      leads.show(manager, body.id),
      leads.verb(manager, body.id, 'qualify'),
      service.call(`GET /v1/leads/${body.id}/routing`, { as: manager }),
    ]);
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect((await leads.list(manager)).body.items).toEqual([]);
    expect((await leads.list({ ...manager, territories: ['NA'] })).body.items.length).toBeGreaterThan(0);
  });

  it('are captured once, however often the same request comes', async () => {
    const body = lead();
    const key = { 'idempotency-key': 'one-lead' };
    const [first, second] = [await leads.capture(admin, body, key), await leads.capture(admin, body, key)];
    expect([second.status, second.body.id, second.headers.get('idempotent-replayed')]).toEqual([
      201,
      first.body.id,
      'true',
    ]);
    const { id } = await offeredTo(northwind);
    await leads.verb(reseller, id, 'accept', acceptance);
    const converted = await leads.verb(reseller, id, 'convert', {}, { 'idempotency-key': 'one-conversion' });
    const again = await leads.verb(reseller, id, 'convert', {}, { 'idempotency-key': 'one-conversion' });
    expect([again.status, again.body.accountId]).toEqual([200, converted.body.accountId]);
  });
});
