import type { TestService } from '@tributary/testing';
import { deal, dealsOf, distributor, lines, manager, northwind, reseller, reviewed, salesService } from './sales.js';

let service: TestService;
let deals: ReturnType<typeof dealsOf>;

beforeAll(async () => {
  service = await salesService();
  deals = dealsOf(service);
});
afterAll(() => service.close());

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
    expect(await deals.facts(body.id)).toEqual(['DealRegistered', 'DealApproved']);
  });

  it('may say for which partner in capitals, as an id has the same meaning in them', async () => {
    const { status, body } = await deals.register(reseller, deal({ partnerId: northwind.toUpperCase() }));
    expect([status, body.partnerId]).toEqual([201, northwind]);
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
    const first = await deals.registered(body);
    expect(await deals.register(reseller, body)).toMatchObject({
      status: 409,
      body: { code: 'DUPLICATE', existingId: first.id },
    });
  });

  it('of another project of the same customer is another one', async () => {
    const body = deal();
    await deals.registered(body);
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

describe('a draft', () => {
  const drafted = () => deals.registered(deal({ draft: true }));

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
    const { id: submitted } = await deals.registered(reviewed());
    expect(await service.call(`DELETE /v1/deal-registrations/${submitted}`, { as: reseller })).toMatchObject({
      status: 409,
    });
  });
});

describe('a caller', () => {
  it('with an old copy is told so, and nothing happens', async () => {
    const { id, version } = await deals.registered(reviewed());
    const stale = { 'if-match': `"${version + 5}"` };
    expect(await deals.verb(manager, id, 'approve', {}, stale)).toMatchObject({ status: 412, body: { code: 'STALE' } });
    expect(await deals.verb(manager, id, 'approve', {}, { 'if-match': `"${version}"` })).toMatchObject({ status: 200 });
  });

  it('reads who changed what, when and why', async () => {
    const { id } = await deals.registered(reviewed());
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
    const { id } = await deals.registered(reviewed({ contact: { name: 'Jane Doe', email: 'jane@some-customer.com' } }));
    const { body } = await service.call(`GET /v1/deal-registrations/${id}/history`, { as: manager });
    expect(JSON.stringify(body)).not.toContain('Jane');
    expect(body.items[0].after.contact).toBe('changed');
  });

  it('walks a list page by page without gaps or repetition while others register', async () => {
    for (let n = 0; n < 5; n += 1) await deals.registered(deal());
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const { body } = await deals.list(reseller, `?limit=7${cursor === null ? '' : `&cursor=${cursor}`}`);
      seen.push(...body.items.map((each: { id: string }) => each.id));
      cursor = body.nextCursor;
      if (seen.length < 20) await deals.registered(deal());
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
