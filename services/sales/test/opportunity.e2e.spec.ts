import type { Actor } from '@tributary/kernel';
import type { TestService } from '@tributary/testing';
import {
  contoso,
  deal,
  dealsOf,
  desk,
  distributing,
  distributor,
  lines,
  northwind,
  reseller,
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

const crm: Actor = {
  subject: 'crm-service',
  kind: 'vendor',
  roles: [],
  scopes: ['opportunities:read', 'opportunities:write'],
};
const verb = (as: Actor, id: string, name: string, body: unknown = {}, headers = {}) =>
  service.call(`POST /v1/opportunities/${id}/${name}`, { as, body, headers });
const show = (as: Actor, id: string) => service.call(`GET /v1/opportunities/${id}`, { as });
const direct = (change: Record<string, unknown> = {}) => {
  const { customer } = deal() as { customer: unknown };
  const body = {
    customer,
    value: { amount: '9000.00', currency: 'USD' },
    expectedCloseOn: '2099-01-01',
    lines: lines('9000.00'),
    ...change,
  };
  return service.call('POST /v1/opportunities', { as: crm, body });
};

async function approved(change: Record<string, unknown> = {}): Promise<{ id: string; opportunityId: string }> {
  return (await deals.register(reseller, deal(change))).body;
}

describe('the opportunity of a registration', () => {
  it('moves through its pipeline, and its history says for how long it was where', async () => {
    const { opportunityId: id } = await approved();
    expect(await verb(reseller, id, 'advance', { stage: 'proposal' })).toMatchObject({
      status: 200,
      body: {
        stage: { code: 'proposal', probability: 60 },
        forecastCategory: 'best_case',
        stages: [{ stage: 'prospecting' }, { stage: 'proposal', leftAt: null }],
      },
    });
    const { body } = await service.call(`GET /v1/opportunities/${id}/history`, { as: reseller });
    expect(body.items.map((entry: { type: string }) => entry.type)).toEqual([
      'OpportunityStageChanged',
      'OpportunityCreated',
    ]);
  });

  it('is won, and with it the registration is claimed as won, in one step', async () => {
    const { id, opportunityId } = await approved();
    expect(await verb(reseller, opportunityId, 'win')).toMatchObject({
      status: 200,
      body: { status: 'won', stage: { code: 'closed_won' } },
    });
    expect(await deals.show(reseller, id)).toMatchObject({
      body: { status: 'claimed_won', claimedValue: { amount: '20000.00' } },
    });
    expect(await verb(reseller, opportunityId, 'win')).toMatchObject({
      status: 409,
      body: { code: 'INVALID_TRANSITION' },
    });
  });

  it('is lost for a reason, and the registration with it', async () => {
    const { id, opportunityId } = await approved();
    expect(await verb(reseller, opportunityId, 'lose', {})).toMatchObject({ status: 400 });
    expect(await verb(reseller, opportunityId, 'lose', { reason: 'Price' })).toMatchObject({
      body: { status: 'lost', lossReason: 'Price' },
    });
    expect(await deals.show(reseller, id)).toMatchObject({
      body: { status: 'lost', explanation: [{ detail: 'Price' }] },
    });
  });

  it('is not told to a rival, and to a distributor as the registration is', async () => {
    const named = await approved({ distributorId: distributor });
    const hidden = await approved({ distributorId: distributor, hiddenFromDistributor: true });
    expect(await show(rival, named.opportunityId)).toMatchObject({ status: 404 });
    expect(await verb(rival, named.opportunityId, 'win')).toMatchObject({ status: 404 });
    expect(await show(distributing, named.opportunityId)).toMatchObject({ status: 200 });
    expect(await show(distributing, hidden.opportunityId)).toMatchObject({ status: 404 });
  });

  it('has the parties that the vendor says, never those that a partner says', async () => {
    const { opportunityId: id } = await approved();
    const parties = [{ partnerId: northwind, role: 'resells', split: '100' }];
    const change = (as: Actor, body: unknown) => service.call(`PATCH /v1/opportunities/${id}`, { as, body });
    expect(await change(reseller, { parties })).toMatchObject({ status: 403, body: { code: 'VENDOR_ONLY' } });
    expect(await change(desk, { parties })).toMatchObject({ status: 200, body: { parties } });
    const stranger = [{ ...parties[0], partnerId: '0190f3a0-0000-7000-8000-0000000000ff' }];
    expect(await change(desk, { parties: stranger })).toMatchObject({ status: 409, body: { code: 'NOT_YET_KNOWN' } });
  });

  it('has value and lines in one currency', async () => {
    const { opportunityId: id } = await approved();
    const body = { value: { amount: '5000000.00', currency: 'GBP' } };
    expect(await service.call(`PATCH /v1/opportunities/${id}`, { as: reseller, body })).toMatchObject({
      status: 422,
      body: { code: 'MIXED_CURRENCIES' },
    });
    expect(await direct(body)).toMatchObject({ status: 422, body: { code: 'MIXED_CURRENCIES' } });
  });

  it('cannot be moved with an old copy', async () => {
    const { opportunityId } = await approved();
    const old = { 'if-match': '"9"' };
    expect(await verb(reseller, opportunityId, 'advance', { stage: 'proposal' }, old)).toMatchObject({ status: 412 });
  });
});

describe('a direct opportunity', () => {
  it('is recorded by the CRM and not by a partner', async () => {
    expect(await direct()).toMatchObject({
      status: 201,
      body: { source: 'direct', status: 'open', partnerId: null, number: expect.stringMatching(/^OP-/) },
    });
    const body = {
      customer: { name: 'X', country: 'US' },
      value: { amount: '1.00', currency: 'USD' },
      expectedCloseOn: '2099-01-01',
    };
    const asPartner = { ...reseller, scopes: ['opportunities:write'] };
    expect(await service.call('POST /v1/opportunities', { as: asPartner, body })).toMatchObject({
      status: 403,
      body: { code: 'VENDOR_ONLY' },
    });
    expect((await service.call('GET /v1/opportunities?source=direct', { as: reseller })).body.items).toEqual([]);
  });

  it('without lines stops where its stage asks for them, and says so', async () => {
    const { id } = (await direct({ lines: [] })).body;
    expect(await verb(crm, id, 'advance', { stage: 'negotiation' })).toMatchObject({
      status: 422,
      body: {
        code: 'EXIT_CRITERIA_UNMET',
        errors: [
          { pointer: '/lines', code: 'MISSING' },
          { pointer: '/lines', code: 'MISSING' },
        ],
      },
    });
    expect(await verb(crm, id, 'win')).toMatchObject({ status: 422, body: { code: 'WIN_NEEDS_LINES' } });
    await service.call(`PATCH /v1/opportunities/${id}`, {
      as: crm,
      body: { lines: lines('9000.00'), nextStep: 'Demo' },
    });
    expect(await verb(crm, id, 'win')).toMatchObject({ status: 200, body: { nextStep: 'Demo', status: 'won' } });
  });

  it.each([
    ['a stage that does not exist', 'dreaming', 'UNKNOWN_STAGE'],
    ['the stage where it is', 'prospecting', 'ALREADY_IN_STAGE'],
  ])('does not move to %s', async (_, stage, code) => {
    const { id } = (await direct()).body;
    expect(await verb(crm, id, 'advance', { stage })).toMatchObject({ status: 422, body: { code } });
  });

  it('is shared to 100 percent', async () => {
    const parties = [{ partnerId: contoso, role: 'resells', split: '90' }];
    expect(await direct({ parties })).toMatchObject({ status: 422, body: { code: 'SPLITS_DO_NOT_ADD_UP' } });
  });
});
