import type { TestService } from '@tributary/testing';
import {
  contoso,
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

/** What was handed to the log for an aggregate, in order. */
async function published(id: string): Promise<string[]> {
  const sql = `SELECT type FROM history WHERE entity_id = $1 ORDER BY version`;
  return (await service.adminQuery<{ type: string }>(sql, [id])).map(({ type }) => type);
}

const reviewed = (change: Record<string, unknown> = {}) => deal({ lines: lines('60000.00'), ...change });

async function registered(body: unknown, as = reseller): Promise<{ id: string; version: number; number: string }> {
  const answer = await deals.register(as, body);
  expect(answer.status).toBe(201);
  return answer.body;
}

async function openCount(): Promise<number> {
  const [row] = await service.adminQuery<{ count: number }>('SELECT count(*)::int AS count FROM deal_registration');
  return row?.count ?? 0;
}

describe('a registration', () => {
  it('within the ceiling of its tier is approved in the same call, and says by which rule', async () => {
    const { status, body, headers } = await deals.register(reseller, deal());
    expect({ status, body }).toMatchObject({
      status: 201,
      body: {
        status: 'approved',
        number: expect.stringMatching(/^DR-\d{4}-\d{6}$/),
        program: { version: 1 },
        explanation: [{ code: 'WITHIN_CEILING' }],
        protection: { extensions: 0 },
        version: 2,
      },
    });
    expect(headers.get('etag')).toBe('"2"');
    expect((Date.parse(body.protection.until) - Date.parse(body.protection.from)) / 86_400_000).toBe(90);
    expect(await published(body.id)).toEqual(['DealRegistered', 'DealApproved']);
  });

  it('that is approved has an opportunity with its distributor, reseller, customer and lines', async () => {
    const { body } = await deals.register(reseller, deal({ distributorId: distributor }));
    const opportunity = await service.call(`GET /v1/opportunities/${body.opportunityId}`, { as: reseller });
    expect(opportunity.body).toMatchObject({
      source: 'deal_registration',
      dealRegistrationId: body.id,
      stage: { code: 'prospecting', probability: 10 },
      customer: { name: body.customer.name },
      parties: [
        { partnerId: northwind, role: 'resells' },
        { partnerId: distributor, role: 'distributes' },
      ],
      lines: [{ sku: 'GTX-PRO', quantity: '4' }],
    });
  });

  it('above the ceiling waits for a person, says why, and says until when it is decided', async () => {
    const { body } = await deals.register(reseller, reviewed());
    expect(body).toMatchObject({
      status: 'in_review',
      explanation: [{ code: 'ABOVE_CEILING' }],
      protection: null,
      opportunityId: null,
    });
    expect(Date.parse(body.decisionDueAt)).toBeGreaterThan(Date.parse(body.submittedAt));
  });

  it('is one however often the same call is repeated with its key', async () => {
    const body = deal();
    const headers = { 'idempotency-key': 'three-times' };
    const first = await deals.register(reseller, body, headers);
    const again = await Promise.all([1, 2].map(() => deals.register(reseller, body, headers)));
    expect(again.map((answer) => [answer.status, answer.body.id, answer.headers.get('idempotent-replayed')])).toEqual([
      [201, first.body.id, 'true'],
      [201, first.body.id, 'true'],
    ]);
    expect(again[0]?.body).toEqual(first.body);
    const rows = await service.adminQuery('SELECT FROM history WHERE entity_id = $1 AND type = $2', [
      first.body.id,
      'DealRegistered',
    ]);
    expect(rows).toHaveLength(1);
  });

  it('of a customer that the partner has registered is refused with the first one', async () => {
    const body = reviewed();
    const first = await registered(body);
    expect(await deals.register(reseller, body)).toMatchObject({
      status: 409,
      body: { code: 'DUPLICATE', existingId: first.id },
    });
  });

  it('of another project of the same customer is another one', async () => {
    const body = deal();
    await registered(body);
    expect(await deals.register(reseller, { ...body, project: 'Site B' })).toMatchObject({
      status: 201,
      body: { status: 'approved' },
    });
  });

  it('of eight equal ones at the same time is one', async () => {
    const body = reviewed();
    const answers = await Promise.all(Array.from({ length: 8 }, () => deals.register(reseller, body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 7 }, () => 409)]);
  });
});

describe('the program refuses', () => {
  it('a partner without the agreement, until it is signed', async () => {
    const unsigned = { ...reseller, subject: 'unsigned', partnerId: '0190f3a0-0000-7000-8000-0000000000a7' };
    await knowPartner(service, unsigned.partnerId, { agreements: [] });
    const body = deal();
    const before = await openCount();
    expect(await deals.register(unsigned, body)).toMatchObject({ status: 403, body: { code: 'AGREEMENT_UNSIGNED' } });
    expect(await openCount()).toBe(before);
    await knowPartner(service, unsigned.partnerId);
    expect(await deals.register(unsigned, body)).toMatchObject({ status: 201 });
  });

  it('a suspended partner', async () => {
    const suspended = { ...reseller, subject: 'suspended', partnerId: '0190f3a0-0000-7000-8000-0000000000a8' };
    await knowPartner(service, suspended.partnerId, { status: 'suspended' });
    expect(await deals.register(suspended, deal())).toMatchObject({ status: 403, body: { code: 'PARTNER_SUSPENDED' } });
  });

  it('a partner that is not known yet, for the moment', async () => {
    const unknown = { ...reseller, subject: 'unknown', partnerId: '0190f3a0-0000-7000-8000-0000000000a9' };
    const answer = await deals.register(unknown, deal());
    expect(answer).toMatchObject({ status: 409, body: { code: 'NOT_YET_KNOWN' } });
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
  });

  it.each<[string, Record<string, unknown>, number, string]>([
    ['a deal that closed yesterday', { expectedCloseOn: '2020-01-01' }, 422, 'LEAD_TIME_TOO_SHORT'],
    [
      'lines in two currencies',
      { lines: [...lines('1.00'), ...lines('1.00', 'GTX-PRO', 'EUR')] },
      422,
      'MIXED_CURRENCIES',
    ],
    ['a product at the end of its life', { lines: lines('1.00', 'GTX-OLD') }, 422, 'PRODUCT_RETIRED'],
    ['a product that is not known yet', { lines: lines('1.00', 'GTX-NEW') }, 409, 'NOT_YET_KNOWN'],
    ['a distributor that is none', { distributorId: contoso }, 422, 'UNKNOWN_DISTRIBUTOR'],
    ['a deal of another partner', { partnerId: contoso }, 403, 'NOT_YOUR_PARTNER'],
    [
      'an account that is not known yet',
      { customer: { name: 'X', country: 'US', accountId: contoso } },
      409,
      'NOT_YET_KNOWN',
    ],
  ])('%s', async (_, change, status, code) => {
    expect(await deals.register(reseller, deal(change))).toMatchObject({ status, body: { code } });
  });

  it.each<[string, unknown, string]>([
    ['a customer without a name', { customer: { country: 'US' } }, '/customer/name'],
    ['a country that is none', { customer: { name: 'X', country: 'XX' } }, '/customer/country'],
    ['a deal without lines', { lines: [] }, '/lines'],
    ['a value with too many decimals', { lines: lines('1.001') }, '/lines/0/value/amount'],
    ['a day that is none', { expectedCloseOn: '2026-02-30' }, '/expectedCloseOn'],
    ['a field that is not known', { approved: true }, '/approved'],
    ['text that cannot be stored', { project: 'a\u0000b' }, '/project'],
  ])('%s as malformed', async (_, change, pointer) => {
    const answer = await deals.register(reseller, deal(change as Record<string, unknown>));
    expect(answer).toMatchObject({ status: 400, body: { code: 'MALFORMED', errors: [{ pointer }] } });
    expect(answer.headers.get('content-type')).toContain('application/problem+json');
  });
});

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
    await registered(body);
    const held = await deals.check(rival, body);
    const free = await deals.check(rival, deal());
    expect(held.body).toEqual({ ...free.body, conflict: 'will_be_reviewed' });
  });
});

describe('a conflict', () => {
  const inConflict = async () => {
    const body = deal();
    const first = await registered(body);
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
    await registered(deal({ customer }));
    const body = deal({ customer: { name: 'ZQ Holding', country: 'US' }, contact: { email: 'jane@zephyrquill.com' } });
    expect(await deals.register(rival, body)).toMatchObject({
      body: { status: 'conflict_hold', conflict: { class: 'registration' } },
    });
  });

  it('does not exist in another product family', async () => {
    const body = deal();
    await registered(body);
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
    const first = await registered(body);
    const second = await registered(body, rival);
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

describe('a draft', () => {
  const drafted = () => registered(deal({ draft: true }));

  it('is changed, submitted and then fixed', async () => {
    const { id } = await drafted();
    expect(await deals.show(reseller, id)).toMatchObject({ body: { status: 'draft', submittedAt: null } });
    const changed = await service.call(`PATCH /v1/deal-registrations/${id}`, {
      as: reseller,
      body: { project: 'Site B', lines: lines('30000.00') },
    });
    expect(changed.body).toMatchObject({
      status: 'draft',
      project: 'Site B',
      value: { amount: '30000.00' },
      version: 2,
    });
    expect(await deals.verb(reseller, id, 'submit')).toMatchObject({
      status: 200,
      body: { status: 'approved', project: 'Site B' },
    });
    expect(await deals.verb(reseller, id, 'submit')).toMatchObject({
      status: 409,
      body: { code: 'INVALID_TRANSITION', allowed: expect.any(Array) },
    });
    expect(
      await service.call(`PATCH /v1/deal-registrations/${id}`, { as: reseller, body: { project: 'C' } }),
    ).toMatchObject({ status: 409 });
  });

  it('is changed field by field; a nested object is replaced as a whole', async () => {
    const { id } = await drafted();
    const change = (body: unknown) => service.call(`PATCH /v1/deal-registrations/${id}`, { as: reseller, body });
    expect(await change({ customer: { domain: 'x.com' } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/customer/name' }, { pointer: '/customer/country' }] },
    });
    expect(await change({ customer: { name: 'Renamed Ltd', country: 'US' } })).toMatchObject({
      body: { customer: { name: 'Renamed Ltd', domain: null }, lines: [{ sku: 'GTX-PRO' }] },
    });
  });

  it('can be discarded, what was submitted cannot', async () => {
    const { id } = await drafted();
    expect(await service.call(`DELETE /v1/deal-registrations/${id}`, { as: reseller })).toMatchObject({ status: 204 });
    expect(await deals.show(reseller, id)).toMatchObject({ status: 404 });
    const { id: submitted } = await registered(reviewed());
    expect(await service.call(`DELETE /v1/deal-registrations/${submitted}`, { as: reseller })).toMatchObject({
      status: 409,
    });
  });
});

describe('the vendor', () => {
  it('approves, and the registration is protected', async () => {
    const { id } = await registered(reviewed());
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
    const { id } = await registered(reviewed());
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
    const { id } = await registered(reviewed());
    expect(await deals.verb(manager, id, 'reject', {})).toMatchObject({ status: 400 });
    await deals.verb(manager, id, 'reject', { reason: 'Not an end customer' });
    expect(await deals.show(reseller, id)).toMatchObject({
      body: { status: 'rejected', explanation: [{ detail: 'Not an end customer' }] },
    });
  });

  it('takes a protection away with a cause and a second person', async () => {
    const { id } = await registered(deal());
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
    const { id } = await registered(deal());
    const claimed = await deals.verb(reseller, id, 'claim-win', { value: { amount: '18000.00', currency: 'USD' } });
    expect(claimed.body).toMatchObject({
      status: 'claimed_won',
      claimedValue: { amount: '18000.00', currency: 'USD' },
    });
    expect(await service.call(`GET /v1/opportunities/${claimed.body.opportunityId}`, { as: reseller })).toMatchObject({
      body: { status: 'won' },
    });
    expect(await deals.verb(desk, id, 'confirm-win')).toMatchObject({ body: { status: 'won' } });
    expect(await published(id)).toEqual(['DealRegistered', 'DealApproved', 'DealWinClaimed', 'DealWon']);
  });

  it('hears of a loss and why', async () => {
    const { id } = await registered(deal());
    const { body } = await deals.verb(reseller, id, 'lose', { reason: 'Price' });
    expect(body).toMatchObject({ status: 'lost', explanation: [{ detail: 'Price' }] });
    expect(await service.call(`GET /v1/opportunities/${body.opportunityId}`, { as: reseller })).toMatchObject({
      body: { status: 'lost', lossReason: 'Price' },
    });
  });

  it('registers for a partner, and then lets somebody else decide', async () => {
    const { id } = await registered(reviewed({ partnerId: northwind }), manager);
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
      const { id } = await registered(reviewed());
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
    const { id } = await registered(reviewed());
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
    const shown = await registered(deal({ distributorId: distributor }));
    const hidden = await registered(deal({ distributorId: distributor, hiddenFromDistributor: true }));
    const foreign = await registered(deal());
    const ids = (await deals.list(distributing, '?limit=200')).body.items.map((each: { id: string }) => each.id);
    expect(ids).toContain(shown.id);
    expect(ids).not.toContain(hidden.id);
    expect(ids).not.toContain(foreign.id);
    expect(await deals.show(distributing, hidden.id)).toMatchObject({ status: 404 });
  });

  it('a channel manager sees and decides within its territories', async () => {
    const { id } = await registered(reviewed());
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

describe('a caller', () => {
  it('with an old copy is told so, and nothing happens', async () => {
    const { id, version } = await registered(reviewed());
    const stale = { 'if-match': `"${version + 5}"` };
    expect(await deals.verb(manager, id, 'approve', {}, stale)).toMatchObject({ status: 412, body: { code: 'STALE' } });
    expect(await deals.verb(manager, id, 'approve', {}, { 'if-match': `"${version}"` })).toMatchObject({ status: 200 });
  });

  it('reads who changed what, when and why', async () => {
    const { id } = await registered(reviewed());
    await deals.verb(manager, id, 'reject', { reason: 'Not an end customer' });
    const { body } = await service.call(`GET /v1/deal-registrations/${id}/history`, { as: reseller });
    expect(body.items).toMatchObject([
      {
        type: 'DealRejected',
        subject: 'channel-manager',
        reason: 'Not an end customer',
        before: { status: 'in_review' },
        after: { status: 'rejected' },
      },
      { type: 'DealRegistered', subject: reseller.subject, after: { status: 'in_review' } },
    ]);
    expect(JSON.stringify(body)).not.toContain('identity');
  });

  it('does not find personal data in the history', async () => {
    const { id } = await registered(reviewed({ contact: { name: 'Jane Doe', email: 'jane@some-customer.com' } }));
    const { body } = await service.call(`GET /v1/deal-registrations/${id}/history`, { as: manager });
    expect(JSON.stringify(body)).not.toContain('Jane');
    expect(body.items[0].after.contact).toBe('changed');
  });

  it('walks a list page by page without gaps or repetition while others register', async () => {
    for (let n = 0; n < 5; n += 1) await registered(deal());
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await deals.list(reseller, `?limit=7${cursor === null ? '' : `&cursor=${cursor}`}`);
      seen.push(...body.items.map((each: { id: string }) => each.id));
      cursor = body.nextCursor;
      if (seen.length < 20) await registered(deal());
    } while (cursor !== null);
    expect(new Set(seen).size).toBe(seen.length);
    const [row] = await service.adminQuery<{ count: number }>(
      'SELECT count(*)::int AS count FROM deal_registration WHERE partner_id = $1',
      [northwind],
    );
    expect(seen.length).toBeGreaterThanOrEqual((row?.count ?? 0) - 3);
  });

  it('filters by status, and is told when a filter is none', async () => {
    const { body } = await deals.list(manager, '?status=in_review&limit=200');
    expect(new Set(body.items.map((each: { status: string }) => each.status))).toEqual(new Set(['in_review']));
    expect(await deals.list(manager, '?status=nonsense')).toMatchObject({ status: 400 });
    expect(await deals.list(manager, '?color=red')).toMatchObject({ status: 400 });
    expect(await deals.list(manager, '?cursor=garbage')).toMatchObject({ status: 400 });
  });
});
