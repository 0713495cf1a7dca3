import type { TestService } from '@tributary/testing';
import {
  contoso,
  deal,
  dealsOf,
  desk,
  lines,
  manager,
  northwind,
  reseller,
  reviewed,
  rival,
  salesService,
} from './sales.js';

let service: TestService;
let deals: ReturnType<typeof dealsOf>;

beforeAll(async () => {
  service = await salesService();
  deals = dealsOf(service);
});
afterAll(() => service.close());

async function openCount(): Promise<number> {
  const [row] = await service.adminQuery<{ count: number }>('SELECT count(*)::int AS count FROM deal_registration');
  return row?.count ?? 0;
}

describe('a check', () => {
  it('tells the benefit and that the way is clear, and stores nothing', async () => {
    const before = await openCount();
    const { status, body } = await deals.check(reseller, deal());
    expect({ status, body }).toEqual({
      status: 200,
      body: {
        eligible: true,
        failing: [],
        conflict: 'clear',
        benefit: { protectionDays: 90, upliftPercent: '7', decisionDays: 2 },
        program: { id: expect.any(String), version: 1 },
      },
    });
    expect(await openCount()).toBe(before);
  });

  it('tells every condition of the partner that fails', async () => {
    const body = deal({ expectedCloseOn: '2020-01-01' });
    const answer = await deals.check(reseller, body);
    expect(answer.body).toMatchObject({
      eligible: false,
      failing: [{ code: 'LEAD_TIME_TOO_SHORT', pointer: '/expectedCloseOn' }],
    });
  });

  it('of a customer that somebody else holds tells that it will be reviewed, and no more', async () => {
    const body = deal();
    await deals.registered(body);
    const held = await deals.check(rival, body);
    const free = await deals.check(rival, deal());
    expect(held.body).toEqual({ ...free.body, conflict: 'will_be_reviewed' });
  });
});

describe('a conflict', () => {
  const inConflict = async () => {
    const body = deal();
    const first = await deals.registered(body);
    const second = await deals.register(rival, body);
    return { first, second: second.body };
  };

  it('holds the later registration and tells its partner of what class it is, never with whom', async () => {
    const { first, second } = await inConflict();
    expect(second).toMatchObject({
      status: 'conflict_hold',
      explanation: [{ code: 'REGISTRATION' }],
      protection: null,
    });
    expect(second.conflict).toEqual({ class: 'registration' });
    const seen = [
      second,
      (await deals.show(rival, second.id)).body,
      (await service.call(`GET /v1/deal-registrations/${second.id}/history`, { as: rival })).body,
      (await deals.list(rival)).body,
    ];
    for (const answer of seen) {
      const text = JSON.stringify(answer);
      for (const trace of [
        first.id,
        first.number,
        northwind,
        'Partner a1',
        '"score"',
        '"rivals"',
        '"severity"',
        'shared',
      ]) {
        expect(text).not.toContain(trace);
      }
    }
  });

  it('is shown to the vendor with both deals and the evidence', async () => {
    const { first, second } = await inConflict();
    expect((await deals.show(manager, second.id)).body.conflict).toMatchObject({
      class: 'registration',
      severity: 'hard',
      score: '1.00',
      rivals: [
        {
          class: 'registration',
          id: first.id,
          number: first.number,
          partnerId: northwind,
          sameDomain: true,
          nameSimilarity: '1.00',
        },
      ],
    });
    expect((await deals.show(manager, first.id)).body.conflict).toMatchObject({
      severity: 'hard',
      rivals: [{ id: second.id, partnerId: contoso, sameDomain: true }],
    });
    expect((await deals.show(reseller, first.id)).body.conflict).toBeNull();
  });

  it('is found by the domain of the contact, over another spelling of the name', async () => {
    const customer = { name: 'Zephyr Quill Corporation', country: 'US', domain: 'zephyrquill.com' };
    await deals.registered(deal({ customer }));
    const body = deal({ customer: { name: 'ZQ Holding', country: 'US' }, contact: { email: 'jane@zephyrquill.com' } });
    expect(await deals.register(rival, body)).toMatchObject({
      body: { status: 'conflict_hold', conflict: { class: 'registration' } },
    });
  });

  it('does not exist in another product family', async () => {
    const body = deal();
    await deals.registered(body);
    expect(await deals.register(rival, { ...body, lines: lines('20000.00', 'MG-SPECIAL') })).toMatchObject({
      body: { status: 'approved' },
    });
  });

  it('with what the vendor pursues directly goes to the deal desk', async () => {
    const { customer } = deal() as { customer: Record<string, unknown> };
    const opened = await service.call('POST /v1/opportunities', {
      as: { subject: 'crm-service', kind: 'vendor', roles: [], scopes: ['opportunities:write'] },
      body: {
        customer,
        value: { amount: '9000.00', currency: 'USD' },
        expectedCloseOn: '2099-01-01',
        lines: lines('9000.00'),
      },
    });
    expect(opened.status).toBe(201);
    const { body } = await deals.register(reseller, deal({ customer }));
    expect(body).toMatchObject({
      status: 'conflict_hold',
      conflict: { class: 'direct_pipeline' },
      explanation: [{ code: 'DIRECT_PIPELINE' }],
    });
    const awarded = await deals.verb(desk, body.id, 'award', { reason: 'The partner has the relation' });
    expect(awarded.body).toMatchObject({ status: 'approved', opportunityId: opened.body.id });
    expect((await service.call(`GET /v1/opportunities/${opened.body.id}`, { as: reseller })).body).toMatchObject({
      dealRegistrationId: body.id,
      partnerId: northwind,
      source: 'direct',
    });
  });

  it('is not approved while the other side is protected, nor awarded; it can be protected on both sides', async () => {
    const { first, second } = await inConflict();
    expect(await deals.verb(manager, second.id, 'approve')).toMatchObject({
      status: 422,
      body: { code: 'CONFLICT_UNRESOLVED' },
    });
    expect(await deals.verb(manager, second.id, 'award', { reason: 'x' })).toMatchObject({
      status: 422,
      body: { code: 'RIVAL_PROTECTED' },
    });
    const both = await deals.verb(manager, second.id, 'co-protect', { reason: 'Both have a part in it' });
    expect(both.body).toMatchObject({ status: 'approved', protection: { extensions: 0 } });
    expect((await deals.show(reseller, first.id)).body).toMatchObject({ status: 'approved' });
  });

  it('can be awarded to the later one while the first is undecided, which loses', async () => {
    const body = reviewed();
    const first = await deals.registered(body);
    const second = await deals.registered(body, rival);
    const awarded = await deals.verb(manager, second.id, 'award', { reason: 'It brought the customer' });
    expect(awarded.body.status).toBe('approved');
    expect((await deals.show(reseller, first.id)).body).toMatchObject({
      status: 'rejected',
      explanation: [{ code: 'CONFLICT_LOST' }],
    });
  });

  it('is over once the first is withdrawn', async () => {
    const { first, second } = await inConflict();
    await deals.verb(reseller, first.id, 'withdraw');
    expect(await deals.verb(manager, second.id, 'approve')).toMatchObject({
      status: 200,
      body: { status: 'approved' },
    });
  });
});
