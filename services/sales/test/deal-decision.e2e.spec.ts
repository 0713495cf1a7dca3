import type { TestService } from '@tributary/testing';
import {
  contoso,
  deal,
  dealsOf,
  desk,
  distributing,
  distributor,
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

describe('the vendor', () => {
  it('approves, and the registration is protected', async () => {
    const { id } = await deals.registered(reviewed());
    const { body } = await deals.verb(manager, id, 'approve', { reason: 'Well prepared' });
    expect(body).toMatchObject({
      status: 'approved',
      explanation: [{ code: 'APPROVED', detail: 'Well prepared' }],
      opportunityId: expect.any(String),
    });
    expect(await deals.verb(manager, id, 'approve')).toMatchObject({
      status: 409,
      body: { code: 'INVALID_TRANSITION' },
    });
  });

  it('returns for more, and the partner submits again', async () => {
    const { id } = await deals.registered(reviewed());
    const returned = await deals.verb(manager, id, 'return', { reason: 'Name the project' });
    expect(returned.body).toMatchObject({
      status: 'returned',
      decisionDueAt: null,
      explanation: [{ detail: 'Name the project' }],
    });
    await service.call(`PATCH /v1/deal-registrations/${id}`, { as: reseller, body: { project: 'Site B' } });
    expect(await deals.verb(reseller, id, 'submit')).toMatchObject({
      body: { status: 'in_review', resubmissions: 1, project: 'Site B' },
    });
  });

  it('rejects with a reason that the partner reads', async () => {
    const { id } = await deals.registered(reviewed());
    expect(await deals.verb(manager, id, 'reject', {})).toMatchObject({ status: 400 });
    await deals.verb(manager, id, 'reject', { reason: 'Not an end customer' });
    expect(await deals.show(reseller, id)).toMatchObject({
      body: { status: 'rejected', explanation: [{ detail: 'Not an end customer' }] },
    });
  });

  it('takes a protection away with a cause and a second person', async () => {
    const { id } = await deals.registered(deal());
    expect(await deals.verb(manager, id, 'confirm-revocation')).toMatchObject({
      status: 422,
      body: { code: 'REVOCATION_NOT_REQUESTED' },
    });
    const asked = await deals.verb(manager, id, 'revoke', { reason: 'The evidence was wrong' });
    expect(asked.body).toMatchObject({
      status: 'approved',
      revocation: { requestedBy: 'channel-manager', reason: 'The evidence was wrong' },
    });
    expect((await deals.show(reseller, id)).body).not.toHaveProperty('revocation');
    expect(await deals.verb(manager, id, 'confirm-revocation')).toMatchObject({
      status: 403,
      body: { code: 'SECOND_PERSON_NEEDED' },
    });
    const { body } = await deals.verb(desk, id, 'confirm-revocation');
    expect(body).toMatchObject({
      status: 'revoked',
      explanation: [{ code: 'REVOKED', detail: 'The evidence was wrong' }],
    });
  });

  it('confirms the win that the partner has claimed', async () => {
    const { id } = await deals.registered(deal());
    const claimed = await deals.verb(reseller, id, 'claim-win', { value: { amount: '18000.00', currency: 'USD' } });
    expect(claimed.body).toMatchObject({
      status: 'claimed_won',
      claimedValue: { amount: '18000.00', currency: 'USD' },
    });
    expect(await service.call(`GET /v1/opportunities/${claimed.body.opportunityId}`, { as: reseller })).toMatchObject({
      body: { status: 'won' },
    });
    expect(await deals.verb(desk, id, 'confirm-win')).toMatchObject({ body: { status: 'won' } });
    expect(await deals.facts(id)).toEqual(['DealRegistered', 'DealApproved', 'DealWinClaimed', 'DealWon']);
  });

  it('hears of a loss and why', async () => {
    const { id } = await deals.registered(deal());
    const { body } = await deals.verb(reseller, id, 'lose', { reason: 'Price' });
    expect(body).toMatchObject({ status: 'lost', explanation: [{ detail: 'Price' }] });
    expect(await service.call(`GET /v1/opportunities/${body.opportunityId}`, { as: reseller })).toMatchObject({
      body: { status: 'lost', lossReason: 'Price' },
    });
  });

  it('registers for a partner, and then lets somebody else decide', async () => {
    const { id } = await deals.registered(reviewed({ partnerId: northwind }), manager);
    expect(await deals.verb(manager, id, 'approve')).toMatchObject({ status: 403, body: { code: 'OWN_REGISTRATION' } });
    expect(await deals.verb(desk, id, 'approve')).toMatchObject({ body: { status: 'approved', partnerId: northwind } });
    expect(await deals.register(manager, reviewed())).toMatchObject({ status: 422, body: { code: 'PARTNER_MISSING' } });
  });
});

describe('who may do what', () => {
  it('nobody without a token', async () => {
    expect(await service.call('GET /v1/deal-registrations')).toMatchObject({ status: 401 });
  });

  it.each(['approve', 'award', 'co-protect', 'return', 'reject', 'revoke', 'confirm-revocation', 'confirm-win'])(
    'a partner cannot %s its own deal, whatever its token claims',
    async (verb) => {
      const { id } = await deals.registered(reviewed());
      const claims = { ...reseller, roles: ['sales', 'admin'] as const, scopes: ['deals:write'] };
      expect(await deals.verb(claims, id, verb, { reason: 'x', cause: 'x' })).toMatchObject({
        status: 403,
        body: { code: 'ROLE_MISSING' },
      });
    },
  );

  it('a technician reads and does not register', async () => {
    const technician = { ...reseller, roles: ['technician'] as const };
    expect(await deals.list(technician)).toMatchObject({ status: 200 });
    expect(await deals.register(technician, deal())).toMatchObject({ status: 403, body: { code: 'ROLE_MISSING' } });
  });

  it('a rival finds nothing: not the deal, not its history, no verb', async () => {
    const { id } = await deals.registered(reviewed());
    const calls = [
      deals.show(rival, id),
      service.call(`GET /v1/deal-registrations/${id}/history`, { as: rival }),
      service.call(`PATCH /v1/deal-registrations/${id}`, { as: rival, body: { project: 'x' } }),
      service.call(`DELETE /v1/deal-registrations/${id}`, { as: rival }),
      ...['submit', 'withdraw', 'claim-win', 'lose'].map((verb) =>
        deals.verb(rival, id, verb, verb === 'lose' ? { reason: 'x' } : {}),
      ),
    ];
    for (const answer of await Promise.all(calls))
      expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } });
    const { body } = await deals.list(rival, '?limit=200');
    expect(body.items.every((each: { partnerId: string }) => each.partnerId === contoso)).toBe(true);
  });

  it('a distributor sees the deals that name it, unless they are hidden from it', async () => {
    const shown = await deals.registered(deal({ distributorId: distributor }));
    const hidden = await deals.registered(deal({ distributorId: distributor, hiddenFromDistributor: true }));
    const foreign = await deals.registered(deal());
    const ids = (await deals.list(distributing, '?limit=200')).body.items.map((each: { id: string }) => each.id);
    expect(ids).toContain(shown.id);
    expect(ids).not.toContain(hidden.id);
    expect(ids).not.toContain(foreign.id);
    expect(await deals.show(distributing, hidden.id)).toMatchObject({ status: 404 });
  });

  it('a channel manager sees and decides within its territories', async () => {
    const { id } = await deals.registered(reviewed());
    const there = { ...manager, roles: ['channel_manager'] as const, territories: ['US'] };
    const elsewhere = { ...there, subject: 'elsewhere', territories: ['DACH'] };
    const nowhere = { ...there, subject: 'nowhere', territories: [] };
    for (const other of [elsewhere, nowhere]) {
      expect(await deals.show(other, id)).toMatchObject({ status: 404 });
      expect(await deals.verb(other, id, 'approve')).toMatchObject({ status: 404 });
      expect((await deals.list(other)).body.items).toEqual([]);
    }
    expect((await deals.list(there, '?limit=1')).body.items).toHaveLength(1);
    expect(await deals.verb(there, id, 'approve')).toMatchObject({ status: 200 });
  });

  it('what is no id names nothing', async () => {
    expect(await deals.show(reseller, 'not-a-uuid')).toMatchObject({ status: 404 });
  });
});
