import type { Actor } from '@tributary/kernel';
import { partner, vendor, type TestService } from '@tributary/testing';
import {
  deal,
  dealsOf,
  desk,
  distributing,
  distributor,
  knowPartner,
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

const patch = (as: Actor, id: string, body: unknown) =>
  service.call(`PATCH /v1/deal-registrations/${id}`, { as, body });
const history = async (as: Actor, id: string) =>
  service.call(`GET /v1/deal-registrations/${id}/history`, { as, body: undefined });
describe('a verb of', () => {
  type Verb = [
    name: string,
    body: Record<string, unknown>,
    act: (as: Actor, id: string) => Promise<{ status: number }>,
  ];
  const approvedBody = { distributorId: distributor };
  const draftBody = { distributorId: distributor, draft: true };
  const verbs: Verb[] = [
    ['submit', draftBody, (as, id) => deals.verb(as, id, 'submit')],
    ['change', draftBody, (as, id) => patch(as, id, { competitor: 'Globex' })],
    ['discard', draftBody, (as, id) => service.call(`DELETE /v1/deal-registrations/${id}`, { as })],
    ['withdraw', approvedBody, (as, id) => deals.verb(as, id, 'withdraw')],
    ['claim-win', approvedBody, (as, id) => deals.verb(as, id, 'claim-win')],
    ['lose', approvedBody, (as, id) => deals.verb(as, id, 'lose', { reason: 'Price' })],
  ];
  // A draft is no business of the distributor yet.
  const forDistributor = (body: Record<string, unknown>) => (body['draft'] === true ? 404 : 403);

  it.each(verbs)('a deal, %s: its partner may, its distributor and a rival may not', async (_, body, act) => {
    const { id } = await deals.registered(deal(body));
    const hidden = await deals.registered(deal({ ...body, hiddenFromDistributor: true }));
    const before = (await deals.show(reseller, id)).body;
    expect((await act(distributing, id)).status).toBe(forDistributor(body));
    expect((await act(distributing, hidden.id)).status).toBe(404);
    expect((await act(rival, id)).status).toBe(404);
    expect((await deals.show(reseller, id)).body).toEqual(before);
    expect((await act(reseller, id)).status).toBeLessThan(300);
  });

  it('a returned deal that names it is refused to the distributor with a word', async () => {
    const { id } = await deals.registered(reviewed({ distributorId: distributor }));
    await deals.verb(manager, id, 'return', { reason: 'Name the project' });
    for (const change of [{ distributorId: null }, { hiddenFromDistributor: true }]) {
      expect(await patch(distributing, id, change)).toMatchObject({ status: 403, body: { code: 'NOT_YOUR_DEAL' } });
    }
  });

  it('an opportunity, change or win: its distributor may not', async () => {
    const { opportunityId } = await deals.registered(deal({ distributorId: distributor }));
    const path = `/v1/opportunities/${opportunityId}`;
    expect(await service.call(`GET ${path}`, { as: distributing })).toMatchObject({ status: 200 });
    expect(await service.call(`PATCH ${path}`, { as: distributing, body: { nextStep: 'Call' } })).toMatchObject({
      status: 403,
      body: { code: 'NOT_YOUR_DEAL' },
    });
    expect(await service.call(`POST ${path}/win`, { as: distributing })).toMatchObject({
      status: 403,
      body: { code: 'NOT_YOUR_DEAL' },
    });
  });
});

describe('a distributor', () => {
  it('reads what happened to a deal that names it, not to one that is hidden from it', async () => {
    const shown = await deals.registered(deal({ distributorId: distributor }));
    const hidden = await deals.registered(deal({ distributorId: distributor, hiddenFromDistributor: true }));
    expect((await history(distributing, shown.id)).body.items).toHaveLength(2);
    expect((await history(distributing, hidden.id)).status).toBe(404);
    expect((await history(rival, shown.id)).status).toBe(404);
  });

  it('sees no draft of a reseller', async () => {
    const { id } = await deals.registered(deal({ distributorId: distributor, draft: true }));
    expect((await deals.show(distributing, id)).status).toBe(404);
    const { items } = (await deals.list(distributing, '?status=draft')).body;
    expect(items.map((each: { id: string }) => each.id)).not.toContain(id);
  });
});

describe('one person alone', () => {
  it('does not bring a deal to its win: who claims it for the partner does not confirm it', async () => {
    const { id } = await deals.registered(deal());
    expect((await deals.verb(manager, id, 'claim-win')).status).toBe(200);
    expect(await deals.verb(manager, id, 'confirm-win')).toMatchObject({
      status: 403,
      body: { code: 'SECOND_PERSON_NEEDED' },
    });
    const value = { amount: '0.00', currency: 'GBP' };
    expect(await deals.verb(desk, id, 'confirm-win', { value })).toMatchObject({ status: 422 });
    expect((await deals.verb(desk, id, 'confirm-win')).body).toMatchObject({
      status: 'won',
      wonValue: { amount: '20000.00', currency: 'USD' },
    });
  });

  it('does not win it over the opportunity either', async () => {
    const { id, opportunityId } = await deals.registered(deal());
    expect((await service.call(`POST /v1/opportunities/${opportunityId}/win`, { as: manager })).status).toBe(200);
    expect(await deals.verb(manager, id, 'confirm-win')).toMatchObject({ body: { code: 'SECOND_PERSON_NEEDED' } });
  });

  it('does not revise and submit for the partner and then approve', async () => {
    const { id } = await deals.registered(reviewed());
    await deals.verb(manager, id, 'return', { reason: 'Check the value' });
    expect((await patch(manager, id, { lines: lines('900000.00') })).status).toBe(200);
    expect((await deals.verb(reseller, id, 'submit')).status).toBe(200);
    expect(await deals.verb(manager, id, 'approve')).toMatchObject({ status: 403, body: { code: 'OWN_REGISTRATION' } });
    expect((await deals.verb(desk, id, 'approve')).status).toBe(200);
  });
});

describe('a partner that is suspended or terminated', () => {
  it.each(['suspended', 'terminated'])('(%s) drafts, changes, claims and wins nothing', async (status) => {
    const barred = partner(crypto.randomUUID(), 'sales');
    await knowPartner(service, barred.partnerId!);
    const approved = await deals.registered(deal(), barred);
    const draft = await deals.registered(deal({ draft: true }), barred);
    const waiting = await deals.registered(reviewed(), barred);
    await knowPartner(service, barred.partnerId!, { status });
    const refused = { status: 403, body: { code: 'PARTNER_SUSPENDED' } };
    expect(await deals.register(barred, deal({ draft: true }))).toMatchObject(refused);
    expect(await patch(barred, draft.id, { competitor: 'Globex' })).toMatchObject(refused);
    expect(await deals.verb(barred, approved.id, 'claim-win')).toMatchObject(refused);
    expect(await deals.verb(manager, waiting.id, 'approve')).toMatchObject(refused);
    expect((await deals.verb(manager, waiting.id, 'reject', { reason: 'The partner left' })).status).toBe(200);
    const opportunity = `/v1/opportunities/${approved.opportunityId}`;
    expect(await service.call(`POST ${opportunity}/win`, { as: barred })).toMatchObject(refused);
  });
});

describe('a channel manager', () => {
  const dach: Actor = { ...vendor('channel_manager'), subject: 'dach', territories: ['DACH'] };
  const german = '0190f3a0-0000-7000-8000-0000000000e9';
  const berliner = partner(german, 'sales');

  beforeAll(async () => {
    await knowPartner(service, german, { territories: ['DACH', 'US'] });
    const insert = `INSERT INTO territory_replica VALUES (gen_random_uuid(), 1, $1, $1, $2, $3)`;
    const week = Object.fromEntries([1, 2, 3, 4, 5, 6, 7].map((day) => [day, []]));
    const calendar = JSON.stringify({
      timeZone: 'UTC',
      week: { ...week, 1: [{ from: '09:00', to: '17:00' }] },
      holidays: [],
    });
    await service.adminQuery(insert, ['DACH', ['DE', 'AT', 'CH'], calendar]);
    await service.adminQuery(insert, ['US', ['US'], calendar]);
  });

  it('neither registers nor checks for a partner of another territory', async () => {
    const foreign = deal({ partnerId: northwind });
    const refused = { status: 403, body: { code: 'NOT_YOUR_TERRITORY' } };
    expect(await deals.register(dach, foreign)).toMatchObject(refused);
    expect(await deals.check(dach, foreign)).toMatchObject(refused);
  });

  it('finds a draft in its territory as soon as the customer is there', async () => {
    const { id } = await deals.registered(deal({ draft: true }), berliner);
    expect((await deals.show(dach, id)).status).toBe(404);
    const customer = { name: 'Schwarzwald Uhren GmbH', country: 'DE' };
    expect((await patch(berliner, id, { customer })).body).toMatchObject({ territory: 'DACH' });
    expect((await deals.show(dach, id)).status).toBe(200);
    const away = { customer: { name: 'Somewhere Else Inc.', country: 'US' } };
    expect(await patch(dach, id, away)).toMatchObject({ status: 403, body: { code: 'NOT_YOUR_TERRITORY' } });
  });

  it('does not decide against a rival in a territory that it does not see; the deal desk does', async () => {
    const customer = { name: 'Kuckuck Quantum AG', country: 'DE', domain: 'kuckuck-quantum.de' };
    const first = await deals.registered(reviewed({ customer }));
    const second = await deals.registered(reviewed({ customer }), berliner);
    const refused = { status: 403, body: { code: 'CROSS_TERRITORY_DECISION' } };
    for (const verb of ['award', 'co-protect'])
      expect(await deals.verb(dach, second.id, verb, { reason: 'Closer' })).toMatchObject(refused);
    expect((await deals.show(desk, first.id)).body.status).toBe('in_review');
    expect((await deals.verb(desk, second.id, 'award', { reason: 'Closer' })).body.status).toBe('approved');
  });

  it('sees and closes the direct opportunity that it opened', async () => {
    const body = {
      name: 'Direct',
      customer: { name: 'Zugspitze Seilbahn AG', country: 'DE' },
      lines: [],
      value: { amount: '1000.00', currency: 'USD' },
      expectedCloseOn: '2099-01-01',
    };
    const { status, body: opened } = await service.call('POST /v1/opportunities', { as: dach, body });
    expect({ status, territory: opened.territory }).toEqual({ status: 201, territory: 'DACH' });
    expect((await service.call(`GET /v1/opportunities/${opened.id}`, { as: dach })).status).toBe(200);
    const elsewhere = { ...body, customer: { name: 'Texas Drilling Inc.', country: 'US' } };
    expect(await service.call('POST /v1/opportunities', { as: dach, body: elsewhere })).toMatchObject({
      status: 403,
      body: { code: 'NOT_YOUR_TERRITORY' },
    });
  });
});

describe('what is the vendor’s alone', () => {
  it('is not in a partner’s history: a rival beside it, a revocation that is only asked for', async () => {
    const body = deal();
    const first = await deals.registered(body);
    const second = await deals.registered(body, rival);
    await deals.verb(manager, second.id, 'co-protect', { reason: 'Both have worked on it' });
    await deals.verb(manager, first.id, 'revoke', { reason: 'Doubts' });
    await deals.verb(desk, first.id, 'decline-revocation', { reason: 'No doubts' });
    const types = async (as: Actor) =>
      (await history(as, first.id)).body.items.map((entry: { type: string }) => entry.type).reverse();
    const told = ['DealRegistered', 'DealApproved'];
    expect(await types(reseller)).toEqual(told);
    const kept = ['DealProtectionShared', 'DealRevocationRequested', 'DealRevocationDeclined'];
    expect(await types(desk)).toEqual([...told, ...kept]);
    expect((await deals.show(reseller, first.id)).body).not.toHaveProperty('revocation');
  });

  it('says in the history why a protection was revoked', async () => {
    const { id } = await deals.registered(deal());
    await deals.verb(manager, id, 'revoke', { reason: 'The evidence was wrong' });
    await deals.verb(desk, id, 'confirm-revocation');
    const [revoked] = (await history(reseller, id)).body.items;
    expect(revoked).toMatchObject({ type: 'DealRevoked', reason: 'The evidence was wrong' });
  });
});
